"""``cdv where``: QPV and VAT zone of a point, or of every row of a CSV."""

from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.commands.answers import DataOption, JsonOption, folder, machine_day, say
from geo.errors import Fault, InputError

DateOption = Annotated[
    datetime | None,
    typer.Option(
        "--date",
        formats=["%Y-%m-%d"],
        help="Day when the permit is filed: it chooses the text. By default this machine's day, "
        "which the answer states.",
    ),
]


def where(  # noqa: PLR0913 -- the options of the command
    lon: Annotated[float | None, typer.Argument(help="Longitude, degrees.")] = None,
    lat: Annotated[float | None, typer.Argument(help="Latitude, degrees.")] = None,
    *,
    file: Annotated[
        Path | None, typer.Option(help="CSV with columns lon and lat, or x and y.")
    ] = None,
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="CSV to write, with --file.")
    ] = None,
    filed: DateOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell in which QPV and VAT zone a point is: inside, near the limit or outside, how far.

    Indicative: the tax office decides.
    """
    from geo.territory import open_territory  # noqa: PLC0415 -- keeps --help quick
    from geo.territory.where import where_csv, where_point  # noqa: PLC0415 -- keeps --help quick

    _require_one_way(lon, lat, file, output)
    day = filed.date() if filed else machine_day()
    territory = open_territory(folder(data))
    if file is not None:
        target = output or file.with_name(f"{file.stem}-where{file.suffix}")
        answer: dict[str, Any] = {"output": str(target), **where_csv(territory, file, target, day)}
    elif lon is not None and lat is not None:
        answer = where_point(territory, lon, lat, day)
    if not as_json and answer.get("qpv_code", "") is None:
        answer["qpv_code"] = "none"  # known: it is in no QPV
    say({**answer, "is_filing_date_given": filed is not None}, as_json=as_json)


def _require_one_way(
    lon: float | None, lat: float | None, file: Path | None, output: Path | None
) -> None:
    """Refuse anything but a point, or a file with or without its output."""
    is_point = lon is not None and lat is not None and file is None and output is None
    is_file = file is not None and lon is None
    if not (is_point or is_file):
        given = {"LON": lon, "LAT": lat, "--file": file, "--output": output}
        found = ", ".join(name for name, value in given.items() if value is not None)
        expected = "LON LAT, or --file FILE [-o FILE]"
        raise InputError(
            Fault(rule="arguments", file="where", expected=expected, found=found or "nothing")
        )
