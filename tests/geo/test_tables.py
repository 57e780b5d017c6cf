"""The contract of one table, constraint by constraint; whole files are damaged in test_check."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.contracts.manifest import Resource
from geo.contracts.tables import read_cells, table_faults


def resource(folder, fields, text, **schema):
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8", newline="")
    contract = {"fields": fields, **schema}
    entry = {"path": "table.csv"}
    return Resource("table", "", "", path, "", contract, {}, entry)


def faults(folder, field, cell):
    fields = [{"name": "first", "type": "string"}, {"name": "value", **field}]
    return table_faults(resource(folder, fields, f"first,value\nx,{cell}\n"))


@pytest.mark.parametrize(
    ("field", "right", "wrong", "expected"),
    [
        ({"type": "integer"}, ["0", "-3", "+5"], ["1.0", "1e3", "x", "--1"], "an integer"),
        ({"type": "number"}, ["1", "-1.5", ".5", "1e3"], ["1,5", "1 0", "Inf", "0x1"], "a number"),
        ({"type": "year"}, ["2024"], ["24", "02024", "2024.0"], "a year of four digits"),
        ({"type": "boolean"}, ["true", "false"], ["True", "1", "oui", "vrai"], "true or false"),
        ({"type": "date"}, ["2024-02-29"], ["2023-02-29", "2024-1-1", "20240101"], "a date"),
        ({"type": "string"}, ["é x", "’", "1"], ["a\x07", "\x7f"], "a text"),
    ],
)
def test_a_cell_is_written_as_its_type_asks(tmp_path, field, right, wrong, expected):
    assert [cell for cell in right if faults(tmp_path, field, cell)] == []
    for cell in wrong:
        (fault,) = faults(tmp_path, field, cell if "," not in cell else f'"{cell}"')
        assert (fault.rule, fault.line, fault.column) == ("type-error", 2, 2)
        assert fault.expected.startswith(expected)
        assert fault.found == f"“{cell}”"


@pytest.mark.parametrize(
    ("kind", "constraints", "below", "equal", "above"),
    [
        ("integer", {"minimum": 2}, False, True, True),
        ("integer", {"maximum": 2}, True, True, False),
        ("number", {"minimum": 2.0}, False, True, True),
        ("number", {"maximum": 2.0}, True, True, False),
    ],
)
def test_a_bound_is_part_of_what_it_bounds(tmp_path, kind, constraints, below, equal, above):
    field = {"type": kind, "constraints": constraints}
    cells = {"1": below, "2": equal, "3": above}
    assert {cell: not faults(tmp_path, field, cell) for cell in cells} == cells


@given(st.decimals(-100, 100, places=4), st.decimals(-100, 100, places=2))
def test_bounds_are_exact(tmp_path_factory, cell, bound):
    folder = tmp_path_factory.getbasetemp()
    field = {"type": "number", "constraints": {"minimum": float(bound)}}
    assert bool(faults(folder, field, f"{cell:f}")) == (cell < bound)


@pytest.mark.parametrize(
    ("constraints", "cell", "is_right"),
    [
        ({"pattern": "[0-9]{5}"}, "43157", True),
        ({"pattern": "[0-9]{5}"}, "431570", False),
        ({"pattern": "a|b"}, "bc", False),
        ({"enum": ["above", "below"]}, "above", True),
        ({"enum": ["above", "below"]}, "Above", False),
        ({"enum": ["above", "below"]}, "", True),
        ({"required": True}, "", False),
        ({"required": False}, "", True),
        ({"required": True}, "x", True),
    ],
)
def test_a_text_meets_its_constraint_wholly(tmp_path, constraints, cell, is_right):
    found = faults(tmp_path, {"type": "string", "constraints": constraints}, cell)
    assert [fault.rule for fault in found] == ([] if is_right else ["constraint-error"])


def test_a_unique_column_may_be_empty_many_times(tmp_path):
    fields = [
        {"name": "a", "type": "string", "constraints": {"unique": True}},
        {"name": "b", "type": "string"},
    ]
    text = "a,b\nx,1\n,2\n,3\nx,4\n"
    (fault,) = table_faults(resource(tmp_path, fields, text))
    assert (fault.rule, fault.line, fault.column) == ("unique-error", 5, 1)
    assert fault.found == "“x”, as on line 2"


def test_faults_come_in_the_order_of_the_file(tmp_path):
    fields = [{"name": "a", "type": "integer"}, {"name": "b", "type": "integer"}]
    text = "a,b\n1,x\ny,z\n1,2,3\n\n1\n"
    found = table_faults(resource(tmp_path, fields, text, primaryKey=["a"]))
    assert [(fault.line, fault.column, fault.rule) for fault in found] == [
        (2, 2, "type-error"),
        (3, 1, "type-error"),
        (3, 2, "type-error"),
        (4, 3, "extra-cell"),
        (5, 1, "blank-row"),
        (6, 2, "missing-cell"),
    ]


@given(st.lists(st.text(alphabet='ab"\n,é ', min_size=1, max_size=5), min_size=1, max_size=6))
def test_rows_begin_on_their_physical_line(tmp_path_factory, cells):
    quoted = ['"' + cell.replace('"', '""') + '"' for cell in cells]
    text = "\n".join(["a", *quoted, ""])
    fields = [{"name": "a", "type": "string"}]
    table = read_cells(resource(tmp_path_factory.getbasetemp(), fields, text))
    assert [row[0] for row in table.rows] == ["a", *cells]
    for number in range(len(cells)):
        before = sum(cell.count("\n") + 1 for cell in cells[:number])
        assert table.lines[number + 1] == 2 + before
