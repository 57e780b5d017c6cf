"""What the yearly evaluation says, part by part: one content for the PDF and the workbook."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard.texts import commitments as page
from dashboard.texts import common
from dashboard.texts import evaluation as texts
from geo.commitments.follow_up import Origin, record_of, target_of
from geo.commitments.progress import Progress
from geo.commitments.summary import Choice
from geo.figures import Figure, Source, Status
from geo.rules.annual_report import Consultation, Content, steps
from geo.territory import Territory, neighbourhoods
from geo.territory import commitments as door

CREDIT_NAMES = (*door.CREDITS, door.CREDITS_IN_QPV)
RESUMED = (Progress.MISSED, Progress.STOPPED, Progress.NOT_STARTED)


@dataclass(frozen=True, slots=True)
class Block:
    """One table under a heading; numbers stay numbers."""

    heading: str
    table: pd.DataFrame


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five contents: heading, paragraphs, tables."""

    content: Content
    paragraphs: tuple[str, ...]
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The whole document.

    Attributes
    ----------
    seen
        The measures at a glance, with the year.
    parts
        In the order of the decree.
    steps
        The checklist of the consultation.
    sources
        Everyone quoted.
    """

    seen: door.Glance
    parts: tuple[Part, ...]
    steps: pd.DataFrame
    sources: tuple[Source, ...]


def evaluation(territory: Territory, year: int, known: Consultation) -> Evaluation:
    """Return what is known of a year, in the order of the five contents of the report."""
    seen = door.glance(territory, Choice(), year)
    states = door.follow_up(territory)
    now = states[states["year"] == year]
    parts = (
        Part(Content.ORIENTATIONS, (texts.ORIENTATIONS,), _orientations(territory, year)),
        Part(Content.SITUATION, (texts.SITUATION,), _situation(territory, states, year)),
        Part(Content.ACTIONS, (texts.sentence(seen),), (_actions(territory, now),)),
        Part(Content.OUTLOOK, (texts.OUTLOOK,), _outlook(seen, now)),
        Part(Content.LINKS, (texts.LINKS,), _links(seen, states, year)),
    )
    return Evaluation(
        seen, parts, step_table(known), _sources(territory, states[states["year"] <= year])
    )


def step_table(known: Consultation) -> pd.DataFrame:
    """Return the checklist of the consultation as a table."""
    dates = texts.step_dates(known)
    rows = [
        (texts.STEPS[step], texts.step_state(step, at, known), dates[step])
        for step, at in steps(known).items()
    ]
    return pd.DataFrame(rows, columns=list(texts.STEP_COLUMNS))


def _orientations(territory: Territory, year: int) -> tuple[Block, ...]:
    milestones = door.contract_milestones(territory)
    told = [
        (row["date_text"], row["label"], territory.sources[row["source"]].title)
        for row in milestones[milestones["date"].dt.year <= year].to_dict("records")
    ]
    measures = door.commitments(territory)
    aimed = measures[measures["target_sense"].notna()]
    targets = []
    for name in aimed.index:
        row = record_of(aimed, str(name))
        aim = target_of(row)
        due = aim.due if aim else None
        words = page.target_words(aim, row["unit"])
        targets.append((row["title"], words, due or page.when(None), row["service"]))
    return (
        _block(texts.MILESTONES, told, texts.MILESTONE_COLUMNS),
        _block(texts.TARGETS, targets, texts.TARGET_COLUMNS),
    )


def _situation(territory: Territory, states: pd.DataFrame, year: int) -> tuple[Block, ...]:
    figures = [
        (place.name, one.label, one.value, one.unit, _provenance(one))
        for place in neighbourhoods(territory)
        for one in (place.area_ha, *_latest(place.figures.values(), year))
    ]
    return (
        _block(texts.FIGURES, figures, texts.FIGURE_COLUMNS),
        _block(texts.VALUES, _values(territory, states, year), texts.VALUE_COLUMNS),
    )


def _provenance(figure: Figure) -> str:
    """Return date, source and status; the unit has its own column."""
    return common.provenance(figure).removeprefix(f"{figure.unit} · ")


def _latest(groups: Any, year: int) -> list[Figure]:  # noqa: ANN401 -- values of a mapping
    """Return the first known figure of each indicator that does not describe a later year."""
    found = []
    for group in groups:
        known = [
            one
            for one in group
            if one.value is not None
            and (one.reference_date is None or one.reference_date.year <= year)
        ]
        found += known[:1]
    return found


def _values(territory: Territory, states: pd.DataFrame, year: int) -> list[tuple[Any, ...]]:
    measures = door.commitments(territory)
    valued = states[states["value"].notna() & (states["year"] <= year)]
    rows = []
    for name, group in valued.groupby("measure_id", sort=False):
        row, last = record_of(measures, str(name)), group.iloc[-1]
        first = group.iloc[0]["value"]
        target = page.target_words(target_of(row), row["unit"])
        rows.append(
            (
                row["title"],
                first,
                last["value"],
                int(last["year"]),
                row["unit"],
                target,
                _said_by(territory, dict(last)),
            )
        )
    return rows


def _said_by(territory: Territory, said: Mapping[Any, Any]) -> str:
    """Return who said a value or a state, and how sure it is."""
    if said["origin"] == Origin.ENTERED:
        return texts.ENTERED
    return f"{territory.sources[said['source']].title} · {common.STATUS[Status(said['status'])]}"


def _actions(territory: Territory, now: pd.DataFrame) -> Block:
    measures = door.commitments(territory)
    known = now[now["progress"] != Progress.UNKNOWN]
    rows = []
    for said in known.to_dict("records"):
        row = record_of(measures, said["measure_id"])
        rows.append(
            (
                page.THEMES.get(row["theme"], row["theme"]),
                row["title"],
                page.STATES[Progress(said["progress"])],
                said["value"],
                texts.plain(row, "unit") if pd.notna(said["value"]) else "",
                texts.plain(said, "comment"),
                _said_by(territory, said),
            )
        )
    return _block(texts.ACTIONS, sorted(rows, key=lambda row: row[:2]), texts.ACTION_COLUMNS)


def _outlook(seen: door.Glance, now: pd.DataFrame) -> tuple[Block, ...]:
    resumed = [
        (
            seen.measures.at[said["measure_id"], "title"],
            page.STATES[Progress(said["progress"])],
            texts.plain(said, "comment"),
            seen.measures.at[said["measure_id"], "service"],
        )
        for said in now[now["progress"].isin(RESUMED)].to_dict("records")
    ]
    unknown = seen.measures[seen.grid[seen.year] == Progress.UNKNOWN]
    silent = [
        (page.THEMES.get(str(theme), str(theme)), len(group), " ; ".join(group["title"]))
        for theme, group in unknown.groupby("theme", sort=False)
    ]
    return (
        _block(texts.TO_RESUME, resumed, texts.RESUME_COLUMNS),
        _block(texts.UNKNOWN, silent, texts.UNKNOWN_COLUMNS),
    )


def _links(seen: door.Glance, states: pd.DataFrame, year: int) -> tuple[Block, ...]:
    grid = seen.grid[year]
    valued = states[states["value"].notna() & (states["year"] <= year)]
    latest = valued.drop_duplicates("measure_id", keep="last").set_index("measure_id")
    this_year = valued[valued["year"] == year].set_index("measure_id")["value"]
    credit = [
        (
            seen.measures.at[name, "title"],
            this_year.get(name),
            seen.measures.at[name, "target_value"],
            page.STATES[Progress(grid[name])],
        )
        for name in CREDIT_NAMES
        if name in seen.measures.index
    ]
    linked = seen.measures[seen.measures["page"].notna()]
    renewal = [
        (
            row["title"],
            page.STATES[Progress(grid[str(name)])],
            latest["value"].get(str(name)),
            latest["year"].get(str(name)),
            texts.plain(row, "unit"),
            page.PAGES[row["page"]],
        )
        for name, row in linked.to_dict("index").items()
    ]
    return (
        _block(texts.CREDITS, credit, texts.CREDIT_COLUMNS),
        _block(texts.RENEWAL, renewal, texts.RENEWAL_COLUMNS),
    )


def _sources(territory: Territory, said: pd.DataFrame) -> tuple[Source, ...]:
    keys = [
        *door.commitments(territory)["source"],
        *said["source"].dropna(),
        *door.contract_milestones(territory)["source"],
    ]
    figures = [
        source
        for place in neighbourhoods(territory)
        for group in (*place.figures.values(), (place.area_ha,))
        for one in group
        for source in one.sources
    ]
    named = [territory.sources[key] for key in keys]
    return tuple(dict.fromkeys([*named, *figures]))


def _block(heading: str, rows: list[tuple[Any, ...]], columns: tuple[str, ...]) -> Block:
    return Block(heading, pd.DataFrame(rows, columns=list(columns)))
