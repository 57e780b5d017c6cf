"""A GeoPackage with its styles: layers that QGIS opens as the map shows them."""

import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import geopandas as gpd
import pandas as pd
import pyogrio

from geo.crs import LAMBERT_93, require

STYLES: Final = "layer_styles"
GEOMETRY: Final = "geom"


def geopackage(layers: Mapping[str, gpd.GeoDataFrame], styles: Mapping[str, str]) -> bytes:
    """Return a GeoPackage of `layers`, each with its QGIS style.

    Parameters
    ----------
    layers
        Frames in Lambert-93 by layer name; the index becomes a column. A row may have no
        geometry: it keeps its attributes. A layer of such rows only is declared as points.
    styles
        QML by layer name; QGIS reads the table ``layer_styles`` and applies the default one.

    Raises
    ------
    CrsError
        When a frame is not in Lambert-93.
    """
    for frame in layers.values():
        require(frame, LAMBERT_93)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "layers.gpkg"
        for name, frame in layers.items():
            pyogrio.write_dataframe(
                _plain(frame),
                path,
                layer=name,
                driver="GPKG",
                append=path.exists(),
                geometry_type=_geometry_type(frame),
                promote_to_multi=None,
                layer_options={"GEOMETRY_NAME": GEOMETRY},
            )
        pyogrio.write_dataframe(
            _style_table(styles), path, layer=STYLES, driver="GPKG", append=True,
            layer_options={"FID": "id"},
        )  # fmt: skip
        return path.read_bytes()


def _plain(frame: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the frame with its index as a column and text where a cell is no plain value."""
    return frame.reset_index()


def _geometry_type(frame: gpd.GeoDataFrame) -> str:
    kinds = set(frame.geom_type.dropna())
    if kinds <= {"Polygon", "MultiPolygon"} and kinds:
        return "MultiPolygon"
    return "Point" if kinds <= {"Point"} else "Unknown"


def _style_table(styles: Mapping[str, str]) -> pd.DataFrame:
    """Return the table in which QGIS looks for the styles of a GeoPackage."""
    return pd.DataFrame(
        {
            "f_table_catalog": "",
            "f_table_schema": "",
            "f_table_name": list(styles),
            "f_geometry_column": GEOMETRY,
            "styleName": list(styles),
            "styleQML": list(styles.values()),
            "styleSLD": "",
            "useAsDefault": True,
            "description": "",
            "owner": "",
            "ui": "",
        }
    )
