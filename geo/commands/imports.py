"""``cdv import``: a partner file into the store, a template to fill, the last batch undone."""

import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geo.commands.answers import DataOption, JsonOption, folder, machine_day, say
from geo.errors import Fault, InputError
from geo.store.kinds import Kind

if TYPE_CHECKING:
    from geo.imports.reading import Progress
    from geo.territory import Territory

FORMATS = (".csv", ".xlsx")
HELP = {
    Kind.REHOUSING: "households to rehouse",
    Kind.LETTINGS: "leases",
    Kind.PROGRAMME: "states of the operations",
    Kind.THRESHOLDS: "income thresholds of the lettings",
    Kind.FOLLOW_UP: "follow-up of the measures",
}
FileArgument = Annotated[Path | None, typer.Argument(help="CSV or XLSX, as the template says.")]
DryOption = Annotated[bool, typer.Option("--dry-run", help="Check and foresee; keep nothing.")]
UndoOption = Annotated[bool, typer.Option("--undo", help="Undo the last batch of this kind.")]
WhoOption = Annotated[
    str | None, typer.Option("--who", help="Name in the log (default: the user of the system).")
]

import_app = typer.Typer(
    no_args_is_help=True, rich_markup_mode=None, help="Take partner files into the store."
)


@import_app.command()
def template(
    kind: Annotated[Kind, typer.Argument(help="What the rows are.")],
    output: Annotated[
        Path | None, typer.Option("-o", "--output", help="File to write: .csv or .xlsx.")
    ] = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Write the template to fill: KIND.xlsx here, unless --output says otherwise."""
    from geo.files import replacing  # noqa: PLC0415 -- keeps --help quick
    from geo.imports.blank import blank_csv, blank_xlsx  # noqa: PLC0415 -- as above

    target = output or Path(f"{kind}.xlsx")
    if target.suffix.lower() not in FORMATS:
        expected = " or ".join(FORMATS)
        raise InputError(Fault("format", str(target), expected=expected, found=target.suffix))
    content = (blank_csv if target.suffix.lower() == ".csv" else blank_xlsx)(kind)
    with replacing(target) as temporary:
        temporary.write_bytes(content)
    say({"file": str(target), "bytes": len(content)}, as_json=as_json)


def _command(kind: Kind) -> Callable[..., None]:
    """Return the command that takes the files of one kind."""

    def run(
        file: FileArgument = None,
        *,
        dry_run: DryOption = False,
        undo: UndoOption = False,
        who: WhoOption = None,
        data: DataOption = None,
        as_json: JsonOption = False,
    ) -> None:
        from geo.territory import open_territory  # noqa: PLC0415 -- keeps --help quick

        if (file is None) != undo or (undo and dry_run):
            expected = "a file, with or without --dry-run, or --undo alone"
            raise InputError(Fault("arguments", f"import {kind}", expected=expected))
        territory = open_territory(folder(data))
        author = who or _user()
        if file is None:
            _undo(territory, kind, author, as_json=as_json)
        else:
            _import(territory, kind, file, None if dry_run else author, as_json=as_json)

    run.__doc__ = f"Import {HELP[kind]} from FILE: all or nothing, the same file once."
    return run


for _kind in Kind:
    import_app.command(_kind.value)(_command(_kind))


def _import(
    territory: "Territory", kind: Kind, file: Path, who: str | None, *, as_json: bool
) -> None:
    """Read a file, then keep it in the name of `who`, or only foresee when nobody keeps it."""
    from geo.contracts.manifest import read_bytes  # noqa: PLC0415 -- as above
    from geo.imports import run  # noqa: PLC0415 -- keeps --help quick

    content = read_bytes(file, str(file), "name a file that exists")
    reading = run.read_file(territory, kind, content, file.name, machine_day(), _bar("reading"))
    is_kept = who is not None
    done = (
        run.keep(territory, reading, who, _bar("keeping"))
        if who is not None
        else run.preview(territory, reading)
    )
    answer = {
        "kind": kind.value,
        "file": str(file),
        "is_dry_run": not is_kept,
        "batch_id": done.outcome.batch_id,
        "rows_count": len(reading.records),
        "added_count": done.outcome.added_count,
        "changed_count": done.outcome.changed_count,
        "unchanged_count": done.outcome.unchanged_count,
        "repeated_lines": list(done.repeated_lines),
        "effect": done.effect or None,
    }
    say(answer, as_json=as_json)


def _undo(territory: "Territory", kind: Kind, who: str, *, as_json: bool) -> None:
    from geo.imports import run  # noqa: PLC0415 -- keeps --help quick

    batch_id = run.undo(territory, kind, who)
    say({"kind": kind.value, "undone_batch_id": batch_id}, as_json=as_json)


def _user() -> str:
    """Return who runs the command; an account without a name is the command itself."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "cdv"


def _bar(word: str) -> "Progress | None":
    """Return what draws a line of progress on a terminal; nothing elsewhere."""
    if not sys.stderr.isatty():
        return None

    def show(done: int, ahead: int) -> None:
        end = "\n" if done >= ahead else ""
        sys.stderr.write(f"\r{word}: {100 * done // max(ahead, 1)} %{end}")
        sys.stderr.flush()

    return show
