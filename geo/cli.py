"""The `cdv` command: thin, headless; answers on stdout, one clear error on stderr and exit 2."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.errors import CdvError
from geo.manifest import data_folder

BAD_INPUT = 2

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="Territorial dashboard of a contrat de ville, without a screen.",
)

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Folder of the territory (default: CDV_DATA, or the embedded one)."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


@app.callback()
def root() -> None:
    """Answer questions about a territory, its SRU communes and its priority neighbourhoods."""


@app.command()
def check(data: DataOption = None, *, as_json: JsonOption = False) -> None:
    """Check a territory against its manifest: every file, every fault with its place."""
    from geo.check import check_territory  # noqa: PLC0415 -- half a second, for this command only

    manifest = check_territory(_folder(data))
    answer = {
        "territory": manifest.title,
        "version": manifest.version,
        "files_count": len(manifest.resources),
        "faults_count": 0,
    }
    _answer(answer, as_json=as_json)


@app.command()
def sru(
    code: Annotated[str, typer.Argument(help="INSEE code of a commune, e.g. 43089.")],
    data: DataOption = None,
    *,
    as_json: JsonOption = False,
) -> None:
    """Tell the published SRU situation of a commune."""
    from geo.report import sru_answer  # noqa: PLC0415 -- keeps --help quick
    from geo.territory import open_territory, sru_commune  # noqa: PLC0415 -- keeps --help quick

    _answer(sru_answer(sru_commune(open_territory(_folder(data)), code)), as_json=as_json)


def main() -> None:
    """Run the command; a known error becomes one line per fault and exit code 2."""
    _guarded(app)


def _guarded(command: Callable[[], object]) -> None:
    try:
        command()
    except CdvError as error:
        for fault in error.faults:
            typer.echo(f"cdv: {fault}", err=True)
        raise SystemExit(BAD_INPUT) from error


def _folder(data: Path | None) -> Path:
    return data or data_folder()


def _answer(answer: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    for name, value in answer.items():
        shown = json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else value
        typer.echo(f"{name}: {shown}")
