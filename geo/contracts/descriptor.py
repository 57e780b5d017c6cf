"""What is wrong with the shape of a manifest: every member the program relies on, all at once.

Only the manifest is looked at here, not the files it names: see `geo.contracts.check`.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from geo.contracts import json_text

FIELD_TYPES = ("string", "integer", "number", "year", "date", "boolean")
CONSTRAINTS = {
    "string": ("pattern", "enum"),
    "integer": ("minimum", "maximum"),
    "number": ("minimum", "maximum"),
    "year": ("minimum", "maximum"),
}
GEOMETRY_TYPES = ("Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
BOUNDARY_CRS = "EPSG:4326"
WORDS: Mapping[type, str] = {
    str: "a text, not empty",
    list: "a list, not empty",
    dict: "an object",
    bool: "true or false",
    int: "an integer",
}
TERRITORY_MEMBERS = ("epci", "territory_name", "territory_article", "territory_short_name")


@dataclass(frozen=True, slots=True)
class Misfit:
    """One member of a manifest that is not as it should be.

    Attributes
    ----------
    path
        Member names and 0-based indices that lead to it.
    expected, found
        What it should be and what stands there.
    """

    path: json_text.Path
    expected: str
    found: str

    @property
    def name(self) -> str:
        """``resources[2].schema.fields``."""
        parts = [f"[{step}]" if isinstance(step, int) else f".{step}" for step in self.path]
        return "".join(parts).removeprefix(".")


def misfits(descriptor: Mapping[str, Any]) -> list[Misfit]:
    """Return every member of `descriptor` that the program could not work with."""
    found = [
        *_kinds(descriptor, (), {"title": str, "version": str, "cdv": dict, "resources": list}),
        *_optional_kinds(descriptor, (), {"created": str}),
    ]
    if found:
        return found
    found = list(_kinds(descriptor["cdv"], ("cdv",), dict.fromkeys(TERRITORY_MEMBERS, str)))
    entries = descriptor["resources"]
    for number, entry in enumerate(entries):
        found += _entry_misfits(entry, ("resources", number))
    if found:
        return found
    found += _repeated(entries, "name", [entry["name"] for entry in entries])
    found += _repeated(entries, "path", [PurePosixPath(entry["path"]) for entry in entries])
    by_name = {entry["name"]: entry for entry in entries}
    for number, entry in enumerate(entries):
        found += _reference_misfits(entry, ("resources", number), by_name)
    return found


def fields_of(entry: Mapping[str, Any]) -> list[str]:
    """Return the names of the columns of a table, or of the properties of boundaries."""
    contract = entry.get("schema", {}).get("fields") or entry.get("cdv", {}).get("properties") or []
    return [field["name"] for field in contract]


def _entry_misfits(entry: object, path: json_text.Path) -> Iterator[Misfit]:
    if not isinstance(entry, dict):
        yield Misfit(path, "an object", _shown(entry))
        return
    yield from _kinds(entry, path, {"name": str, "path": str})
    optional = {"title": str, "description": str, "hash": str, "schema": dict, "cdv": dict}
    wrong = list(_optional_kinds(entry, path, optional))
    yield from wrong
    if isinstance(entry.get("path"), str) and entry["path"] and not _is_inside(entry["path"]):
        yield Misfit((*path, "path"), "a path inside the territory", entry["path"])
    if wrong:
        return
    if "schema" in entry:
        yield from _schema_misfits(entry["schema"], (*path, "schema"))
    elif "properties" in entry.get("cdv", {}):
        yield from _boundary_misfits(entry["cdv"], (*path, "cdv"))


def _is_inside(path: str) -> bool:
    parts = PurePosixPath(path).parts
    return bool(parts) and not path.startswith("/") and not {"..", "\0"} & {*parts, *path}


def _schema_misfits(schema: Mapping[str, Any], path: json_text.Path) -> Iterator[Misfit]:
    fields = list(_fields_misfits(schema.get("fields"), (*path, "fields"), FIELD_TYPES))
    yield from fields
    if schema.get("missingValues", [""]) != [""]:
        yield Misfit((*path, "missingValues"), '[""]', _shown(schema["missingValues"]))
    if fields:
        return
    names = [field["name"] for field in schema["fields"]]
    key = schema.get("primaryKey", [])
    if not _is_subset(key, names):
        yield Misfit((*path, "primaryKey"), "a list of fields", _shown(key))
    keys = schema.get("foreignKeys", [])
    if not isinstance(keys, list):
        yield Misfit((*path, "foreignKeys"), "a list", _shown(keys))
        return
    for number, each in enumerate(keys):
        if not isinstance(each, dict) or not _is_subset(each.get("fields"), names):
            yield Misfit((*path, "foreignKeys", number), "fields of the table", _shown(each))


def _boundary_misfits(contract: Mapping[str, Any], path: json_text.Path) -> Iterator[Misfit]:
    fields = list(_fields_misfits(contract["properties"], (*path, "properties"), ("string",)))
    yield from fields
    yield from _optional_kinds(contract, path, {"feature_count": int, "is_coverage": bool})
    if contract.get("crs", BOUNDARY_CRS) != BOUNDARY_CRS:
        yield Misfit((*path, "crs"), BOUNDARY_CRS, _shown(contract["crs"]))
    kinds = contract.get("geometry_types", ["Polygon"])
    if not kinds or not _is_subset(kinds, GEOMETRY_TYPES):
        yield Misfit((*path, "geometry_types"), " | ".join(GEOMETRY_TYPES), _shown(kinds))
    if "in_force_since" in contract and not _is_day(contract["in_force_since"]):
        yield Misfit((*path, "in_force_since"), "YYYY-MM-DD", _shown(contract["in_force_since"]))
    names = [] if fields else [field["name"] for field in contract["properties"]]
    if not fields and contract.get("primary_key") not in names:
        found = _shown(contract.get("primary_key"))
        yield Misfit((*path, "primary_key"), " | ".join(names), found)


def _fields_misfits(
    fields: object, path: json_text.Path, types: tuple[str, ...]
) -> Iterator[Misfit]:
    if not isinstance(fields, list) or not fields:
        yield Misfit(path, "a list of fields", _shown(fields))
        return
    for number, field in enumerate(fields):
        place = (*path, number)
        if not isinstance(field, dict):
            yield Misfit(place, "an object", _shown(field))
            continue
        yield from _kinds(field, place, {"name": str})
        if field.get("type") not in types:
            yield Misfit((*place, "type"), " | ".join(types), _shown(field.get("type")))
        yield from _constraint_misfits(field, (*place, "constraints"))
    names = Counter(_shown(field.get("name")) for field in fields if isinstance(field, dict))
    for name, count in names.items():
        if count > 1:
            yield Misfit(path, "each field once", name)


def _constraint_misfits(field: Mapping[str, Any], path: json_text.Path) -> Iterator[Misfit]:
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        yield Misfit(path, "an object", _shown(constraints))
        return
    kinds = {"required": bool, "unique": bool}
    yield from _optional_kinds(constraints, path, kinds)
    allowed = [*kinds, *CONSTRAINTS.get(str(field.get("type")), ())]
    for name, value in constraints.items():
        if name not in allowed:
            yield Misfit((*path, name), f"{' | '.join(allowed)}", name)
        elif name in {"minimum", "maximum"} and type(value) not in {int, float}:
            yield Misfit((*path, name), "a number", _shown(value))
        elif name == "enum" and not (_is_texts(value) and value):
            yield Misfit((*path, name), "a list of texts", _shown(value))
        elif name == "pattern" and not _is_pattern(value):
            yield Misfit((*path, name), "a regular expression", _shown(value))


def _reference_misfits(
    entry: Mapping[str, Any], path: json_text.Path, by_name: Mapping[str, Mapping[str, Any]]
) -> Iterator[Misfit]:
    """Check that foreign keys and joins lead to columns that exist."""
    for number, key in enumerate(entry.get("schema", {}).get("foreignKeys", [])):
        place = (*path, "schema", "foreignKeys", number, "reference")
        reference = key.get("reference")
        if not isinstance(reference, dict):
            yield Misfit(place, "an object", _shown(reference))
            continue
        target = reference.get("resource") or entry["name"]
        known = fields_of(by_name.get(target, {})) if isinstance(target, str) else []
        wanted = reference.get("fields", [])
        if not _is_subset(wanted, known) or len(wanted) != len(key["fields"]):
            yield Misfit(place, "as many fields of a resource of the manifest", _shown(reference))
    joins = entry.get("cdv", {}).get("joins", [])
    for number, join in enumerate(joins if isinstance(joins, list) else [joins]):
        if not _is_join(join, fields_of(entry), by_name):
            expected = "a field, a resource of the manifest and a property of it"
            yield Misfit((*path, "cdv", "joins", number), expected, _shown(join))


def _is_join(join: object, fields: list[str], by_name: Mapping[str, Mapping[str, Any]]) -> bool:
    if not isinstance(join, dict) or not isinstance(join.get("resource"), str):
        return False
    target = by_name.get(join["resource"], {})
    return (
        join.get("field") in fields
        and "schema" not in target
        and join.get("property") in fields_of(target)
    )


def _kinds(
    content: Mapping[str, Any], path: json_text.Path, kinds: Mapping[str, type]
) -> Iterator[Misfit]:
    """Check members that must be there, of their kind and not empty."""
    for member, kind in kinds.items():
        value = content.get(member)
        if not isinstance(value, kind) or (kind in {str, list} and not value):
            found = _shown(value) if member in content else "nothing"
            yield Misfit((*path, member), WORDS[kind], found)


def _optional_kinds(
    content: Mapping[str, Any], path: json_text.Path, kinds: Mapping[str, type]
) -> Iterator[Misfit]:
    for member, kind in kinds.items():
        if member in content and type(content[member]) is not kind:
            yield Misfit((*path, member), WORDS[kind], _shown(content[member]))


def _repeated(entries: list[Any], member: str, values: list[Any]) -> Iterator[Misfit]:
    for number, value in enumerate(values):
        if value in values[:number]:
            first = values.index(value)
            yield Misfit(
                ("resources", number, member),
                f"a {member} of its own",
                f"{entries[number][member]}, as in resources[{first}]",
            )


def _is_subset(value: object, known: tuple[str, ...] | list[str]) -> bool:
    return isinstance(value, list) and all(item in known for item in value)


def _is_texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_pattern(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(re.compile(value))
    except re.error:
        return False


def _is_day(value: object) -> bool:
    try:
        return isinstance(value, str) and bool(date.fromisoformat(value))
    except ValueError:
        return False


def _shown(value: object) -> str:
    text = value if isinstance(value, str) and value else json.dumps(value, ensure_ascii=False)
    return text[:60]
