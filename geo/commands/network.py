"""``cdv import gtfs``: the bus network of the territory, in the place of the one in use."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.commands.answers import DataOption, JsonOption, folder, say
from geo.errors import Fault, InputError


def gtfs(
    file: Annotated[Path | None, typer.Argument(help="GTFS timetables: a zip or a folder.")] = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check the file; keep nothing.")
    ] = False,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take the network in use away: the one before is back.")
    ] = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Check timetables and put them in use; the same file twice changes nothing.

    They are published on transport.data.gouv.fr.
    """
    from geo.gtfs import read_feed  # noqa: PLC0415 -- keeps --help quick
    from geo.mobility.networks import network_file  # noqa: PLC0415 -- as above
    from geo.territory import open_territory  # noqa: PLC0415 -- as above
    from geo.territory.network import load_network_file, undo_network  # noqa: PLC0415 -- as above

    if (file is None) != undo or (undo and dry_run):
        expected = "a file, with or without --dry-run, or --undo alone"
        raise InputError(Fault("arguments", "import gtfs", expected=expected))
    territory, now = open_territory(folder(data)), datetime.now().astimezone()
    answer: dict[str, Any] = {}
    if file is None:
        gone = undo_network(territory, now)
        answer["undone"] = gone.name if gone else None
    else:
        feed = read_feed(file) if dry_run else load_network_file(territory, file, now)
        answer = {
            "file": str(file),
            "is_dry_run": dry_run,
            "first_day": feed.first_day.isoformat(),
            "last_day": feed.last_day.isoformat(),
            "lines_count": len(feed.routes),
            "stops_count": len(feed.stops),
            "trips_count": len(feed.trips),
            "warnings": [str(fault) for fault in feed.warnings],
        }
    found = network_file(territory)
    say({**answer, "in_use": found.name if found else None}, as_json=as_json)
