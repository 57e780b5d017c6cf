"""What an error says."""

import pytest

from geo import errors
from geo.errors import CdvError, DataError, Fault

FAULT = Fault("type-error", "a.csv", 3, 2, "value", "an integer", "“x”", "correct it")


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (
            FAULT,
            "a.csv:3:2 [value]: type-error; expected an integer; found “x”; fix: correct it",
        ),
        (Fault("hash", "a.csv"), "a.csv: hash"),
        (Fault("json", "a.json", 4, found="x"), "a.json:4: json; found x"),
        (Fault("crs", "a.json", field="crs"), "a.json [crs]: crs"),
    ],
)
def test_a_fault_reads_as_one_line(fault, text):
    assert str(fault) == text


@pytest.mark.parametrize(
    ("line", "column", "place"),
    [(None, None, "a"), (1, None, "a:1"), (1, 2, "a:1:2")],
)
def test_the_place_goes_as_far_as_it_is_known(line, column, place):
    assert Fault("rule", "a", line, column).place == place


def test_an_error_keeps_all_its_faults():
    other = Fault("hash", "b.csv")
    error = DataError([FAULT, other])
    assert error.faults == (FAULT, other)
    assert str(error) == f"{FAULT}\n{other}"
    assert DataError(other).faults == (other,)


def test_a_fault_cannot_be_changed():
    with pytest.raises(AttributeError):
        FAULT.line = 4


@pytest.mark.parametrize(
    ("name", "builtin"),
    [
        ("DataError", ValueError),
        ("CrsError", ValueError),
        ("UnknownCodeError", LookupError),
        ("InputError", ValueError),
        ("ParameterError", LookupError),
        ("NetworkError", ConnectionError),
    ],
)
def test_each_error_is_also_a_built_in_one(name, builtin):
    kind = getattr(errors, name)
    assert issubclass(kind, CdvError)
    assert issubclass(kind, builtin)
    with pytest.raises(builtin, match=r"a\.csv: hash"):
        raise kind(Fault("hash", "a.csv"))
