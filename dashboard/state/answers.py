"""Answers of the territory, kept between runs; errors told as French sentences."""

import logging
import secrets
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import streamlit as st

from dashboard.outlines import LAYERS, outline_url
from dashboard.views.errors import show_error, show_incident
from dashboard.views.maps import Outlines
from geo.contracts.manifest import FILE_NAME, data_folder
from geo.errors import CdvError, Fault
from geo.territory import Territory, open_territory

P = ParamSpec("P")
T = TypeVar("T")

Faults = tuple[Fault, ...]

MAP_HEAD_START_S = 0.6
_log = logging.getLogger(__name__)


@contextmanager
def guarded() -> Iterator[None]:
    """Show a known error as French sentences, and any other one as an incident with a number."""
    try:
        yield
    except CdvError as error:
        show_error(error)
    except Exception:  # noqa: BLE001 -- the page must say something whatever happens
        reference = secrets.token_hex(3).upper()
        _log.exception("incident %s", reference)
        show_incident(reference)


def ask(question: Callable[Concatenate[Territory, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Return the answer of the territory to a function of `geo.territory`; kept and read-only.

    Arguments must be plain values. An answer is kept until the manifest of the territory
    changes.
    """
    return _kept(question, args, kwargs, "")


def ask_partner(
    question: Callable[Concatenate[Territory, P], T], *args: P.args, **kwargs: P.kwargs
) -> T:
    """Return an answer as `ask` does, about what partners sent; kept until that changes too."""
    from geo.partner import partner_state  # noqa: PLC0415 -- only pages about partners pay for it

    epci = str(territory().manifest.territory["epci"])
    return _kept(question, args, kwargs, partner_state(epci))


def territory() -> Territory:
    """Return the territory in use."""
    return ask(_itself)


def tried(question: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> tuple[T | None, Faults]:
    """Return the answer to a question about what the reader gave, or what is wrong with it."""
    try:
        return question(*args, **kwargs), ()
    except CdvError as error:
        return None, error.faults


def outlines() -> Outlines:
    """Return where the browser finds the outlines of the territory in use."""
    return ask(_outlines)


@st.cache_resource(show_spinner=False)
def let_map_draw() -> None:
    """Wait a moment, once in the life of the server, between the map and the rest of a page.

    The first page makes the browser load the map, tables and charts all at once; the map is what
    the reader waits for. See docs/adr/0003-map.md.
    """
    time.sleep(MAP_HEAD_START_S)


def machine_day() -> date:
    """Return the day on this machine: where a date field starts, never part of a rule."""
    return datetime.now().astimezone().date()


def _itself(territory: Territory) -> Territory:
    return territory


def _outlines(territory: Territory) -> Outlines:
    resource = territory.manifest.resource(LAYERS["communes"])
    folder = data_folder()
    return Outlines(
        communes=outline_url(folder, "communes"),
        qpv=outline_url(folder, "qpv"),
        credit=", ".join(
            str(source["title"]).split(" : ")[0]
            for source in resource.descriptor.get("sources", [])
        ),
    )


def _kept(
    question: Callable[..., T], args: tuple[Any, ...], kwargs: dict[str, Any], version: str
) -> T:
    folder = data_folder()
    answer: T = _answered(
        f"{question.__module__}.{question.__name__}",
        args,
        (version, *sorted(kwargs.items())),
        _stamp(folder),
        str(folder),
        question,
    )
    return answer


def _stamp(folder: Path) -> float:
    manifest = folder / FILE_NAME
    return manifest.stat().st_mtime if manifest.exists() else 0.0


@st.cache_resource(max_entries=256, show_spinner=False)
def _answered(
    name: str,  # noqa: ARG001 -- part of the key of the cache
    args: tuple[Any, ...],
    options: tuple[Any, ...],
    stamp: float,
    folder: str,
    _question: Callable[..., Any],
) -> Any:  # noqa: ANN401 -- whatever the question returns
    return _question(_opened(folder, stamp), *args, **dict(options[1:]))


@st.cache_resource(max_entries=4, show_spinner=False)
def _opened(folder: str, stamp: float) -> Territory:  # noqa: ARG001 -- part of the key
    return open_territory(Path(folder))
