"""The `cdv` command: thin, headless; answers on stdout, one clear error on stderr and exit 2."""

from collections.abc import Callable, Sequence
from unicodedata import category

import typer

from geo.commands.access import access
from geo.commands.check import check
from geo.commands.imports import import_app
from geo.commands.lettings import lettings
from geo.commands.misuse import misuse
from geo.commands.network import gtfs
from geo.commands.rehousing import rehousing
from geo.commands.sru import sru
from geo.commands.where import where
from geo.errors import CdvError, Fault, PartnerFileError

BAD_INPUT = 2
NOT_SHOWN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Territorial dashboard of a contrat de ville, without a screen.",
)


@app.callback()
def root() -> None:
    """Answer questions about a territory, its SRU communes and its priority neighbourhoods."""


app.command()(check)
import_app.command()(gtfs)
app.add_typer(import_app, name="import")
app.command()(sru)
app.command()(rehousing)
app.command()(lettings)
app.command()(access)
# A negative longitude is no option.
app.command(context_settings={"ignore_unknown_options": True})(where)


def main(
    arguments: Sequence[str] | None = None, partner_words: Callable[[Fault], str] = str
) -> None:
    """Run the command; a known error becomes one line per fault and exit code 2.

    Parameters
    ----------
    arguments
        Words after ``cdv``; those of the process by default.
    partner_words
        What to say of a fault of a partner file, which its French sender must understand.
    """
    try:
        code = _run(arguments)
    except CdvError as error:
        words = partner_words if isinstance(error, PartnerFileError) else str
        for fault in error.faults:
            typer.echo(f"cdv: {_one_line(words(fault))}", err=True)
        raise SystemExit(BAD_INPUT) from error
    raise SystemExit(code)


def _run(arguments: Sequence[str] | None) -> int:
    """Run the command and return its exit code; raise `MisuseError` for words it does not know."""
    try:
        return app(arguments, prog_name="cdv", standalone_mode=False) or 0
    except typer.TyperException as error:
        if "\n" not in error.format_message():
            raise misuse(error) from error
        typer.echo(error.format_message(), err=True)  # the help: no word was given
        return BAD_INPUT


def _one_line(text: str) -> str:
    """Escape what would break the line or drive the terminal: cells come from files."""
    return "".join(
        each.encode("unicode_escape").decode() if category(each) in NOT_SHOWN else each
        for each in text
    )
