"""From a table to a frame: types, index, missing cells, and faults instead of a crash."""

from decimal import Decimal

import pandas as pd
import pytest

from geo.contracts.manifest import read_manifest
from geo.contracts.read import read_table
from geo.errors import DataError, UnknownCodeError
from tests.geo.damage import (
    COMMUNES,
    FIGURES,
    INVENTORY,
    fingerprinted,
    removing,
    replacing,
    rewriting,
)
from tests.geo.embedded import DATA, ESPALY, LE_PUY, RESOURCES, rows

TABLES = [name for name, resource in RESOURCES.items() if "schema" in resource]
TYPES = {
    "string": "str",
    "integer": "Int64",
    "number": "float64",
    "year": "Int64",
    "date": "datetime64",
    "boolean": "boolean",
}


def read(name, folder=DATA):
    return read_table(read_manifest(folder), name)


@pytest.mark.parametrize("name", TABLES)
def test_every_cell_of_a_table_is_the_one_in_the_file(name):
    frame = read(name).reset_index()
    fields = {field["name"]: field["type"] for field in RESOURCES[name]["schema"]["fields"]}
    written = rows(name)
    assert len(frame) == len(written)
    for field, kind in fields.items():
        assert str(frame[field].dtype).startswith(TYPES[kind])
        for value, row in zip(frame[field], written, strict=True):
            assert same(value, row[field], kind)


def same(value, cell, kind):
    if cell == "":
        return bool(pd.isna(value))
    shown = {
        "string": lambda: value == cell,
        "integer": lambda: value == int(cell),
        "year": lambda: value == int(cell),
        "number": lambda: Decimal(str(value)) == Decimal(cell),
        "date": lambda: value.strftime("%Y-%m-%d") == cell,
        "boolean": lambda: str(value).lower() == cell,
    }
    return bool(shown[kind]())


def test_a_key_of_one_column_is_the_index():
    communes = read("communes")
    assert communes.index.name == "code_insee"
    assert communes.at[LE_PUY, "name"] == "Le Puy-en-Velay"


def test_a_key_of_several_columns_leaves_rows_numbered():
    assert list(read("sru_inventory").index) == [0, 1, 2, 3]


def test_codes_stay_text():
    assert read("sru_inventory")["code_department"].tolist() == ["43"] * 4
    assert read("sru_inventory")["code_urban_unit"].iloc[0] == "00753"


def test_an_empty_cell_is_missing_and_never_zero():
    history = read("sru_history")
    assert history["rate_percent"].isna().sum() == sum(
        not row["rate_percent"] for row in rows("sru_history")
    )
    assert not history["rate_percent"].eq(0).any()


def test_an_unknown_table_is_refused():
    with pytest.raises(UnknownCodeError):
        read("lettings")


def test_boundaries_are_no_table():
    with pytest.raises(DataError, match=r"\[qpv_boundaries\]: manifest; expected schema"):
        read("qpv_boundaries")


def test_a_missing_table_is_a_fault(territory_copy):
    removing(COMMUNES)(territory_copy)
    with pytest.raises(DataError, match="missing-file"):
        read("communes", territory_copy)


def test_a_changed_file_is_not_read(territory_copy):
    replacing(INVENTORY, ",336,", ",337,")(territory_copy)
    with pytest.raises(DataError) as caught:
        read("sru_inventory", territory_copy)
    assert [fault.rule for fault in caught.value.faults] == ["hash"]


def test_a_changed_file_with_faults_tells_the_faults(territory_copy):
    replacing(INVENTORY, ",336,", ",many,")(territory_copy)
    replacing(INVENTORY, "19.40", "-1")(territory_copy)
    with pytest.raises(DataError) as caught:
        read("sru_inventory", territory_copy)
    places = [(fault.line, fault.column) for fault in caught.value.faults]
    assert places == [(4, 20), (4, 21)]


@pytest.mark.parametrize(
    ("name", "damage", "rule"),
    [
        ("sru_inventory", replacing(INVENTORY, ",336,", ",many,"), "type-error"),
        ("sru_inventory", replacing(INVENTORY, ",336,", ",3_36,"), "type-error"),
        ("sru_inventory", replacing(INVENTORY, "false,false,0.00", "no,false,0.00"), "type-error"),
        ("sru_inventory", replacing(INVENTORY, "2024-01-01", "01/01/2024"), "type-error"),
        ("communes", replacing(COMMUNES, "43003,", "43002,"), "primary-key"),
        ("communes", replacing(COMMUNES, "siren", "sirene"), "incorrect-label"),
        ("communes", rewriting(COMMUNES, lambda _: b""), "source-error"),
        ("communes", replacing(COMMUNES, "Allègre", b"\xe8"), "encoding"),
        (
            "commune_indicators",
            replacing(FIGURES, "schools_count", "general_practitioners_count"),
            "primary-key",
        ),
    ],
)
def test_a_fingerprint_brought_up_to_date_does_not_make_a_crash(territory_copy, name, damage, rule):
    damage(territory_copy)
    fingerprinted(territory_copy)
    with pytest.raises(DataError) as caught:
        read(name, territory_copy)
    assert rule in {fault.rule for fault in caught.value.faults}


def test_reading_twice_gives_the_same():
    pd.testing.assert_frame_equal(read("sru_inventory"), read("sru_inventory"))


def test_the_published_rate_of_espaly():
    # DHUP, « Communes et inventaire SRU », file 2025
    row = read("sru_inventory").set_index("code_insee").loc[ESPALY]
    assert (row["social_dwellings_count"], row["rate_percent"]) == (336, 19.4)
    assert row["is_short"] is True or bool(row["is_short"])
