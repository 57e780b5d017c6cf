"""The real places of a territory that the invented network joins."""

from pathlib import Path
from typing import Final

from geo.build.network import Place
from geo.contracts.boundaries import read_boundaries
from geo.contracts.manifest import read_manifest
from geo.contracts.read import read_table
from geo.crs import to_lambert_93, to_wgs_84

STATION: Final = "gare"
TOWN_HALLS: Final = {
    "centre": "43157",
    "aiguilhe": "43002",
    "brives": "43041",
    "chadrac": "43046",
    "coubon": "43078",
    "espaly": "43089",
    "monteil": "43140",
    "polignac": "43152",
    "saint-germain": "43190",
    "vals": "43251",
}
QPV: Final = {"val-vert": "QN04301M", "guitard": "QN04302M"}


def network_places(folder: Path) -> dict[str, Place]:
    """Return the station, town halls and a point inside each QPV, by the key lines give them.

    Raises
    ------
    DataError
        When a file of the territory breaks its contract.
    KeyError
        When the territory has no such place.
    """
    manifest = read_manifest(folder)
    station = read_table(manifest, "destinations").to_dict("index")[STATION]
    communes = read_table(manifest, "communes").to_dict("index")
    outlines = to_lambert_93(read_boundaries(manifest, "qpv_boundaries"))
    inside = to_wgs_84(outlines.set_geometry(outlines.representative_point())).geometry
    places = {"gare": Place("Gare", float(station["lon"]), float(station["lat"]))}
    for key, code in TOWN_HALLS.items():
        row = communes[code]
        place = Place(
            f"{row['name']} mairie", float(row["town_hall_lon"]), float(row["town_hall_lat"])
        )
        places[key] = place
    for key, code in QPV.items():
        places[key] = Place(str(outlines.at[code, "name"]), inside[code].x, inside[code].y)
    return places
