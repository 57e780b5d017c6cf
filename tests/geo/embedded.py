"""The embedded data package, read without the code under test."""

import csv
import json
from pathlib import Path

import geopandas as gpd

DATA = Path(__file__).parents[2] / "data"
PACKAGE = json.loads((DATA / "datapackage.json").read_text(encoding="utf-8"))
RESOURCES = {resource["name"]: resource for resource in PACKAGE["resources"]}
LE_PUY, BRIVES, ESPALY, SAINT_GERMAIN = "43157", "43041", "43089", "43190"
VAL_VERT, GUITARD = "QN04301M", "QN04302M"


def rows(name: str) -> list[dict[str, str]]:
    with (DATA / RESOURCES[name]["path"]).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def values(indicator: str, day: str) -> dict[str, str]:
    """Value of a commune indicator at one date, by code."""
    return {
        row["code_insee"]: row["value"]
        for row in rows("commune_indicators")
        if (row["indicator"], row["reference_date"]) == (indicator, day)
    }


def layer(name: str) -> gpd.GeoDataFrame:
    frame = gpd.read_file(DATA / RESOURCES[name]["path"])
    return frame.set_index(RESOURCES[name]["cdv"]["primary_key"])
