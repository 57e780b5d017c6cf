"""The renewal page, run without a browser."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import networks
from dashboard.maps import Theme
from dashboard.qml import styles
from dashboard.residents import residents_page
from dashboard.sections.renewal_choices import choices_of, read_layers, write_layers
from dashboard.texts import renewal as texts
from dashboard.texts import renewal_map, renewal_people, renewal_where
from dashboard.views.renewal_charts import halves
from dashboard.views.renewal_map import Zones, drawing_of, marks_of
from geo.build.manifest import refresh
from geo.errors import DataError, Fault, InputError
from geo.french import NARROW
from geo.renewal import Qualifier, State
from geo.rules.vat import VatCaveat, VatReason, VatZone
from geo.territory import open_territory
from geo.territory.renewal import renewal_board, renewal_contacts, renewal_promises
from tests.geo.embedded import DATA, VAL_VERT, rows

APP = Path(__file__).parents[2] / "dashboard" / "app.py"
DAY = date(2024, 11, 27)
SLIDER, STOP = f"jour-{VAL_VERT}", f"jalon-{VAL_VERT}"


@pytest.fixture
def app() -> AppTest:
    page = AppTest.from_file(APP, default_timeout=30).run()
    return page.switch_page("app_pages/renewal.py").run()


def words(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.caption))


def legend(app: AppTest) -> str:
    return str(app.get("html")[0].value)


def table(app: AppTest) -> pd.DataFrame:
    return app.dataframe[0].value.set_index("Opération")


def test_it_opens_on_the_last_thing_known(app):
    assert not app.exception
    assert app.title[0].value == "Val Vert : le renouvellement urbain (NPNRU)"
    assert app.select_slider(key=SLIDER).value == date(2025, 11, 12)
    assert "**8** achevées, **11** en cours et **4** prévues" in app.markdown[0].value


def test_the_key_figures_are_dated_and_sourced(app):
    shown = {(metric.label, metric.value) for metric in app.metric}
    assert shown == {
        ("Logements sociaux", "528"),
        ("dont OPAC 43", "498"),
        ("dont Alliade Habitat", "30"),
        ("Vacance", f"12{NARROW}%"),
        ("Vacants (environ)", "63"),
        ("Logements sociaux", "513"),
    }
    said = words(app)
    assert "automne 2019 · Zoomdici (presse) · presse" in said
    assert "calculé · 12 % de 528 logements" in said
    assert "millésime non précisé · contour 2024" in said


def test_the_slider_changes_the_states_and_the_table_says_the_same(app):
    assert table(app).loc["Réhabilitation du bâtiment 50", "État"] == "achevée"
    app.select_slider(key=SLIDER).set_value(DAY).run()
    found = table(app)
    assert found.loc["Réhabilitation du bâtiment 60", "État"] == "achevée"
    assert found.loc["Réhabilitation du bâtiment 50", "État"] == "en cours"
    assert found.loc["Réhabilitation du bâtiment 50", "Peut-être déjà"] == "achevée"
    counts = found["État"].value_counts()
    for state, plural in texts.STATES_PLURAL.items():
        if texts.STATES[state] in counts:
            assert f"{counts[texts.STATES[state]]} {plural}" in legend(app)


def test_the_list_of_stops_is_the_twin_of_the_slider(app):
    choice = app.selectbox(key=STOP)
    assert len(choice.options) == len(app.select_slider(key=SLIDER).options)
    assert "27 novembre 2024 — Inauguration du bâtiment 60 réhabilité" in " ".join(choice.options)
    choice.set_value(DAY).run()
    assert app.select_slider(key=SLIDER).value == DAY
    app.select_slider(key=SLIDER).set_value(date(2019, 10, 24)).run()
    assert app.selectbox(key=STOP).value == date(2019, 10, 24)


def test_a_target_that_passed_in_silence_says_so(app):
    found = table(app).loc["Démolition du bâtiment 40", "Prochaine étape annoncée"]
    assert "à compter de 2023" in found
    assert texts.NOT_CONFIRMED in found


def test_money_is_said_without_being_completed(app):
    said = words(app)
    assert f"**10,3{NARROW}M€** sur **environ 30{NARROW}M€**" in said
    assert f"Les **environ 19,7{NARROW}M€** restants ne sont attribués à personne" in said


def test_typed_coordinates_are_answered(app):
    app.segmented_control[0].set_value("coordonnees").run()
    app.text_input(key=f"coordonnees-{VAL_VERT}").input("45,0285 ; 3,8826").run()
    assert "#### Dans Val Vert" in words(app)
    app.text_input(key=f"coordonnees-{VAL_VERT}").input("ici").run()
    assert "« ici » n’est pas un lieu" in app.warning[0].value


def test_the_day_of_filing_chooses_the_article(app):
    app.segmented_control[0].set_value("coordonnees").run()
    app.text_input(key=f"coordonnees-{VAL_VERT}").input("45,0285 ; 3,8826").run()
    app.date_input[0].set_value(date(2026, 8, 31)).run()
    assert "CGI, art. 278 sexies" in words(app)
    app.date_input[0].set_value(date(2026, 9, 1)).run()
    assert "CIBS, art. L. 221-85 à L. 221-87" in words(app)


def test_a_place_outside_has_no_property_tax_note(app):
    app.segmented_control[0].set_value("coordonnees").run()
    app.text_input(key=f"coordonnees-{VAL_VERT}").input("45.04273 3.89257").run()
    said = words(app)
    assert f"Hors des quartiers, à 430{NARROW}m de Guitard" in said
    assert renewal_where.TFPB_OUTSIDE in said
    assert f"**Val Vert** : dehors, à 1{NARROW}140{NARROW}m de sa limite" in said


def test_the_online_search_is_off_at_first(app):
    app.segmented_control[0].set_value("adresse").run()
    assert app.toggle(key=f"enligne-{VAL_VERT}").value is False
    assert renewal_where.OFFLINE in words(app)


def test_words_for_residents_come_from_the_tables():
    territory = open_territory(DATA)
    board = renewal_board(territory, VAL_VERT, date(2025, 11, 12))
    found = dict(
        renewal_people.sections(
            board,
            renewal_promises(territory, VAL_VERT),
            renewal_contacts(territory, VAL_VERT),
            dict(territory.sources),
        )
    )
    planned = " ".join(found["Ce qui est prévu ou annoncé"])
    assert "Démolition du bâtiment 40 (prévue ; presse)" in planned
    assert "aucune source ne dit qu’elle a été tenue" in planned
    homes = " ".join(found["Combien de logements"])
    assert "au moment où la source le dit : 62." in homes
    assert "Logements réhabilités ou à réhabiliter : environ 200." in homes
    assert any("salle Coluche" in line for line in found["À qui parler"])
    promises = {
        title: lines for title, lines in found.items() if title.startswith("Ce qui a été promis")
    }
    assert {title: len(lines) for title, lines in promises.items()} == {
        "Ce qui a été promis (30 septembre 2019)": 1,
        "Ce qui a été promis (protocole signé le 24 octobre 2019)": 13,
    }


def test_the_printed_page_escapes_its_words_and_fetches_nothing():
    page = residents_page("Val <Vert>", "a & b", [("Titre", ("une <b>ligne</b>",))], "x").decode()
    assert "Val &lt;Vert&gt;" in page
    assert "une &lt;b&gt;ligne&lt;/b&gt;" in page
    assert "http" not in page
    assert "<script" not in page


def test_every_code_of_the_tables_has_french_words():
    operations, events = rows("npnru_operations"), rows("npnru_events")
    assert {row["kind"] for row in operations} <= set(texts.KINDS) & set(texts.SIGNS)
    assert {row["position_precision"] for row in operations} <= set(texts.PRECISIONS)
    assert {row["state"] for row in events} <= {state.value for state in texts.STATES}
    assert {row["confidence"] for row in events} <= set(texts.CONFIDENCES)
    items = {row["item"] for row in rows("npnru_funding")} - {"total"}
    assert items <= set(texts.FUNDERS)
    assert set(texts.STATES) == set(texts.STATES_PLURAL) == set(State)
    assert set(texts.QUALIFIERS) == set(Qualifier)
    assert set(renewal_where.ZONES) == set(VatZone)
    assert set(renewal_where.REASONS) == set(VatReason)
    assert set(renewal_where.CAVEATS) == set(VatCaveat)


def test_an_operation_with_a_place_is_drawn_by_kind_and_state_with_its_precision():
    operations = renewal_board(open_territory(DATA), VAL_VERT, DAY).operations
    assert marks_of(operations, Theme.LIGHT) == []
    placed = operations.copy()
    placed.loc["vv-batiment-60", ["lon", "lat", "position_precision"]] = 3.8826, 45.0285, "site"
    placed.loc["vv-gymnase-nouveau", ["lon", "lat", "position_precision"]] = 3.88, 45.03, "address"
    rough, exact = marks_of(placed, Theme.LIGHT)
    assert (rough.sign, rough.dash != "", rough.off_m) == ("R", True, 60)
    assert "État : achevée" in rough.words
    assert (exact.sign, exact.dash, exact.off_m) == ("E", "", 0)
    assert texts.unplaced(placed).startswith(f"21{NARROW}opérations")


def test_spans_are_cut_at_the_end_of_the_chosen_day():
    spans = pd.DataFrame(
        {"start": [pd.Timestamp(2020, 1, 1)], "end": [pd.Timestamp(2022, 1, 1)], "state": "done"}
    )
    found = halves(spans, date(2021, 6, 30))
    assert found["is_past"].tolist() == [True, False]
    assert found["end"].iloc[0] == found["start"].iloc[1] == pd.Timestamp(2021, 7, 1)
    assert halves(spans, date(2023, 1, 1))["is_past"].tolist() == [True]


@pytest.mark.parametrize("names", [[], ["qpv"], list(renewal_map.LAYERS)])
def test_layers_are_written_and_read_again(names):
    code = write_layers(names)
    assert (read_layers(code) if code else list(renewal_map.LAYERS)) == names


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("jour", "hier"), ("jour", "2020-01-01"), ("couches", "nuages"), ("point", "ici"),
        ("depot", "1999-01-01"), ("depot", "2026-13-01"),
    ],
)  # fmt: skip
def test_a_code_that_cannot_be_read_names_itself(name, code):
    choices = {each.name: each for each in choices_of([DAY], date(2017, 1, 1))}
    with pytest.raises(InputError) as error:
        choices[name].read(code)
    assert (error.value.faults[0].file, error.value.faults[0].found) == (name, code)


@pytest.mark.parametrize(
    ("rule", "found", "end"),
    [
        ("crs", "none", renewal_map.NO_CRS),
        ("crs", "769600, 6437000", "Trouvé : `769600, 6437000`."),
        ("geometry", "LineString", "Trouvé : des lignes."),
        ("invalid-ring", "Self-intersection[3.88 45.02]", "Trouvé : croisement en `3.88 45.02`."),
        ("too-far", "312 km, at 2.3488 48.8534", "Trouvé : `312 km`."),
        ("archive", "an encrypted file", renewal_map.REFUSALS["archive"]),
        ("unknown-code", "QN1", "code inconnu."),
    ],
)
def test_a_refusal_has_no_english_word(rule, found, end):
    assert renewal_map.refusal(Fault(rule=rule, file="p.zip", found=found)).endswith(end)


def test_a_fault_of_a_table_has_no_english_word():
    said = renewal_where.table_fault(Fault(rule="changed", file="a.csv", found="3"))
    assert said == "**a.csv** : le fichier a changé pendant le traitement."
    faults = [Fault("number", "a.csv")] * 20
    assert renewal_where.more_faults(faults, 20) == ""
    counted = Fault("more-faults", "a.csv", found="1200 more like these")
    assert renewal_where.more_faults([*faults, counted], 8) == f"… et 1{NARROW}212 autres défauts."


def test_the_stops_of_a_loaded_network_are_a_layer_and_the_invented_ones_are_not():
    zones = Zones("qpv", "near", "far", None, None, 300, 500, [VAL_VERT], 2024)
    names = {VAL_VERT: "Val Vert"}
    layers = list(renewal_map.LAYERS)
    without = drawing_of(VAL_VERT, names, zones, layers, Theme.LIGHT)
    assert [each.url for each in without.overlays] == ["far", "near", "qpv"]
    loaded = drawing_of(VAL_VERT, names, replace(zones, stops="stops"), layers, Theme.LIGHT)
    stops = next(each for each in loaded.overlays if each.url == "stops")
    assert list(stops.codes) == [networks.STOP]


@pytest.mark.parametrize(
    ("emptied", "said"),
    [
        (("npnru_events", "npnru_milestones"), texts.NO_DATE.format(name="Val Vert")),
        (("npnru_operations", "npnru_events"), texts.NO_OPERATION),
        (("npnru_events",), "pas encore annoncées"),
        (("npnru_funding",), "Aucune source ne nomme de financeur."),
    ],
)
def test_a_programme_of_which_little_is_known_has_a_page(
    territory_copy, monkeypatch, emptied, said
):
    for name in emptied:
        path = territory_copy / "indicators" / f"{name}.csv"
        path.write_text(path.read_text("utf-8").partition("\n")[0] + "\n", "utf-8")
    refresh(territory_copy)
    monkeypatch.setenv("CDV_DATA", str(territory_copy))
    page = AppTest.from_file(APP, default_timeout=30).run()
    page = page.switch_page("app_pages/renewal.py").run()
    assert not page.exception
    assert not page.error
    assert said in words(page) + "".join(each.value for each in page.info)


def test_a_source_that_nobody_describes_is_an_error_in_french():
    with pytest.raises(DataError, match="unknown-source"):
        texts.source_name({}, "nowhere")


@pytest.mark.parametrize("rule", list(renewal_map.REFUSALS))
def test_a_refusal_is_a_french_sentence(rule):
    fault = Fault(rule=rule, file="p.geojson", line=3, field="feature 2", found="x")
    said = renewal_map.refusal(fault)
    assert said.startswith("**p.geojson**, ligne 3, polygone 2 : ")
    assert renewal_map.REFUSALS[rule] in said


def test_every_exported_layer_has_a_style():
    found = styles(300, 500, 2024)
    assert all("<symbol " in each and each.endswith("</qgis>") for each in found.values())
    assert 'label="achevée"' in found["operations"]
    assert "Moins de 300 m" not in found["operations"]
