"""The parts of the page « Données et méthode »."""

from collections.abc import Callable, Hashable, Mapping
from datetime import date
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import state
from dashboard.choices import choice_key
from dashboard.exports import Provenance
from dashboard.texts import data as texts
from dashboard.views import data as views
from dashboard.views.figures import show_download
from geo.exports.package import package_zip
from geo.releases import pin_of, releases
from geo.territory import Territory
from geo.territory import data as territory

TABLE = "table-fichiers"
PIN, OWNER = "figer", "versions"


def show_head(files: pd.DataFrame, parameters: pd.DataFrame) -> None:
    """Say what the data are; offer all of them, and to pin the links to their version."""
    here = state.territory()
    manifest = here.manifest
    st.markdown(texts.summary(files, parameters, manifest.version, made_on(here)))
    with st.container(horizontal=True, vertical_alignment="center"):
        name = texts.PACKAGE_NAME.format(name=manifest.descriptor["name"], pin=pin_of(manifest))
        views.show_package(partial(package_zip, manifest), name)
        state.keep(OWNER, **{PIN: state.pinned() is not None})
        views.ask_pin(choice_key(PIN, OWNER), _pin, state.pinned())


def show(section: str, words: str, files: pd.DataFrame, parameters: pd.DataFrame) -> None:
    """Show the part that was chosen, narrowed to the words that are searched for."""
    _SECTIONS[section](words, files, parameters)


def write_address(section: str) -> None:
    """Put the part that is open, and the file it shows, in the address."""
    chosen = {"fichier": state.chosen("fichier")} if section == "donnees" else {}
    state.write_address(**{"volet-donnees": section}, **chosen)


def found(table: pd.DataFrame, words: str) -> pd.DataFrame:
    """Return the rows that hold every word searched for, in any column and any case."""
    text = table.astype("string").fillna("").agg(" ".join, axis=1).str.casefold()
    keep = pd.Series(data=True, index=table.index)
    for word in words.casefold().split():
        keep &= text.str.contains(word, regex=False)
    return table[keep]


def made_on(here: Territory) -> date | None:
    """Return the day of the data; None when the manifest does not say."""
    written = here.manifest.created[:10]
    return date.fromisoformat(written) if written else None


def _pin() -> None:
    """Pin the links of the reader, or let them go, as the switch says."""
    is_on = state.recall(PIN, OWNER, usual=False)
    state.pin(pin_of(state.territory().manifest) if is_on else None)


def _files(words: str, files: pd.DataFrame, _: pd.DataFrame) -> None:
    shown = found(files.reset_index(), words).set_index("name")
    state.read_address("fichier", list(files.index), str(files.index[0]))
    if shown.empty:
        views.show_nothing(words)
        return
    table = views.file_table(shown)
    if state.chosen("fichier") not in shown.index:
        state.choose("fichier", str(shown.index[0]))
    state.mark_rows(TABLE, shown.index, [state.chosen("fichier")])
    take = state.row_taker(TABLE, "fichier", shown.index)
    views.show_files(table, key=TABLE, on_select=take)
    show_download(table, "manifeste", Provenance(texts.TITLE, note=texts.MANIFEST_NOTE))
    name = views.choose_file(shown["title"])
    _file(name, files.loc[[name]].to_dict("records")[0])


def _file(name: str, row: Mapping[Hashable, Any]) -> None:
    """Show one file, and offer it in every format."""
    here = state.territory()
    views.show_file(row, territory.resource_fields(here.manifest, name))
    if here.manifest.resource(name).schema:
        rows = state.ask(territory.resource_rows, name)
        views.show_extract(rows)
        sources = state.ask(territory.resource_sources, name)
        provenance = Provenance(str(row["title"]), sources, is_fictional=bool(row["is_fictional"]))
        show_download(rows, name, provenance)
    views.show_raw_file(partial(territory.resource_bytes, here, name), str(row["path"]))


def _rules(words: str, _: pd.DataFrame, parameters: pd.DataFrame) -> None:
    shown = found(views.parameter_rows(parameters), words)
    if shown.empty:
        views.show_nothing(words)
        return
    views.show_parameters(shown)
    show_download(
        shown, "regles-de-droit", Provenance(texts.SECTIONS["regles"], note=texts.LAW_NOTE)
    )


def _conflicts(words: str, _files: pd.DataFrame, _rules: pd.DataFrame) -> None:
    known = state.ask(territory.conflicts)
    chosen = tuple(each for each in known if words.casefold() in str(each).casefold())
    if known and not chosen:
        views.show_nothing(words)
        return
    views.show_conflicts(chosen)
    if chosen:
        tables = [views.conflict_table(each).assign(Sujet=each.subject) for each in chosen]
        sources = [said.source for each in chosen for said in each.statements]
        provenance = Provenance(texts.SECTIONS["contradictions"], sources)
        show_download(pd.concat(tables), "contradictions", provenance)


def _versions(_words: str, _files: pd.DataFrame, _rules: pd.DataFrame) -> None:
    views.show_releases(state.ask(releases), state.territory().manifest.version)


_SECTIONS: dict[str, Callable[[str, pd.DataFrame, pd.DataFrame], None]] = {
    "donnees": _files,
    "regles": _rules,
    "contradictions": _conflicts,
    "versions": _versions,
}
