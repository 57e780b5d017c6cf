"""The parts of the page « Attributions »."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction

import streamlit as st

from dashboard import state
from dashboard.choices import Choice, whole_number
from dashboard.exports import Provenance, of_partners
from dashboard.sections import lettings_law
from dashboard.texts import lettings as texts
from dashboard.texts import lettings_law as law_texts
from dashboard.views import lettings as views
from dashboard.views.lettings_map import show_lettings_map
from dashboard.views.maps import Look, ign_toggle
from geo.french import day, quantity
from geo.lettings.thresholds import Threshold
from geo.lettings.year import YearFigures
from geo.rules.lettings import Side, further_leases, still_needed, target_percent
from geo.territory.lettings import Lettings, reserver_labels

MONTHS_OF_YEAR = 12
MAX_LEASES = 5_000
FULL = 100
OWNER = "attributions"
CHOICES: tuple[Choice, ...] = (
    whole_number("attendus", 0, MAX_LEASES),
    whole_number("part", 0, FULL),
)
Part = Callable[[Lettings, YearFigures, Mapping[int, Threshold]], None]


def show(overview: Lettings, thresholds: Mapping[int, Threshold]) -> None:
    """Show the year that is chosen: answer, gauges, then the part that is open."""
    if not overview.years:
        _show_empty(overview, thresholds)
        return
    if overview.is_fictional:
        views.show_fiction()
    years = [str(year) for year in overview.years]
    state.read_address("annee", years, years[-1])
    state.read_address("volet", texts.SECTIONS, next(iter(texts.SECTIONS)))
    state.read_choices(CHOICES, OWNER, is_in_address=True)
    views.choose_year(list(overview.years))
    figures = overview.years[int(state.chosen("annee"))]
    threshold = thresholds.get(figures.year)
    views.show_note(texts.headline(figures, threshold))
    _show_gauges(overview, figures, threshold)
    views.choose_section()
    _PARTS[state.chosen("volet")](overview, figures, thresholds)
    codes = state.codes_of(CHOICES, OWNER)
    state.write_address(annee=str(figures.year), volet=state.chosen("volet"), **codes)


def _show_gauges(overview: Lettings, figures: YearFigures, threshold: Threshold | None) -> None:
    """Show both gauges; without threshold, only where the leases come from."""
    as_of, fictional = overview.as_of, overview.is_fictional
    if as_of is None:
        return
    if threshold is None:
        views.show_mark(law_texts.leases_mark(as_of, is_fictional=fictional))
        views.show_mark(texts.HIDDEN_NOTE)
    else:
        said = law_texts.provenance(threshold, as_of, is_fictional=fictional)
        views.show_gauges(figures, said, state.theme())


def _show_empty(overview: Lettings, thresholds: Mapping[int, Threshold]) -> None:
    from geo.imports.blank import blank_csv  # noqa: PLC0415 -- only without a file
    from geo.store.kinds import Kind  # noqa: PLC0415 -- as above

    views.show_no_file(blank_csv(Kind.LETTINGS))
    year = max(thresholds, default=state.machine_day().year)
    lettings_law.show_threshold(year, thresholds)
    lettings_law.show_law(overview, year)


def _left(_: Lettings, figures: YearFigures, thresholds: Mapping[int, Threshold]) -> None:
    """Say how many of the next leases must count, and what a share of them would make."""
    outside = figures.sides.get(Side.OUTSIDE)
    if outside is None or outside.rate is None or figures.year not in thresholds:
        views.show_note(texts.headline(figures, thresholds.get(figures.year)))
        return
    st.markdown(f"##### {texts.LEFT}")
    rest = MONTHS_OF_YEAR - outside.until.month
    if not rest:
        views.show_note(texts.needed(still_needed(outside.rate, 0), Side.OUTSIDE, figures.year))
        return
    usual = outside.rate.denominator * rest // outside.until.month
    expected, share = views.ask_further(
        (CHOICES[0].key(OWNER), state.recall("attendus", OWNER, usual)),
        (CHOICES[1].key(OWNER), state.recall("part", OWNER, outside.rate.target_percent)),
        MAX_LEASES,
    )
    need = still_needed(outside.rate, expected)
    views.show_note(texts.needed(need, Side.OUTSIDE, figures.year))
    after = further_leases(outside.rate, expected, Fraction(share, FULL))
    if after.percent is None:
        return
    views.show_note(texts.after(after, expected, share))
    views.show_rate_bar(Side.OUTSIDE, after, state.theme())


def _provenance(overview: Lettings, thresholds: Iterable[Threshold] = ()) -> Provenance:
    """Return what the exports say: the leases, and the thresholds that their shares rest on."""
    used = list(thresholds)
    return of_partners(
        texts.TITLE,
        is_fictional=overview.is_fictional,
        sources=list(dict.fromkeys(each.source for each in used if each.source)),
        also=law_texts.export_note(used),
    )


def _of_year(
    overview: Lettings, figures: YearFigures, thresholds: Mapping[int, Threshold]
) -> Provenance:
    return _provenance(overview, [thresholds[figures.year]] if figures.year in thresholds else [])


def _pace(overview: Lettings, figures: YearFigures, thresholds: Mapping[int, Threshold]) -> None:
    if figures.until is None:
        views.show_note(texts.OPEN)
        return
    target = target_percent(Side.OUTSIDE.value, figures.until)
    views.show_note(texts.pace(figures))
    left, right = st.columns(2, gap="large")
    with left:
        views.show_months(figures, state.theme(), _provenance(overview))
    with right:
        given = _of_year(overview, figures, thresholds)
        views.show_quarters(figures, target, state.theme(), given)


def _years(overview: Lettings, _: YearFigures, thresholds: Mapping[int, Threshold]) -> None:
    used = [thresholds[year] for year in overview.years if year in thresholds]
    views.show_years(overview.years, thresholds, state.theme(), _provenance(overview, used))


def _communes(
    overview: Lettings, figures: YearFigures, thresholds: Mapping[int, Threshold]
) -> None:
    names = {str(code): str(name) for code, name in state.territory().communes["name"].items()}
    inside = figures.sides.get(Side.INSIDE)
    if inside is None:
        views.show_note(texts.OPEN_HALF)
        return
    period = texts.LEGEND.format(last=day(inside.until), year=figures.year)
    table = views.communes_table(figures.communes, names)
    views.show_note(f"{texts.communes(figures)} {texts.HIDDEN_NOTE}")
    left, right = st.columns([3, 2], gap="large")
    with left:
        look = Look([], state.theme(), state.outlines())
        show_lettings_map(
            figures.communes, look, period, lambda: None, is_fictional=overview.is_fictional
        )
        ign_toggle()
    with right:
        st.markdown(f"##### {texts.COMMUNES_TABLE}")
        views.show_table(table, "attributions-communes", _provenance(overview))
        st.markdown(f"##### {texts.ZONES_TITLE}")
        given = _of_year(overview, figures, thresholds)
        _show_rates(figures, figures.zones, texts.ZONES, "attributions-secteurs", given)


def _show_rates(
    figures: YearFigures,
    pairs: views.Pairs,
    names: Mapping[str, str],
    table: str,
    provenance: Provenance,
) -> None:
    """Show a share by name; that there is none while the year has no threshold."""
    if pairs:
        views.show_table(views.rates_table(pairs, names), table, provenance)
    else:
        views.show_note(texts.NO_SHARE.format(year=figures.year))


def _bodies(overview: Lettings, figures: YearFigures, thresholds: Mapping[int, Threshold]) -> None:
    inside = figures.sides.get(Side.INSIDE)
    if inside is None:
        views.show_note(texts.OPEN_HALF)
        return
    labels = reserver_labels()
    views.show_note(texts.until(inside.until))
    left, right = st.columns(2, gap="large")
    given = _of_year(overview, figures, thresholds)
    with left:
        st.markdown(f"##### {texts.LANDLORDS}")
        names = {"others": texts.OTHERS}
        _show_rates(figures, figures.landlords, names, "attributions-bailleurs", given)
    with right:
        st.markdown(f"##### {texts.RESERVERS}")
        _show_rates(figures, figures.reservers, labels, "attributions-reservataires", given)
    if figures.landlords:
        views.show_note(texts.LOWER_NOTE)
    st.markdown(f"##### {texts.PRIORITIES}")
    target = quantity(target_percent("priority", inside.until), "%")
    views.show_note(texts.PRIORITY_NOTE.format(target=target))
    priorities = views.rates_table(figures.priorities, labels, "known")
    views.show_table(
        priorities.rename(columns={texts.COLUMNS["counted"]: texts.COLUMNS["priority"]}),
        "attributions-prioritaires",
        _provenance(overview),
    )


def _threshold(_: Lettings, figures: YearFigures, thresholds: Mapping[int, Threshold]) -> None:
    lettings_law.show_threshold(figures.year, thresholds)


def _law(overview: Lettings, figures: YearFigures, _: Mapping[int, Threshold]) -> None:
    lettings_law.show_law(overview, figures.year)


_PARTS: dict[str, Part] = {
    "reste": _left,
    "rythme": _pace,
    "annees": _years,
    "communes": _communes,
    "organismes": _bodies,
    "seuil": _threshold,
    "loi": _law,
}
