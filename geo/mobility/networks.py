"""The bus network in use: the one that was loaded, else the invented one, else none."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from geo.mobility.feeds import loaded_feeds
from geo.partner import shows_demo
from geo.territory import Territory

DEMO: Final = "demo_network"


@dataclass(frozen=True, slots=True)
class NetworkFile:
    """A GTFS file and what must be said of it.

    Attributes
    ----------
    path
        Its zip.
    key
        SHA-256 of its content.
    name
        Name of the file as people know it.
    is_fictional
        Whether it is the invented network.
    loaded_at
        When a user loaded it, ISO 8601; None for the invented one.
    """

    path: Path
    key: str
    name: str
    is_fictional: bool
    loaded_at: str | None


def network_file(territory: Territory) -> NetworkFile | None:
    """Return the network in use; ``CDV_DEMO=0`` leaves the invented one out."""
    loaded = loaded_feeds(epci_of(territory))
    if loaded:
        feed = loaded[-1]
        return NetworkFile(
            feed.path, feed.sha256, feed.name, is_fictional=False, loaded_at=feed.loaded_at
        )
    if DEMO not in territory.manifest.resources or not shows_demo():
        return None
    demo = territory.manifest.resource(DEMO)
    key = demo.hash.removeprefix("sha256:")
    return NetworkFile(demo.path, key, demo.title, is_fictional=True, loaded_at=None)


def epci_of(territory: Territory) -> str:
    """Return the SIREN of the territory."""
    return str(territory.manifest.territory["epci"])
