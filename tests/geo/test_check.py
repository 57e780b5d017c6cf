"""`cdv check` on damaged copies of the embedded territory: each fault named with its place."""

import csv
import json
import re
import shutil
from pathlib import Path

import frictionless
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geo.contracts.check import check_territory
from geo.contracts.manifest import Resource
from geo.contracts.tables import table_faults
from geo.errors import DataError, Fault
from tests.geo.damage import (
    BOM,
    COMMUNES,
    FIGURES,
    HISTORY,
    INVENTORY,
    MANIFEST,
    QPV,
    REFERENCES,
    fingerprinted,
    redescribing,
    redrawing,
    removing,
    replacing,
    resource,
    rewriting,
    tree,
)
from tests.geo.damaged_boundaries import BOUNDARIES
from tests.geo.damaged_manifests import MANIFESTS
from tests.geo.damaged_tables import TABLES
from tests.geo.embedded import DATA, PACKAGE

ABOUT = {"name": "inventory", "title": "", "description": "", "hash": "", "boundaries": {}}
CASES = {
    f"{kind}, {name}": case
    for kind, cases in {"table": TABLES, "boundaries": BOUNDARIES, "manifest": MANIFESTS}.items()
    for name, case in cases.items()
}


def test_the_embedded_territory_is_right(cdv):
    answer = cdv("check", "--json")
    assert (answer.code, answer.err) == (0, "")
    assert json.loads(answer.out) == {
        "territory": PACKAGE["title"],
        "version": PACKAGE["version"],
        "files_count": len(PACKAGE["resources"]),
        "faults_count": 0,
    }


@pytest.mark.parametrize("name", CASES)
def test_a_damage_is_named_with_its_place(name, territory_copy, cdv):
    damage, said = CASES[name]
    damage(territory_copy)
    before = tree(territory_copy)
    answer = cdv("check", "--data", territory_copy)
    assert (answer.code, answer.out) == (2, "")
    lines = answer.err.splitlines()
    assert all(line.startswith("cdv: ") for line in lines)
    pattern = ".*".join(re.escape(part) for part in f"cdv: {said}".split("*"))
    assert re.fullmatch(rf"{pattern}(; fix: .*)?", lines[0])
    assert tree(territory_copy) == before


def test_a_damage_gives_one_line_where_it_is_one_fault(territory_copy, cdv):
    replacing(INVENTORY, "19.40", "NaN")(territory_copy)
    assert len(cdv("check", "--data", territory_copy).err.splitlines()) == 1


def test_all_faults_of_all_files_are_told_at_once(territory_copy, cdv):
    removing(COMMUNES)(territory_copy)
    replacing(INVENTORY, ",336,", ",many,")(territory_copy)
    replacing(INVENTORY, "2557.20", "-1")(territory_copy)
    replacing(QPV, "QN04302M", "QN04301M")(territory_copy)
    places = [line.split()[1] for line in cdv("check", "--data", territory_copy).err.splitlines()]
    assert places == [
        f"{QPV}:3:1",
        f"{COMMUNES}:",
        f"{INVENTORY}:4:20",
        f"{INVENTORY}:4:27",
    ]


def test_a_cell_cannot_break_the_line_nor_drive_the_terminal(territory_copy, cdv):
    replacing(INVENTORY, ",336,", ',"3\n36\x1b[31m",')(territory_copy)
    answer = cdv("check", "--data", territory_copy)
    assert "\x1b" not in answer.err
    assert r"found “3\n36\x1b[31m”" in answer.err
    assert len(answer.err.splitlines()) == 1


@pytest.mark.parametrize(
    "damage",
    [
        rewriting(COMMUNES, lambda content: BOM + content),
        rewriting(COMMUNES, lambda content: content.replace(b"\n", b"\r\n")),
        rewriting(HISTORY, lambda content: content[: content.index(b"\n") + 1]),
        rewriting(QPV, lambda content: b" " + content),
    ],
    ids=["byte order mark", "CRLF", "no row yet", "space"],
)
def test_what_breaks_no_contract_passes_once_it_is_meant(damage, territory_copy):
    damage(territory_copy)
    fingerprinted(territory_copy)
    assert len(check_territory(territory_copy).resources) == len(PACKAGE["resources"])


@pytest.mark.parametrize(
    "damage",
    [
        replacing(INVENTORY, "true,false,true,true", "True,false,true,true"),
        replacing(INVENTORY, "19.40", "NaN"),
        replacing(INVENTORY, ",336,", ",3_36,"),
        replacing(COMMUNES, "43003,", "43999,"),
        replacing(FIGURES, ",secret,", ",,"),
        redrawing(lambda layer: layer["features"][0]["geometry"]["coordinates"][0][0].pop()),
    ],
)
def test_a_fingerprint_brought_up_to_date_does_not_make_a_fault_right(damage, territory_copy):
    damage(territory_copy)
    fingerprinted(territory_copy)
    with pytest.raises(DataError):
        check_territory(territory_copy)


