"""Files that leave: types of cells, units, sources, fiction that says so, a valid archive."""

import io
import json
import shutil
import subprocess
import sys
import zipfile
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import numpy as np
import openpyxl
import pandas as pd
import pytest

from geo.contracts.manifest import read_manifest
from geo.exports.package import package_zip
from geo.exports.tables import FICTIONAL, file_name, flagged, french_csv, raw_csv
from geo.exports.workbook import COLUMNS, DATA, SOURCES, About, typed, workbook
from geo.territory import open_territory
from tests.geo.embedded import DATA as FOLDER

TABLE = pd.DataFrame(
    {
        "Commune": ["Le Puy", "=1+1"],
        "Taux de pauvreté": [21.5, None],
        "rows_count": pd.array([3, pd.NA], dtype="Int64"),
        "inventory_date": pd.to_datetime(["2024-01-01", None]),
        "is_short": pd.array([True, False], dtype="boolean"),
    }
)
ABOUT = About("Essai", "Données ; version 1")


def book(table=TABLE, about=ABOUT):
    return openpyxl.load_workbook(io.BytesIO(workbook(table, about)))


def cells(sheet):
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


# CSV


def test_the_french_csv_has_semicolons_decimal_commas_and_no_formula():
    lines = french_csv(TABLE).decode("utf-8-sig").splitlines()
    assert lines[1] == "Le Puy;21,5;3;01/01/2024;True"
    assert lines[2].startswith("'=1+1;;")
    assert french_csv(TABLE).startswith(b"\xef\xbb\xbf")


def test_the_raw_csv_changes_nothing():
    lines = raw_csv(TABLE).decode().splitlines()
    assert lines[1] == "Le Puy,21.5,3,2024-01-01,True"
    assert lines[2].startswith("=1+1,,")


def test_fiction_says_so_in_the_name_and_in_every_row():
    marked = flagged(TABLE, is_fictional=True)
    assert list(marked.iloc[:, 0]) == [FICTIONAL] * 2
    assert "Avertissement" not in TABLE
    assert file_name("baux", "csv", is_fictional=True) == "FICTIF-baux.csv"
    assert file_name("baux", "csv") == "baux.csv"


def test_the_true_rows_of_a_table_with_made_up_ones_are_not_called_fictional():
    mixed = pd.DataFrame({"n": [1, 2], "status": ["official", "fictional"]})
    assert list(flagged(mixed, is_fictional=True).iloc[:, 0]) == ["", FICTIONAL]


# XLSX


def test_cells_of_a_workbook_keep_their_type():
    sheet = book()[DATA]
    assert cells(sheet)[1] == ["Le Puy", 21.5, 3, datetime(2024, 1, 1), True]  # noqa: DTZ001
    assert [cell.data_type for cell in sheet[2]] == ["s", "n", "n", "d", "b"]
    assert cells(sheet)[2] == ["=1+1", None, None, None, False]
    assert sheet["A3"].data_type == "s"
    assert sheet["D2"].number_format == "DD/MM/YYYY"


def test_a_workbook_says_the_unit_and_type_of_each_column():
    assert cells(book()[COLUMNS])[1:] == [
        ["Commune", None, "texte"],
        ["Taux de pauvreté", "%", "nombre"],
        ["rows_count", "nombre", "nombre entier"],
        ["inventory_date", "date", "date"],
        ["is_short", None, "vrai ou faux"],
    ]


def test_a_workbook_names_its_sources_and_the_version_of_the_data():
    sources = tuple(open_territory(FOLDER).sources.values())[:2]
    rows = cells(book(about=About("Essai", "version 1.1.0", sources))[SOURCES])
    assert [row[0] for row in rows[1:3]] == ["Essai", "version 1.1.0"]
    assert rows[3][:2] == [sources[0].title, sources[0].producer]
    assert rows[3][4] == datetime(2026, 11, 22)  # noqa: DTZ001
    noted = book(about=About("Essai", "version 1.1.0", note="Saisi à la main."))
    assert cells(noted[SOURCES])[-1][0] == "Saisi à la main."


def test_a_fictional_workbook_says_so_inside():
    made_up = book(flagged(TABLE, is_fictional=True), About("Essai", "v", is_fictional=True))
    assert made_up.sheetnames[0] == f"{DATA} fictives"
    assert made_up[SOURCES]["A2"].value == FICTIONAL


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (None, None),
        (float("nan"), None),
        (pd.NaT, None),
        (np.int64(3), 3),
        (np.bool_(True), True),
        (np.float64(0.5), 0.5),
        (Decimal("0.1"), 0.1),
        (Fraction(1, 2), 0.5),
        (date(2024, 1, 1), date(2024, 1, 1)),
        ("texte", "texte"),
    ],
)
def test_every_kind_of_cell_is_known(cell, expected):
    assert typed(cell) == expected
    assert type(typed(cell)) is type(expected)


def test_an_empty_table_is_a_workbook_too():
    assert cells(book(TABLE.head(0))[DATA])[0] == list(TABLE.columns)


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_the_workbook_with_the_same_types(tmp_path):
    path = tmp_path / "essai.xlsx"
    path.write_bytes(workbook(TABLE, ABOUT))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    opened = (tmp_path / "essai.fods").read_text("utf-8")
    for wanted in (
        'office:value-type="float" office:value="21.5"',
        'office:value-type="date" office:date-value="2024-01-01"',
        "<text:p>vrai</text:p>",
        "<text:p>faux</text:p>",
        'office:value-type="string"',
    ):
        assert wanted in opened
    assert "<text:p>=1+1</text:p>" in opened
    assert "of:=1+1" not in opened


# The whole package


def test_the_archive_holds_the_manifest_and_every_file_and_nothing_else():
    manifest = read_manifest(FOLDER)
    with zipfile.ZipFile(io.BytesIO(package_zip(manifest))) as archive:
        names = set(archive.namelist())
        descriptor = json.loads(archive.read("datapackage.json"))
    named = {each["path"] for each in descriptor["resources"]}
    assert names == named | {"datapackage.json", "README.md"}


def test_the_archive_of_the_same_data_is_the_same(territory_copy):
    first = package_zip(read_manifest(FOLDER))
    assert package_zip(read_manifest(territory_copy)) == first
    (territory_copy / "README.md").unlink()
    assert package_zip(read_manifest(territory_copy)) != first


def test_the_archive_validates_from_the_command_line(tmp_path):
    target = tmp_path / "package.zip"
    target.write_bytes(package_zip(read_manifest(FOLDER)))
    with zipfile.ZipFile(target) as archive:
        archive.extractall(tmp_path / "package")
    frictionless = Path(sys.executable).with_name("frictionless")
    ended = subprocess.run(
        [frictionless, "validate", "datapackage.json"],
        cwd=tmp_path / "package",
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ended.returncode == 0, ended.stdout
