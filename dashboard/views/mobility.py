"""What the page « Mobilités » asks and says: start, day, hour, answer, destinations."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import date

import pandas as pd
import streamlit as st

from dashboard.maps import Theme
from dashboard.texts import mobility as texts
from dashboard.views.mobility_heat import heat_html
from geo.errors import Fault
from geo.gtfs.days import DayKind

FORMAT = "DD/MM/YYYY"


def show_question() -> None:
    """Show the question of the page."""
    st.caption(texts.QUESTION)


def show_fictional() -> None:
    """Say that the network is invented."""
    st.warning(texts.FICTIONAL_NOTE, icon=":material/theater_comedy:")


def show_no_network() -> None:
    """Say what to load, and where it is published."""
    st.info(texts.NO_NETWORK, icon=":material/directions_bus:")


def show_note(words: str) -> None:
    """Show a remark in small."""
    st.caption(words)


def show_out_of_reach(names: Sequence[str], distance: str) -> None:
    """Say that the neighbourhoods are far from the network."""
    show_far(texts.out_of_reach(names, distance))


def show_far(words: str) -> None:
    """Say that the network is far away."""
    st.warning(words, icon=":material/location_off:")


def choose_start(names: Mapping[str, str], key: str) -> str:
    """Ask where trips start: a neighbourhood, or a point of the map."""
    chosen: str | None = st.segmented_control(
        texts.ORIGIN,
        list(names),
        format_func=lambda code: names[code],
        key=key,
        required=True,
        persist_state="session",
    )
    return chosen or next(iter(names))


def choose_day(key: str, first: date, last: date, usual: date) -> date:
    """Ask for a day that the timetable covers."""
    chosen: date | None = st.date_input(
        texts.DAY,
        min_value=first,
        max_value=last,
        key=key,
        help=texts.DAY_HELP,
        format=FORMAT,
        persist_state="session",
    )
    return chosen or usual


def offer_days(typical: Mapping[DayKind, date], take: Callable[[date], None]) -> None:
    """Offer one day of each kind."""
    with st.container(horizontal=True, gap="small"):
        for kind, day in typical.items():
            st.button(
                texts.DAY_KINDS[kind],
                key=f"jour-{kind.value}",
                on_click=take,
                args=(day,),
                help=texts.day_words(day),
            )


def choose_hour(key: str, hours: Sequence[int]) -> int:
    """Ask for the hour of departure."""
    chosen: int = st.select_slider(
        texts.HOUR, list(hours), format_func=texts.hour, key=key, persist_state="session"
    )
    return chosen


def choose_limit(key: str, limits: Sequence[str]) -> int:
    """Ask within which time a destination counts."""
    chosen: str | None = st.segmented_control(
        texts.LIMIT,
        limits,
        format_func=texts.limit,
        key=key,
        required=True,
        persist_state="session",
    )
    return int(chosen or limits[0])


def ask_walking(
    speed_key: str, detour_key: str, wheelchair_key: str, choices: Mapping[str, Sequence[str]]
) -> None:
    """Ask how people walk, folded away."""
    with st.expander(texts.WALK, icon=":material/directions_walk:"):
        left, right = st.columns(2)
        for column, label, key in (
            (left, texts.SPEED, speed_key),
            (right, texts.DETOUR, detour_key),
        ):
            column.selectbox(
                label,
                sorted(choices[key], key=float),
                format_func=texts.decimal,
                key=key,
                persist_state="session",
            )
        st.segmented_control(
            texts.WHEELCHAIR,
            choices[wheelchair_key],
            key=wheelchair_key,
            help=texts.WHEELCHAIR_HELP,
            required=True,
            persist_state="session",
        )


def show_answer(sentence: str, reached: int, total: int, limit: int) -> None:
    """Show the sentence that answers, and the big figure."""
    st.markdown(sentence)
    st.metric(texts.REACHED.format(limit=texts.limit(str(limit))), f"{reached} / {total}")


def show_point_wanted() -> None:
    """Say that a point has to be clicked."""
    st.info(texts.POINT_WANTED, icon=":material/ads_click:")


def choose_part(key: str) -> None:
    """Ask which part is shown; the others are not computed."""
    st.segmented_control(
        texts.PART,
        list(texts.PARTS),
        format_func=texts.PARTS.__getitem__,
        key=key,
        required=True,
        label_visibility="collapsed",
        persist_state="session",
    )


def show_heat(rows: pd.DataFrame, title: str, theme: Theme) -> None:
    """Draw the picture of one day: a table whose cells are coloured."""
    st.html(heat_html(rows, title, theme))


def show_destinations(table: pd.DataFrame) -> None:
    """Show the table of destinations, from `destination_rows`."""
    minutes = [texts.COLUMNS[name] for name in ("median_min", "best_min", "worst_min")]
    st.dataframe(
        table.assign(**{name: table[name].round().astype("Int64") for name in minutes}),
        hide_index=True,
        placeholder="–",
        alt=texts.DESTINATIONS,
    )


def destination_rows(
    table: pd.DataFrame, times: pd.DataFrame, titles: Mapping[str, str]
) -> pd.DataFrame:
    """Return the destinations as the page shows and exports them."""
    whole = table.join(times)
    shown = whole.assign(
        kind=whole["kind"].map(texts.KINDS),
        position_precision=list(
            map(texts.position, whole["position_precision"], whole["certainty"])
        ),
        source=whole["source"].map(titles).fillna(""),
    )
    return shown[list(texts.COLUMNS)].rename(columns=texts.COLUMNS)


def offer_export(make: Callable[[], bytes], name: str) -> None:
    """Offer the surfaces as a GeoPackage, made when it is asked for."""
    st.download_button(
        texts.EXPORT_MAP,
        make,
        file_name=name,
        mime="application/geopackage+sqlite3",
        icon=":material/download:",
        on_click="ignore",
        key="download-surfaces",
    )


def show_heading(words: str) -> None:
    """Head what follows."""
    st.subheader(words)


def working() -> AbstractContextManager[None]:
    """Say that the page is counting."""
    return st.spinner(texts.WORKING)


def offer_start(on_start: Callable[[], None]) -> None:
    """Offer to start from the point that was clicked."""
    st.button(texts.START_HERE, on_click=on_start, icon=":material/trip_origin:")


def show_refusal(faults: Sequence[Fault]) -> None:
    """Say why an option cannot be followed."""
    for fault in faults:
        st.warning(texts.refusal(fault), icon=":material/edit:")
