"""How households are classified for publication: what happened, and in which closed year.

A category is a year and a value (``"2023 other_commune 43041"``). Its readings at the end of a
year tell what was known then: the value (``town@2023``), the value and the report that first
counted it (``town_steps@2023``), whether the household was rehoused (``moved@2023``).
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from geo.privacy import Dimension, Grouping, Nature, Table
from geo.rehousing.households import OTHER_BUILDING, Place, towns
from geo.rehousing.stages import Change, Offers, Opinion, Progress, Refusals
from geo.rules.rehousing import Known

IN_PROGRESS: Final = "in_progress"
NOT_YET: Final = "not_yet"
MOVED: Final = "moved"
EVERYBODY: Final = "households"
TIMELINE: Final = "timeline"
WAITING: Final = (Progress.AGREED, Progress.SEARCHING)
DETAILS: Final = {
    "is_recent": tuple(Known),
    "offers": tuple(Offers),
    "size": tuple(Change),
    "opinion": tuple(Opinion),
    "refusals": tuple(Refusals),
}
"""What is told of rehoused households, with its categories."""
INCOME: Final = {"rest_change": (Change.LESS, Change.MORE, Change.UNKNOWN)}

Reading = Callable[[int, str], str]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Closed years, and those among them that end with a report, on counts and on income."""

    years: Sequence[int]
    details: Sequence[int]
    income: Sequence[int]


def dimensions(place: Place, calendar: Calendar) -> list[Dimension]:
    """Return the dimensions of `tables`."""
    values = {"town": towns(place), **DETAILS}
    return [
        Dimension("building", (*place.buildings, OTHER_BUILDING)),
        _progress(calendar),
        *(_detail(name, each, calendar, calendar.details) for name, each in values.items()),
        *(_detail(name, each, calendar, calendar.income) for name, each in INCOME.items()),
    ]


def tables(calendar: Calendar, *, by_building: bool) -> list[Table]:
    """Return everything that is ever published, by release: one a year.

    Parameters
    ----------
    calendar
        Closed years and reports.
    by_building
        Whether anything is told by building: a building of a few households would tell of them.
    """
    found = [Table(EVERYBODY, (), is_known=True)]
    if by_building:
        found.append(Table("building", ("building",), is_known=True))
    for release, year in enumerate(calendar.years):
        found.append(Table(f"{TIMELINE}@{year}", (f"{TIMELINE}@{year}",), release=release))
        if year in calendar.details:
            found += _report(year, release, by_building=by_building)
        if year in calendar.income:
            found += [
                Table(f"{name}@{year}", (f"{name}@{year}",), Nature.INCOME, release=release)
                for each in INCOME
                for name in (each, f"{each}_steps")
            ]
    return found


def _report(year: int, release: int, *, by_building: bool) -> list[Table]:
    """Return the tables of a report, with those that a reader of two reports would make."""
    names = [name for each in ("town", "zone", *DETAILS) for name in (each, f"{each}_steps")]
    ways: dict[str, tuple[str, ...]] = {
        name: (name,) for name in ("progress", "progress_steps", *names)
    }
    if by_building:
        ways["progress_by_building"] = ("building", "progress")
        ways["progress_steps_by_building"] = ("building", "progress_steps")
    return [
        Table(f"{name}@{year}", tuple(_at(each, year) for each in by), release=release)
        for name, by in ways.items()
    ]


def _at(name: str, year: int) -> str:
    return name if name == "building" else f"{name}@{year}"


def _progress(calendar: Calendar) -> Dimension:
    events = _events((Progress.REHOUSED, Progress.LEFT), calendar)
    rest = {str(each): IN_PROGRESS for each in WAITING}
    now = calendar.details[-1] if calendar.details else None
    groupings = _moves(events, WAITING, calendar)
    for year in calendar.details:
        others = {str(each): str(each) for each in WAITING} if year == now else rest
        steps = [each for each in calendar.details if each <= year]
        for name, reading in _readings("progress", year, steps, IN_PROGRESS):
            groupings.append(Grouping(name, {**_read(events, reading), **others}))
    return Dimension("progress", (*events, *WAITING), tuple(groupings))


def _detail(
    name: str, values: tuple[str, ...], calendar: Calendar, published: Sequence[int]
) -> Dimension:
    """Return the dimension of something known of rehoused households only."""
    events = _events(values, calendar)
    groupings = _moves(events, (NOT_YET,), calendar)
    for year in published:
        steps = [each for each in published if each <= year]
        for title, reading in _readings(name, year, steps, NOT_YET):
            group_of = {**_read(events, reading), NOT_YET: NOT_YET}
            groupings.append(Grouping(title, group_of))
            if name == "town":
                zones = {key: _zone(town) for key, town in group_of.items()}
                groupings.append(Grouping(title.replace("town", "zone"), zones))
    return Dimension(name, (*events, NOT_YET), tuple(groupings))


def _zone(town: str) -> str:
    """Return a town without its code: the zone, with the report that first counted it."""
    return " ".join(part for part in town.split() if not part.isdigit() or town.startswith(part))


def _events(values: Sequence[str], calendar: Calendar) -> dict[str, tuple[int, str]]:
    return {f"{year} {value}": (year, value) for year in calendar.years for value in values}


def _read(events: Mapping[str, tuple[int, str]], reading: Reading) -> dict[str, str]:
    return {key: reading(*event) for key, event in events.items()}


def _readings(
    name: str, last: int, steps: Sequence[int], otherwise: str
) -> list[tuple[str, Reading]]:
    """Return what the end of the year `last` knows, and with which report it came."""

    def value_then(year: int, value: str) -> str:
        return value if year <= last else otherwise

    def value_and_report(year: int, value: str) -> str:
        report = next((each for each in steps if year <= each), None)
        return f"{report} {value}" if report else otherwise

    return [(f"{name}@{last}", value_then), (f"{name}_steps@{last}", value_and_report)]


def _moves(
    events: Mapping[str, tuple[int, str]], rest: Sequence[str], calendar: Calendar
) -> list[Grouping]:
    """Return the readings that all dimensions share: who was rehoused by then, and when."""
    return [
        Grouping(name, {**_read(events, reading), **dict.fromkeys(rest, NOT_YET)})
        for last in calendar.years
        for name, reading in (
            (f"{MOVED}@{last}", _moved_by(last, with_year=False)),
            (f"{TIMELINE}@{last}", _moved_by(last, with_year=True)),
        )
    ]


def _moved_by(last: int, *, with_year: bool) -> Reading:
    def reading(year: int, value: str) -> str:
        if year > last or value == Progress.LEFT:
            return NOT_YET
        return str(year) if with_year else MOVED

    return reading
