"""The `cdv` command with what needs the dashboard: ``cdv sheet``, French words for partners.

`geo` knows nothing of sheets, so the command that sets them is added here to those of `geo.cli`,
whose guard it shares. See docs/adr/0007-sheets.md.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dashboard.texts.errors import partner_line
from geo.cli import app
from geo.cli import main as headless_main
from geo.commands.answers import DataOption, JsonOption, folder, say
from geo.errors import Fault, InputError
from geo.files import replacing

if TYPE_CHECKING:
    from datetime import date

    from dashboard.sheets.typesetting import Document
    from geo.sru.scenario import Scenario
    from geo.territory import Territory

__all__ = ["main", "sheet"]

QPV_PREFIX = "QN"


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command, with the dashboard's French words for the faults of partner files."""
    headless_main(arguments, partner_words=partner_line)


@app.command()
def sheet(
    code: Annotated[str, typer.Argument(help="A commune (43089) or a neighbourhood (QN04301M).")],
    output: Annotated[Path, typer.Option("-o", "--output", help="PDF to write or replace.")],
    *,
    day: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="Neighbourhood: only what was known by that day (default: the day of the data).",
        ),
    ] = None,
    build: Annotated[
        str | None,
        typer.Option(metavar="CODE", help="Commune: simulation, e.g. 2025:PLAI4,PLUS8;2026:DEMO2."),
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the A4 sheet of a commune or of a priority neighbourhood as a PDF."""
    from geo.territory import open_territory  # noqa: PLC0415 -- keeps --help quick

    territory = open_territory(folder(data))
    if code.startswith(QPV_PREFIX):
        _refuse(build is not None, "--build", "a commune", code)
        made = _neighbourhood(territory, code, day.date() if day else None)
    else:
        _refuse(day is not None, "--day", "a neighbourhood", code)
        made = _commune(territory, code, build)
    _write(made.content, output)
    answer = {"file": str(output), "pages_count": made.pages_count, "bytes": len(made.content)}
    say(answer, as_json=as_json)


def _refuse(is_given: bool, option: str, expected: str, found: str) -> None:  # noqa: FBT001 -- private
    if is_given:
        raise InputError(Fault("option", option, expected=expected, found=found))


def _commune(territory: "Territory", code: str, build: str | None) -> "Document":
    from dashboard.sheets import commune_document  # noqa: PLC0415 -- keeps --help quick

    simulation = _scenario(territory, code, build) if build is not None else None
    return commune_document(territory, code, simulation=simulation)


def _scenario(territory: "Territory", code: str, build: str) -> "Scenario":
    from geo.sru.scenario import Scenario, parse_lines, years_of  # noqa: PLC0415 -- as above
    from geo.territory.sru import sru_reading  # noqa: PLC0415 -- as above

    reading = sru_reading(territory, code)
    if reading is None:
        expected = "a commune with a published inventory"
        raise InputError(Fault("no-inventory", "--build", expected=expected, found=code))
    return Scenario(parse_lines(build, years_of(reading)))


def _neighbourhood(territory: "Territory", code: str, day: "date | None") -> "Document":
    from dashboard.sheets import data_day, neighbourhood_document  # noqa: PLC0415 -- as above

    chosen = day or data_day(territory)
    if chosen is None:
        expected = "a day, as the data do not say theirs"
        raise InputError(Fault("missing-option", "--day", expected=expected, found="nothing"))
    return neighbourhood_document(territory, code, chosen)


def _write(content: bytes, output: Path) -> None:
    """Write a file in one move; raise `InputError` when the system does not let it."""
    try:
        with replacing(output) as temporary:
            temporary.write_bytes(content)
    except OSError as error:
        raise InputError(
            Fault(
                rule="output",
                file=str(output),
                expected="a file in a folder that exists and can be written",
                found=error.strerror or type(error).__name__,
            )
        ) from error
