"""``cdv access``: travel times from a place to every stop, over a window of departures."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.commands.answers import JsonOption, say
from geo.errors import Fault, InputError


def access(  # noqa: PLR0913 -- the options of the command
    *,
    gtfs: Annotated[Path, typer.Option(help="GTFS timetables: a zip or a folder.")],
    origin: Annotated[
        str, typer.Option("--from", metavar="LON,LAT", help="Departure, degrees, e.g. 5.55,46.67.")
    ],
    day: Annotated[datetime, typer.Option(formats=["%Y-%m-%d"], help="Service day.")],
    window: Annotated[
        str, typer.Option(metavar="HH:MM-HH:MM", help="Departures: every minute, end excluded.")
    ],
    max_min: Annotated[int, typer.Option(help="Longest journey that counts, minutes.")] = 45,
    speed_kmh: Annotated[float, typer.Option(help="Walking speed, km/h.")] = 4.5,
    detour: Annotated[
        float, typer.Option(help="Metres walked for one as the crow flies; not with --osm.")
    ] = 1.3,
    wheelchair: Annotated[
        bool, typer.Option("--wheelchair", help="Only what the feed says is accessible.")
    ] = False,
    osm: Annotated[
        Path | None, typer.Option(help="Streets to walk on: OpenStreetMap extract (.osm.pbf).")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Tell how long each stop takes, on foot and by public transport: median, best, worst.

    Times are minutes from the departure, null beyond --max-min for half, all or some of the
    departures. Warnings on the timetables are told first.
    """
    from geo.access import Walking, Window, open_engine, times  # noqa: PLC0415 -- keeps --help quick
    from geo.gtfs import read_feed  # noqa: PLC0415 -- keeps --help quick

    place = _place(origin)
    asked = Window.parse(window)
    walking = Walking(speed_kmh, detour, osm)
    feed = read_feed(gtfs)
    engine = open_engine(
        feed, day.date(), walking, limit_min=max(max_min, 1), wheelchair=wheelchair
    )
    found = times(engine, place, asked, max_min=max_min).join(feed.stops["stop_name"])
    say(
        {
            "feed": feed.name,
            "first_day": feed.first_day.isoformat(),
            "last_day": feed.last_day.isoformat(),
            "day": day.date().isoformat(),
            "window": window,
            "departures_count": asked.minutes_count,
            "walking": _walking(walking),
            "warnings": [str(each) for each in feed.warnings],
            "stops": [_stop(row) for row in found.reset_index().to_dict("records")],
        },
        as_json=as_json,
    )


def _place(text: str) -> tuple[float, float]:
    parts = text.split(",")
    try:
        lon, lat = (float(part) for part in parts)
    except ValueError as error:
        fault = Fault("coordinates", "--from", expected="LON,LAT in degrees", found=text)
        raise InputError(fault) from error
    return lon, lat


def _walking(walking: Any) -> dict[str, Any]:  # noqa: ANN401 -- its class is imported late
    streets = None if walking.osm is None else walking.osm.name
    detour = walking.detour if streets is None else None
    return {"speed_kmh": walking.speed_kmh, "straight_line_factor": detour, "streets": streets}


def _stop(row: dict[Any, Any]) -> dict[str, Any]:
    """Return a row with null for what is not reached, minutes exact to the second."""
    import pandas as pd  # noqa: PLC0415 -- keeps --help quick

    times = {
        name: None if pd.isna(row[name]) else round(row[name], 4)
        for name in ("median_min", "best_min", "worst_min")
    }
    transfers = row["transfers_count"]
    return {
        "stop_id": row["stop_id"],
        "stop_name": row["stop_name"],
        **times,
        "transfers_count": None if pd.isna(transfers) else int(transfers),
    }