def test_the_size_counts_where_the_fingerprint_is_right(territory_copy):
    redescribing("sources", bytes=3)(territory_copy)
    with pytest.raises(DataError, match=r"expected 3 bytes; found \d+ bytes"):
        check_territory(territory_copy)


CELLS = st.one_of(
    st.text(max_size=6).filter(lambda text: not {"\r", "\n", '"', ","} & set(text)),
    st.sampled_from(["", "0", "-1", "100", "101", "1e2", "20", "true", "2024-01-01", "2024-1-1"]),
)


@settings(max_examples=60, deadline=None)
@given(row=st.integers(1, 4), column=st.integers(0, 29), cell=CELLS)
def test_what_frictionless_refuses_is_refused(tmp_path_factory, row, column, cell):
    entry = resource(PACKAGE, "sru_inventory")
    lines = (DATA / INVENTORY).read_text(encoding="utf-8").splitlines()
    cells = next(csv.reader([lines[row]]))
    cells[column] = cell
    lines[row] = ",".join(cells)
    path = tmp_path_factory.mktemp("inventory") / "table.csv"
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    schema = {key: value for key, value in entry["schema"].items() if key != "foreignKeys"}
    dialect = frictionless.Dialect.from_descriptor({"csv": {"delimiter": ","}})
    theirs = frictionless.validate(
        path.name,
        basepath=str(path.parent),
        schema=frictionless.Schema.from_descriptor(schema),
        dialect=dialect,
        encoding="utf-8",
    )
    ours = table_faults(Resource(**dict(ABOUT, path=path, schema=schema, descriptor=entry)))
    assert theirs.valid or ours


# Whatever is done to a territory, it is right or it is refused: never a crash.


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A right territory of two files, small enough to be damaged hundreds of times."""
    folder = tmp_path_factory.mktemp("small")
    kept = ("qpv_boundaries", "qpv_references")
    manifest = {
        **PACKAGE,
        "resources": [each for each in PACKAGE["resources"] if each["name"] in kept],
    }
    manifest = json.loads(json.dumps(manifest))
    del resource(manifest, "qpv_references")["schema"]["foreignKeys"]
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    for each in manifest["resources"]:
        (folder / each["path"]).parent.mkdir(exist_ok=True)
        shutil.copy(DATA / each["path"], folder / each["path"])
    assert len(check_territory(folder).resources) == 2
    return folder


BYTES = st.sampled_from([b"", b'"', b",", b"\n", b"\r", b"\0", b"\xff", b"{", b"]", b"1", b"e9"])
SLOW = settings(
    max_examples=1500, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def faults_of(folder: Path) -> tuple[Fault, ...]:
    try:
        check_territory(folder)
    except DataError as error:
        return error.faults
    return ()


@SLOW
@given(
    path=st.sampled_from([REFERENCES, QPV, MANIFEST]),
    start=st.floats(0, 1),
    length=st.integers(0, 40),
    new=BYTES,
)
def test_bytes_changed_at_random_are_refused(small, path, start, length, new):
    content = (small / path).read_bytes()
    at = int(start * (len(content) - 1))
    damaged = content[:at] + new + content[at + length :]
    (small / path).write_bytes(damaged)
    try:
        faults = faults_of(small)
    finally:
        (small / path).write_bytes(content)
    assert all(fault.file and fault.expected for fault in faults)
    assert path == MANIFEST or bool(faults) == (damaged != content)


def members(content, path=()):
    """Return the path of every member and element of a JSON content."""
    pairs = (
        content.items()
        if isinstance(content, dict)
        else enumerate(content)
        if isinstance(content, list)
        else ()
    )
    return [each for key, value in pairs for each in ((*path, key), *members(value, (*path, key)))]


@settings(SLOW, max_examples=150)
@given(
    at=st.floats(0, 1),
    new=st.sampled_from([None, 0, -1, True, "", "x", [], {}, [1], {"a": [None]}]),
)
def test_any_member_of_the_manifest_may_be_anything(small, at, new):
    text = (small / MANIFEST).read_text(encoding="utf-8")
    manifest = json.loads(text)
    paths = members(manifest)
    *path, last = paths[int(at * (len(paths) - 1))]
    parent = manifest
    for step in path:
        parent = parent[step]
    parent[last] = new
    (small / MANIFEST).write_text(json.dumps(manifest), encoding="utf-8")
    try:
        faults = faults_of(small)
    finally:
        (small / MANIFEST).write_text(text, encoding="utf-8")
    assert all(fault.file and fault.expected for fault in faults)
