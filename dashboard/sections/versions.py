"""Links pinned to a version of the data: the page is shown, or its figures are said to be gone."""

from dashboard import state
from dashboard.sections.data import made_on
from dashboard.texts import data as texts
from dashboard.views import data as views
from geo.releases import Pin, pinned, releases, since


def is_served() -> bool:
    """Whether the page may be shown; says plainly that its figures are gone when they are."""
    asked = state.pinned()
    if not asked:
        return True
    here = state.territory()
    if pinned(asked, here.manifest) is not Pin.GONE:
        return True
    known = state.ask(releases)
    later = since(known, asked)
    is_known = len(later) < len(known)
    changed = f"{texts.GONE_KNOWN}\n\n{texts.changes(later)}" if is_known else texts.GONE_UNKNOWN
    words = texts.gone(asked, here.manifest.version, made_on(here))
    views.show_gone(words, changed, _leave)
    return False


def _leave() -> None:
    state.pin(None)
