"""The parts of the page « Mixité sociale »."""

from dataclasses import replace

import streamlit as st

from dashboard import state
from dashboard.exports import Provenance
from dashboard.texts import mix as texts
from dashboard.texts import sheets
from dashboard.views import mix as views
from dashboard.views.figures import show_download, show_figures, show_sources
from geo.columns import INDICATORS
from geo.figures import Source
from geo.mix.guard import Operation
from geo.territory import Neighbourhood, commune_name
from geo.territory import iris as territory_iris
from geo.territory import mix as territory_mix
from geo.territory.mix import Around, MixRow

QPV_COUNTS = ("population_count", "social_dwellings_count", "poverty_percent", "employment_percent")


def show_answer(place: Neighbourhood, rows: tuple[MixRow, ...]) -> None:
    """Say how the neighbourhood stands, in a sentence and three figures; explain the gap."""
    commune = state.ask(commune_name, place.code_insee)
    labels = {name: each.label for name, each in INDICATORS.items()}
    row = rows[0]
    st.markdown(texts.answer(place.name, row, place.code, commune))
    indices = {
        around: territory_mix.mix_index(rows, place.code, around)
        for around in (Around.COMMUNE, Around.MEDIAN)
    }
    own = row.places[place.code]
    label = f"{row.indicator.label}, {place.name}"
    figures = [replace(own, label=label, note=sheets.remark(own.note))]
    for around, index in indices.items():
        used = [each for each in rows if each.indicator.name in index.names]
        label = texts.INDEX_LABEL.format(around=texts.around_name(around, commune))
        parts = [one for each in used for one in (each.places[place.code], each.around[around])]
        figure = territory_mix.index_figure(index, label, parts)
        figures.append(replace(figure, note=texts.index_sentence(index, labels)))
    show_figures(figures)
    views.show_index({texts.around_name(each, commune): one for each, one in indices.items()})


def show_portrait(place: Neighbourhood, rows: tuple[MixRow, ...], names: dict[str, str]) -> None:
    """Draw the neighbourhoods beside what surrounds them, with the same content as a table."""
    commune = state.ask(commune_name, place.code_insee)
    here = {code: names[code] for code in rows[0].places}
    ordered = {place.code: here[place.code], **here}
    views.show_portrait(rows, ordered, place.code, commune, state.theme())
    st.caption(texts.provenance(rows))
    st.caption(texts.unpublished(rows, ordered, commune))
    table = views.portrait_table(rows, ordered, commune)
    views.show_table(table, texts.PORTRAIT_TABLE)
    show_download(table, f"mixite-{place.code}", Provenance(texts.PORTRAIT, sources_of(rows)))


def show_iris(place: Neighbourhood) -> None:
    """Draw the IRIS of the commune, said not to be QPV."""
    names = state.ask(territory_iris.iris_names)
    if not names:
        return
    state.read_address("iris", names, names[0])
    st.subheader(texts.IRIS)
    st.info(texts.IRIS_WARNING, icon=":material/info:")
    indices = state.ask(territory_mix.iris_indices, place.code_insee)
    iris = state.ask(territory_iris.iris_of, place.code_insee)
    if not indices.empty:
        st.markdown(texts.index_ranking(indices, iris))
    name = views.choose_iris_indicator(names)
    board = state.ask(territory_mix.iris_board, place.code_insee, name)
    views.show_iris(board, state.theme())
    table = views.iris_table(board)
    views.show_table(table, texts.IRIS_TABLE)
    provenance = Provenance(texts.IRIS, board.measured.sources)
    show_download(table, f"iris-{place.code_insee}-{name}", provenance)


def show_guard(place: Neighbourhood, names: dict[str, str]) -> None:
    """Let the reader try to combine figures; answer, or refuse with every reason."""
    st.subheader(texts.GUARD)
    st.markdown(texts.GUARD_WORDS)
    iris = state.ask(territory_iris.iris_names)
    offered = {texts.QPV: QPV_COUNTS, **({texts.IRIS_SCOPE: tuple(iris)} if iris else {})}
    state.read_address("calcul", list(texts.OPERATIONS), next(iter(texts.OPERATIONS)))
    state.read_address("sur", list(offered), texts.QPV)
    for scope, each in offered.items():
        first = "poverty_percent" if "poverty_percent" in each else each[0]
        state.read_address(f"donnee-{scope}", each, first)
    operation, scope, name = views.choose_calculation(offered)
    if scope == texts.QPV:
        result, used = state.ask(territory_mix.qpv_attempt, Operation(operation), name, place.code)
        known = names
    else:
        result, used = state.ask(
            territory_iris.iris_attempt, place.code_insee, Operation(operation), name
        )
        known = dict(state.ask(territory_iris.iris_of, place.code_insee)["name"])
    words = texts.outcome(result, Operation(operation), used[0] if used else None)
    views.show_outcome(words, texts.readings(used, known), is_refused=result.value is None)


def sources_of(rows: tuple[MixRow, ...]) -> list[Source]:
    """Return the sources of the portrait, in its order."""
    return [source for row in rows for figure in row.figures for source in figure.sources]


def show_all_sources(rows: tuple[MixRow, ...], place: Neighbourhood) -> None:
    """List every source of the page, each once."""
    sources = sources_of(rows)
    for name in state.ask(territory_iris.iris_names):
        board = state.ask(territory_mix.iris_board, place.code_insee, name)
        sources += board.measured.sources
    show_sources(sources, texts.INDEX_METHOD)


def write_address(code: str) -> None:
    """Put the neighbourhood, the indicator and what is combined in the address."""
    scope = state.chosen("sur")
    name = f"donnee-{scope}"
    iris = {"iris": state.chosen("iris")} if state.ask(territory_iris.iris_names) else {}
    calculation = {"calcul": state.chosen("calcul"), "sur": scope, name: state.chosen(name)}
    state.write_address(qpv=code, **iris, **calculation)
