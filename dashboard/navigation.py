"""Titles of pages that depend on the territory."""

from dashboard import state
from dashboard.texts import renewal as texts
from geo.french import joined
from geo.territory.renewal import renewal_names


def renewal_title() -> str:
    """Return the title of the renewal page: the neighbourhood's name, where one is renewed."""
    names, _ = state.tried(state.ask, renewal_names)
    return texts.NAVIGATION.format(name=joined(list(names.values()))) if names else texts.TITLE
