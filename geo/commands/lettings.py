"""``cdv lettings``: the two quartile rates of a file of leases."""

from datetime import MAXYEAR, MINYEAR
from decimal import Decimal
from pathlib import Path
from typing import Annotated

import typer

from geo.commands.answers import DataOption, JsonOption, folder, machine_day, say
from geo.commands.sru import amount


def lettings(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX of the template, see cdv import.")],
    *,
    year: Annotated[
        int,
        typer.Option(min=MINYEAR, max=MAXYEAR, help="Year in which the leases were signed."),
    ],
    threshold: Annotated[
        Decimal,
        typer.Option(
            parser=amount, metavar="EUR", help="First-quartile threshold of that year, per unit."
        ),
    ],
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell the two rates of a year, with bounds, from a file of leases; nothing is stored.

    The counts are exact: they are for who holds the file, not to be published.
    """
    from geo.territory import open_territory  # noqa: PLC0415 -- keeps --help quick
    from geo.territory.lettings import lettings_file_answer  # noqa: PLC0415 -- keeps --help quick

    territory = open_territory(folder(data))
    answer = lettings_file_answer(territory, file, year, threshold, machine_day())
    say(answer, as_json=as_json)
