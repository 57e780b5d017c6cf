"""Ways to damage a copy of the embedded territory."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

Damage = Callable[[Path], None]

MANIFEST = "datapackage.json"
COMMUNES = "indicators/communes.csv"
FIGURES = "indicators/commune_indicators.csv"
REFERENCES = "indicators/qpv_references.csv"
INVENTORY = "indicators/sru_inventory.csv"
HISTORY = "indicators/sru_history.csv"
OUTLINES = "boundaries/communes.geojson"
QPV = "boundaries/qpv.geojson"
BOM = b"\xef\xbb\xbf"


def replacing(path: str, before: str, after: str | bytes) -> Damage:
    """Replace the first `before` of a file, which must be there."""

    def damage(folder: Path) -> None:
        content = (folder / path).read_bytes()
        assert before.encode() in content
        new = after if isinstance(after, bytes) else after.encode()
        (folder / path).write_bytes(content.replace(before.encode(), new, 1))

    return damage


def rewriting(path: str, change: Callable[[bytes], bytes]) -> Damage:
    """Write what `change` makes of the bytes of a file."""

    def damage(folder: Path) -> None:
        (folder / path).write_bytes(change((folder / path).read_bytes()))

    return damage


def removing(path: str) -> Damage:
    """Remove a file."""
    return lambda folder: (folder / path).unlink()


def describing(change: Callable[[dict[str, Any]], object]) -> Damage:
    """Change the manifest, and write it as it was written: two spaces, one member a line."""

    def damage(folder: Path) -> None:
        manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        change(manifest)
        text = json.dumps(manifest, ensure_ascii=False, indent=2)
        (folder / MANIFEST).write_text(f"{text}\n", encoding="utf-8")

    return damage


def redescribing(name: str, **members: object) -> Damage:
    """Replace members of one resource of the manifest."""
    return describing(lambda manifest: resource(manifest, name).update(members))


def redrawing(change: Callable[[dict[str, Any]], object]) -> Damage:
    """Change the outlines of the neighbourhoods, written one feature a line as they were."""

    def damage(folder: Path) -> None:
        collection = json.loads((folder / QPV).read_text(encoding="utf-8"))
        change(collection)
        features = ",\n".join(json.dumps(each) for each in collection["features"])
        text = f'{{"type":"FeatureCollection","features":[\n{features}\n]}}\n'
        (folder / QPV).write_text(text, encoding="utf-8")

    return damage


def ring(collection: dict[str, Any], *positions: tuple[float, float]) -> None:
    """Make one ring of the second neighbourhood."""
    points = [list(position) for position in positions]
    collection["features"][1]["geometry"] = {"type": "Polygon", "coordinates": [points]}


def resource(manifest: dict[str, Any], name: str) -> dict[str, Any]:
    """Return one resource of a manifest."""
    return next(each for each in manifest["resources"] if each["name"] == name)


def fingerprinted(folder: Path) -> None:
    """Bring the fingerprints of the manifest up to date, as a careless hand would."""

    def refresh(manifest: dict[str, Any]) -> None:
        for each in manifest["resources"]:
            content = (folder / each["path"]).read_bytes()
            each["hash"] = f"sha256:{hashlib.sha256(content).hexdigest()}"
            each["bytes"] = len(content)

    describing(refresh)(folder)


def tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file under `folder`."""
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
