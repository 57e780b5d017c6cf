"""The bus networks that users load: kept whole, the newest in use, the one before a step away.

Each file that was accepted is numbered; the highest number is in use. Taking the newest away
brings the one before back. Nothing here looks inside a feed: it was checked before it came.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from geo.files import replacing
from geo.storage import store_folder

KEPT: Final = 5
LOG: Final = "log.jsonl"
_NAME: Final = re.compile(r"(\d{6})\.zip")


@dataclass(frozen=True, slots=True)
class LoadedFeed:
    """A feed that a user loaded.

    Attributes
    ----------
    path
        Where its zip is kept.
    name
        Name of the file as the user knew it.
    sha256
        Of its content.
    loaded_at
        When it was loaded, ISO 8601 with its offset.
    """

    path: Path
    name: str
    sha256: str
    loaded_at: str


def loaded_feeds(epci: str) -> tuple[LoadedFeed, ...]:
    """Return the feeds kept for a territory, the one in use last."""
    folder = _folder(epci)
    names = sorted(path for path in folder.glob("*.zip") if _NAME.fullmatch(path.name))
    return tuple(_described(path) for path in names)


def keep_feed(epci: str, name: str, content: bytes, moment: datetime) -> bool:
    """Keep a feed and put it in use; False when the same content is in use already.

    Parameters
    ----------
    epci
        SIREN of the territory.
    name, content
        Name of the file as the user knows it, and the bytes of a zip that was checked.
    moment
        When it is loaded, with its offset.
    """
    digest = hashlib.sha256(content).hexdigest()
    known = loaded_feeds(epci)
    if known and known[-1].sha256 == digest:
        return False
    folder = _folder(epci)
    folder.mkdir(parents=True, exist_ok=True)
    number = int(known[-1].path.stem) + 1 if known else 1
    target = folder / f"{number:06d}.zip"
    said = {"name": name, "sha256": digest, "loaded_at": moment.isoformat(timespec="seconds")}
    with replacing(target.with_suffix(".json")) as path:
        path.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
    # The zip comes last: a feed without its description is never seen.
    with replacing(target) as path:
        path.write_bytes(content)
    _log(epci, "loaded", said)
    for old in loaded_feeds(epci)[:-KEPT]:
        _remove(old)
    return True


def drop_feed(epci: str, moment: datetime) -> LoadedFeed | None:
    """Take the feed in use away, so that the one before comes back; None when there is none."""
    known = loaded_feeds(epci)
    if not known:
        return None
    gone = known[-1]
    _remove(gone)
    said = {"name": gone.name, "sha256": gone.sha256}
    _log(epci, "undone", said | {"loaded_at": moment.isoformat(timespec="seconds")})
    return gone


def feed_log(epci: str) -> list[dict[str, str]]:
    """Return what was loaded and undone, oldest first: ``at``, ``action``, ``name``, ``sha256``."""
    path = _folder(epci) / LOG
    if not path.is_file():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _folder(epci: str) -> Path:
    return store_folder(epci) / "gtfs"


def _log(epci: str, action: str, said: Mapping[str, str]) -> None:
    """Add one line; nothing is ever taken out of this file."""
    entry = {"at": said["loaded_at"], "action": action}
    line = json.dumps(entry | {key: said[key] for key in ("name", "sha256")}, ensure_ascii=False)
    with (_folder(epci) / LOG).open("a", encoding="utf-8") as log:
        log.write(f"{line}\n")


def _described(path: Path) -> LoadedFeed:
    said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    return LoadedFeed(path, said["name"], said["sha256"], said["loaded_at"])


def _remove(feed: LoadedFeed) -> None:
    feed.path.unlink(missing_ok=True)
    feed.path.with_suffix(".json").unlink(missing_ok=True)
