"""The door for the map of a renewal: its zones, its operations and the layers of its export."""

from datetime import date
from typing import Final

import geopandas as gpd

from geo.contracts.boundaries import read_boundaries
from geo.crs import LAMBERT_93, WGS_84, to_lambert_93
from geo.figures import source_of
from geo.mobility.networks import NetworkFile, network_file
from geo.rules.parameters import parameter
from geo.rules.vat import rule_on
from geo.territory import Territory
from geo.territory.renewal import renewal_board
from geo.territory.where import perimeter, qpv_on
from geo.where.zones import ring

LIMITS: Final = ("vat.near_limit_m", "vat.far_limit_m")
LAYERS: Final = (
    "qpv",
    "vat_under_near_limit",
    "vat_between_limits_npnru",
    "intervention_perimeter",
    "operations",
    "stops",
)


def vat_limits() -> frozenset[int]:
    """Return every distance, in metres, that the VAT rule has used, and 0."""
    values = (each.value for name in LIMITS for each in parameter(name).values)
    return frozenset({0, *(int(str(value)) for value in values)})


def vat_ring(territory: Territory, inner_m: int, outer_m: int) -> gpd.GeoDataFrame:
    """Return the ring around every QPV, in Lambert-93; see `geo.where.zones.ring`."""
    qpv = to_lambert_93(read_boundaries(territory.manifest, "qpv_boundaries"))
    return ring(qpv, inner_m, outer_m)


def renewal_layers(
    territory: Territory, code: str, day: date, filing_date: date
) -> dict[str, gpd.GeoDataFrame]:
    """Return all that the map of a renewal shows, ready for `geo.geopackage`.

    Parameters
    ----------
    territory, code
        The territory and the QPV of the programme.
    day
        The operations are in the state of that day.
    filing_date
        Chooses the VAT text, and the QPV whose convention counts.

    Returns
    -------
    dict of geopandas.GeoDataFrame
        Lambert-93, by name, see `LAYERS`, without those that are empty: ``intervention_perimeter``
        and ``stops`` are there only where a perimeter and a bus network were loaded.
        An operation without published position has no geometry.
    """
    qpv, rule = qpv_on(territory, filing_date), rule_on(filing_date)
    near_m, far_m = int(str(rule.near_limit_m.value)), int(str(rule.far_limit_m.value))
    with_npnru = qpv[qpv["has_npnru_convention"]]
    text = {"article": rule.near_limit_m.article, "version": rule.near_limit_m.version}
    about = {"filing_date": filing_date.isoformat(), **text, "is_indicative": True}
    found = {
        "qpv": qpv.assign(is_renewed=qpv.index == code, source=_source(territory)),
        "vat_under_near_limit": ring(qpv, 0, near_m).assign(**about),
        "vat_between_limits_npnru": ring(with_npnru, near_m, far_m).assign(**about),
        "intervention_perimeter": _perimeter(territory, code),
        "operations": _with_titles(territory, operation_points(territory, code, day)).assign(
            state_on=day.isoformat()
        ),
        "stops": stop_points(territory),
    }
    return {name: each for name in LAYERS if (each := found[name]) is not None and len(each)}


def _perimeter(territory: Territory, code: str) -> gpd.GeoDataFrame | None:
    found = perimeter(territory, code)
    if found is None:
        return None
    return gpd.GeoDataFrame({"code_qp": code}, geometry=found.geometry, index=found.index)


def loaded_network(territory: Territory) -> NetworkFile | None:
    """Return the bus network that a user loaded; None when there is none but the invented one."""
    found = network_file(territory)
    return None if found is None or found.is_fictional else found


def stop_points(territory: Territory) -> gpd.GeoDataFrame | None:
    """Return the stops in use of the loaded bus network, in Lambert-93; None without any.

    Raises
    ------
    DataError
        When the file of the network can no longer be read.
    """
    from geo.gtfs import read_feed  # noqa: PLC0415 -- only an export reads the stops
    from geo.gtfs.ways import stop_lines  # noqa: PLC0415

    network = loaded_network(territory)
    if network is None:
        return None
    stops = stop_lines(read_feed(network.path))
    found = gpd.GeoDataFrame(
        {"name": stops["stop_name"], "lines": stops["lines"].str.join(", ")},
        geometry=gpd.GeoSeries.from_xy(stops["lon"], stops["lat"], index=stops.index, crs=WGS_84),
    )
    return to_lambert_93(found).assign(source=network.name, loaded_at=network.loaded_at)


def operation_points(territory: Territory, code: str, day: date) -> gpd.GeoDataFrame:
    """Return the operations as on `day`, in Lambert-93; no geometry where no source places them."""
    operations = renewal_board(territory, code, day).operations
    points = gpd.GeoSeries.from_xy(operations["lon"], operations["lat"], crs=WGS_84)
    placed = points.where(operations["lon"].notna() & operations["lat"].notna())
    return gpd.GeoDataFrame(operations, geometry=placed).to_crs(LAMBERT_93)


def _with_titles(territory: Territory, operations: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return operations with the titles of their sources in the place of our keys."""
    titles = {key: source.title for key, source in territory.sources.items()}
    named = {name: operations[name].map(titles) for name in ("source", "state_source")}
    return operations.assign(**named)


def _source(territory: Territory) -> str:
    key = territory.manifest.resource("qpv_boundaries").boundaries["source"]
    return source_of(territory.sources, key).title
