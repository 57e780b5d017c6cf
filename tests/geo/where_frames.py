"""Frames shared by the tests of "where is this point"."""

from pathlib import Path

import geopandas as gpd
import shapely

DATA = Path(__file__).parents[2] / "data"
VAL_VERT, GUITARD = "QN04301M", "QN04302M"
STATION = (3.89257, 45.04273)  # longitude, latitude (OpenStreetMap)


def le_puy_qpv() -> gpd.GeoDataFrame:
    """The two QPV of Le Puy in Lambert-93; Guitard has no NPNRU convention, Val Vert has."""
    frame = gpd.read_file(DATA / "boundaries/qpv.geojson").set_index("code_qp")
    return frame.to_crs("EPSG:2154").assign(
        has_contrat_de_ville=True, has_npnru_convention=[code == VAL_VERT for code in frame.index]
    )


def square_qpv(*, npnru: bool = True, contrat: bool = True) -> gpd.GeoDataFrame:
    """One square QPV of 1 km, near Le Puy, whose distances can be checked by hand."""
    return gpd.GeoDataFrame(
        {"has_contrat_de_ville": [contrat], "has_npnru_convention": [npnru]},
        index=["SQUARE"],
        geometry=[shapely.box(770_000, 6_438_000, 771_000, 6_439_000)],
        crs="EPSG:2154",
    )
