"""Questions of the page « Données et méthode »: the files, the law, what sources contradict."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import pandas as pd

from geo.contracts.descriptor import fields_of
from geo.contracts.manifest import Manifest, Resource, read_bytes
from geo.contracts.read import read_table
from geo.figures import Source, Status, source_of
from geo.rules.parameters import all_parameters
from geo.territory import Territory
from geo.territory.renewal import has_tables

DAY_FIELDS: Final = ("reference_date", "inventory_date", "statement_date", "date", "lease_date")
CONFLICT_TABLES: Final = ("conflicts", "conflict_statements")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one source says: words, date as written, source, status."""

    words: str
    date_text: str
    source: Source
    status: Status
    is_to_check: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A subject on which sources differ; nothing is settled.

    Attributes
    ----------
    subject, explanation
        On what; what may explain it.
    statements
        What each source says, oldest first.
    """

    subject: str
    explanation: str
    statements: tuple[Statement, ...]


def resource_table(territory: Territory) -> pd.DataFrame:
    """Return the files of the territory, in the order of the manifest.

    Returns
    -------
    pandas.DataFrame
        Indexed by name: ``title``, ``description``, ``path``, ``producer``, ``licence``,
        ``first_date`` and ``last_date`` (days described, NaT when not said), ``status`` (the
        statuses found, as text, empty when the file has none), ``is_fictional``,
        ``rows_count`` (NA for a file that is no table), ``size_bytes``, ``hash``, ``words``
        (its columns and its sources, to search in).
    """
    rows = [_resource_row(territory, each) for each in territory.manifest.resources.values()]
    return pd.DataFrame(rows).set_index("name").astype({"rows_count": "Int64"})


def resource_fields(manifest: Manifest, name: str) -> pd.DataFrame:
    """Return the columns of a file: ``name``, ``title``, ``type``, ``unit``, ``description``."""
    descriptor = manifest.resource(name).descriptor
    fields = descriptor.get("schema", {}).get("fields") or descriptor.get("cdv", {}).get(
        "properties", []
    )
    names = ("name", "title", "type", "unit", "description")
    return pd.DataFrame([{each: field.get(each, "") for each in names} for field in fields])


def resource_sources(territory: Territory, name: str) -> tuple[Source, ...]:
    """Return the sources that a table cites, each once, in order; empty when it cites none."""
    resource = territory.manifest.resource(name)
    if "source" not in fields_of(resource.descriptor) or not resource.schema:
        return ()
    keys = _table(territory, resource)["source"].dropna().drop_duplicates()
    return tuple(source_of(territory.sources, str(key)) for key in keys)


def resource_rows(territory: Territory, name: str) -> pd.DataFrame:
    """Return a table with its key as ordinary columns, as its file has it."""
    return _table(territory, territory.manifest.resource(name))


def resource_bytes(territory: Territory, name: str) -> bytes:
    """Return a file of the territory as it stands."""
    resource = territory.manifest.resource(name)
    return read_bytes(resource.path, resource.shown_path)


def is_fictional(territory: Territory, name: str) -> bool:
    """Whether a file says, by its name or its rows, that it holds fictional data."""
    return bool(resource_table(territory).at[name, "is_fictional"])


def parameter_table() -> pd.DataFrame:
    """Return every value of every legal parameter, oldest first within each.

    Returns
    -------
    pandas.DataFrame
        ``name``, ``label``, ``unit``, ``since`` (day), ``value`` (text, exact), ``article``,
        ``version``, ``url``, ``certainty``, ``checked_on`` (day), ``note``. A parameter with no
        value that was read has one row without value.
    """
    return pd.DataFrame(list(_parameter_rows()))


def conflicts(territory: Territory) -> tuple[Conflict, ...]:
    """Return what sources contradict, side by side; empty where nothing is described."""
    if not has_tables(territory, *CONFLICT_TABLES):
        return ()
    statements = read_table(territory.manifest, "conflict_statements").sort_values("rank")
    return tuple(
        Conflict(
            subject=str(row["subject"]),
            explanation=str(row["explanation"]),
            statements=tuple(
                _statement(territory, each)
                for each in statements[statements["conflict_id"] == key].to_dict("records")
            ),
        )
        for key, row in read_table(territory.manifest, "conflicts").iterrows()
    )


def _statement(territory: Territory, row: dict[Any, Any]) -> Statement:
    return Statement(
        words=str(row["statement"]),
        date_text=str(row["date_text"]),
        source=source_of(territory.sources, str(row["source"])),
        status=Status(row["status"]),
        is_to_check=row["certainty"] == "to_check",
    )


def _resource_row(territory: Territory, resource: Resource) -> dict[str, object]:
    descriptor = resource.descriptor
    table = _table(territory, resource) if resource.schema else pd.DataFrame()
    statuses = list(table["status"].dropna().unique()) if "status" in table else []
    is_made_up = Status.FICTIONAL in statuses or resource.name.startswith("demo_")
    first, last = _days(resource, table)
    fields = descriptor.get("schema", {}).get("fields") or resource.boundaries.get("properties", [])
    return {
        "name": resource.name,
        "title": resource.title,
        "description": resource.description,
        "path": resource.shown_path,
        "producer": _producer(territory, resource),
        "licence": " ; ".join(each["title"] for each in descriptor.get("licenses", [])),
        "first_date": first,
        "last_date": last,
        "status": ",".join(statuses or ([Status.FICTIONAL.value] if is_made_up else [])),
        "is_fictional": is_made_up,
        "rows_count": len(table)
        if resource.schema
        else resource.boundaries.get("feature_count", pd.NA),
        "size_bytes": int(descriptor.get("bytes", 0)),
        "hash": resource.hash,
        "words": " ".join(
            [
                *(f"{each['name']} {each.get('title', '')}" for each in fields),
                *(each["title"] for each in descriptor.get("sources", [])),
            ]
        ),
    }


def _producer(territory: Territory, resource: Resource) -> str:
    """Return who produced a file: those of its sources, or as the manifest says."""
    names = [each.producer for each in resource_sources(territory, resource.name)]
    if not names and "source" in resource.boundaries:
        names = [source_of(territory.sources, str(resource.boundaries["source"])).producer]
    said = names or [each["title"] for each in resource.descriptor.get("sources", [])]
    return " ; ".join(dict.fromkeys(each for each in said if each))


def _days(resource: Resource, table: pd.DataFrame) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return the first and last day a file describes; NaT when it does not say."""
    days = [table[name].dropna() for name in DAY_FIELDS if name in table]
    known = pd.concat(days) if days else pd.Series(dtype="datetime64[ns]")
    since = resource.boundaries.get("in_force_since")
    if since:
        known = pd.Series([pd.Timestamp(since)])
    known = pd.to_datetime(known)
    return known.min(), known.max()


def _parameter_rows() -> Iterator[dict[str, object]]:
    for each in all_parameters().values():
        common = {"name": each.name, "label": each.label, "unit": each.unit}
        for value in each.values:
            yield {
                **common,
                "since": value.since,
                "value": _written(value.value),
                "article": value.article,
                "version": value.version,
                "url": value.url,
                "certainty": value.certainty.value,
                "checked_on": each.checked_on,
                "note": value.note,
            }
        if not each.values:
            yield {**common, "since": None, "value": "", "checked_on": each.checked_on}


def _written(value: object) -> str:
    """Return a value of the law as text.

    >>> _written(("a", 1)), _written(True)
    ('a ; 1', 'oui')
    """
    if isinstance(value, tuple):
        return " ; ".join(_written(each) for each in value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    return str(value)


def _table(territory: Territory, resource: Resource) -> pd.DataFrame:
    """Return a table with its key as columns, in the order of the file."""
    table = read_table(territory.manifest, resource.name)
    return table.reset_index() if table.index.name else table
