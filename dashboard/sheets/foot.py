"""The foot of every sheet: sources, flags, version and day of the data."""

from collections.abc import Iterable
from datetime import date

from dashboard.texts import sheets as texts
from geo.figures import Source
from geo.territory import Territory


def source_lines(
    sources: Iterable[Source],
    territory: Territory,
    layers: Iterable[str],
    *,
    are_numbered: bool = False,
) -> list[str]:
    """Return the sources, each once, then those of the outlines drawn.

    With `are_numbered`, each bears the number the text cites it by: its rank, from 1.
    """
    lines = [texts.source_line(source) for source in dict.fromkeys(sources)]
    if are_numbered:
        lines = [f"[{rank}] {line}" for rank, line in enumerate(lines, start=1)]
    for name in layers:
        descriptor = territory.manifest.resource(name).descriptor
        lines += [
            texts.outline_line(source["title"], [each["title"] for each in descriptor["licenses"]])
            for source in descriptor.get("sources", [])
        ]
    return lines


def data_day(territory: Territory) -> date | None:
    """Return the day the data were put together; None when the manifest does not say."""
    written = territory.manifest.created[:10]
    return date.fromisoformat(written) if written else None


def version_line(territory: Territory) -> str:
    """Return the line at the foot of every page."""
    return texts.version(territory.name, territory.manifest.version, data_day(territory))
