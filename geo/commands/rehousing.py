"""``cdv rehousing``: what may be shown of the households of a landlord's file."""

from pathlib import Path
from typing import Annotated

import typer

from geo.commands.answers import DataOption, JsonOption, folder, machine_day, say


def rehousing(
    file: Annotated[Path, typer.Argument(help="CSV or XLSX of the template, see cdv import.")],
    *,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell how far the rehousing is, from a file of households; nothing is stored.

    Only counts and means that tell nothing of a few households: the others are "secret".
    """
    from geo.territory import open_territory  # noqa: PLC0415 -- keeps --help quick
    from geo.territory.rehousing import rehousing_answer  # noqa: PLC0415 -- keeps --help quick

    answer = rehousing_answer(open_territory(folder(data)), file, machine_day())
    say(answer, as_json=as_json)
