"""What all commands share: the options `--data` and `--json`, and how an answer is printed."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.contracts.manifest import data_folder

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data", help="Folder of the territory (default: CDV_DATA, or the embedded one)."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Answer in JSON.")]


def folder(data: Path | None) -> Path:
    """Return the folder of the territory: the one given, else that of the environment."""
    return data or data_folder()


def machine_day() -> date:
    """Return the day on this machine: what a command takes for today."""
    return datetime.now().astimezone().date()


def say(answer: Mapping[str, Any], *, as_json: bool) -> None:
    """Print an answer: JSON, or one ``name: value`` a line."""
    if as_json:
        typer.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    for name, value in answer.items():
        typer.echo(f"{name}: {_written(value)}")


def _written(value: object) -> str:
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict | list) else str(value)
