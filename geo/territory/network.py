"""Loading the real bus network in the place of the invented one, and taking it back."""

import io
import tempfile
import zipfile
from datetime import datetime
from pathlib import Path, PurePath
from typing import Final

from geo.errors import DataError, Fault
from geo.gtfs import Feed, read_feed
from geo.mobility.feeds import LoadedFeed, drop_feed, keep_feed
from geo.mobility.networks import epci_of
from geo.territory import Territory

LONGEST_NAME: Final = 80


def load_network(territory: Territory, name: str, content: bytes, moment: datetime) -> Feed:
    """Check a GTFS zip and put it in use for the territory.

    Parameters
    ----------
    territory
        The territory.
    name, content
        Name of the file as the user knows it, and its bytes.
    moment
        When it is loaded, with its offset.

    Returns
    -------
    Feed
        What was read; the network that was in use stays until then.

    Raises
    ------
    DataError
        With every fault of the feed; nothing has changed.
    """
    shown = _shown(name)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / shown
        path.write_bytes(content)
        feed = read_feed(path)
    keep_feed(epci_of(territory), shown, content, moment)
    return feed


def load_network_file(territory: Territory, path: Path, moment: datetime) -> Feed:
    """Load a GTFS zip or folder of this machine; see `load_network`.

    Raises
    ------
    DataError
        When it cannot be read, or with every fault of the feed.
    """
    try:
        content = _packed(path) if path.is_dir() else path.read_bytes()
    except OSError as error:
        found = error.strerror or type(error).__name__
        raise DataError(Fault("missing-file", str(path), found=found)) from error
    return load_network(territory, path.name, content, moment)


def undo_network(territory: Territory, moment: datetime) -> LoadedFeed | None:
    """Take the loaded network away, so that the one before comes back; None without any."""
    return drop_feed(epci_of(territory), moment)


def _shown(name: str) -> str:
    """Return the name of a file as it can be shown and written: one plain name, not too long."""
    plain = PurePath("".join(filter(str.isprintable, name.replace("\\", "/")))).name
    return plain[-LONGEST_NAME:] if plain.strip(".") else "gtfs.zip"


def _packed(folder: Path) -> bytes:
    """Return the text files of a folder as a zip."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.glob("*.txt")):
            archive.write(path, path.name)
    return target.getvalue()
