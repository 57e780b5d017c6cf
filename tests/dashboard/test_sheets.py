"""The A4 sheets: what they say, on how many pages, and how the PDF is made."""

import io
import re
from datetime import date
from itertools import combinations

import pypdf
import pytest
import shapely

from dashboard.sheets import commune_document, commune_sheet, neighbourhood_document
from dashboard.sheets.commune_map import LOOKS, commune_map
from dashboard.sheets.drawing import ACCENT, Look, Pattern, area, frame_around, grey_of, on_page
from dashboard.sheets.labels import Label, place
from dashboard.sheets.typography import typeset
from geo.errors import InputError, UnknownCodeError
from geo.sru.scenario import Line, Move, Scenario
from geo.territory import open_territory
from geo.territory.sru import sru_situations
from tests.geo.embedded import (
    BRIVES,
    DATA,
    ESPALY,
    GUITARD,
    LE_PUY,
    SAINT_GERMAIN,
    VAL_VERT,
    rows,
)

TWELVE = Scenario((Line(2025, Move.PLUS, 12),))
LONGEST, OUTSIDE = "43187", "43002"
DAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def territory():
    return open_territory(DATA)


def reader(content):
    return pypdf.PdfReader(io.BytesIO(content))


def text_of(content):
    pages = (page.extract_text() for page in reader(content).pages)
    return re.sub(r"\s*\n\s*", " ", " ".join(pages))


def alternatives(content):
    """Every alternative text of the structure tree."""
    found, queue = [], [reader(content).trailer["/Root"]["/StructTreeRoot"]]
    while queue:
        node = queue.pop()
        if isinstance(node, list):
            queue += [each.get_object() for each in node]
        elif isinstance(node, dict):
            found += [str(node["/Alt"])] if "/Alt" in node else []
            queue += [node["/K"].get_object()] if "/K" in node else []
    return found


@pytest.fixture(scope="module")
def espaly(territory):
    return commune_sheet(territory, ESPALY, simulation=TWELVE)


@pytest.fixture(scope="module")
def val_vert(territory):
    return neighbourhood_document(territory, VAL_VERT, DAY)


@pytest.mark.parametrize(
    "said",
    [
        "Espaly-Saint-Marcel n’atteint pas son objectif de 20\u202f%",
        "19,40\u202f% de logements sociaux au 1er\u00a0janvier\u00a02024",
        "environ 10 à 11 logements sociaux",
        "9,6 à 11,2\u202flogements",
        "1\u202f728 à 1\u202f736",
        "calculé",
        "2\u202f557,20\u202f€",
        "Objectif 2023-2025\u00a0: inconnu. Il manque les logements sociaux et les",
        "principales au 1er\u00a0janvier\u00a02022",
        "à vérifier · Le texte lu (CCH, art. L302-7)",
        "16,58\u202f%",
        "Communes et inventaire SRU, fichier 2025 v2",
        "données version 1.1.0, 22\u00a0novembre\u00a02026",
    ],
)
def test_the_sheet_of_a_commune_that_is_short(espaly, said):
    assert loose(said) in loose(text_of(espaly))


def test_the_simulation_says_what_twelve_dwellings_give(espaly):
    text = loose(text_of(espaly))
    assert loose("348 19,91 à 20,00\u202f%") in text
    assert "peut-être atteints au 1er janvier 2026" in text
    assert "Hypothèses : 12 PLUS en 2025" in text
    assert "supposé inchangé après 2025" in text
    assert "2023-2025 (ce que la période a déjà produit" in text
    assert "Logement locatif social : compte pour 1 logement" in text


@pytest.mark.parametrize(
    "figure", ["19,40\u202f%", "2\u202f557,20\u202f€", "1\u202f728", "«\u202fSaint"]
)
def test_figures_are_written_as_in_french(espaly, figure):
    assert figure in text_of(espaly)


def loose(text):
    """Spaces of any width made plain: a line may end at one of them."""
    return re.sub(r"[\s\u00a0\u202f]+", " ", text)


def test_without_a_simulation_nothing_is_supposed(territory):
    assert "Hypothèses" not in text_of(commune_sheet(territory, ESPALY))


def test_a_commune_whose_sources_disagree_shows_both(territory):
    text = loose(text_of(commune_sheet(territory, LE_PUY)))
    assert "Les sources ne sont pas d’accord sur l’objectif de cette commune" in text
    assert "24,88 % 25 %" in text
    assert "26,90 % 20 %" in text
    assert "Aucun prélèvement net en 2025" in text


def test_a_commune_that_left_the_list_has_no_figure_of_the_inventory(territory):
    text = loose(text_of(commune_sheet(territory, SAINT_GERMAIN)))
    assert "ne figure pas dans le dernier fichier" in text
    assert "Saint-Germain-Laprade compte 3 432 habitants" in text
    assert "moins que le premier seuil" in text
    assert "Prélèvement" not in text


def test_a_commune_that_is_not_concerned_has_a_useful_sheet(territory):
    text = loose(text_of(commune_sheet(territory, OUTSIDE)))
    assert "n’est pas soumise à l’article 55" in text
    assert "Communes et inventaire SRU, fichier 2025" in text
    assert "au moins 3 500 habitants" in text
    assert "En dessous : Espaly-Saint-Marcel" in text


@pytest.mark.parametrize("code", [ESPALY, BRIVES, LE_PUY, SAINT_GERMAIN, LONGEST])
def test_one_page_for_the_longest_names_and_texts(territory, code):
    made = commune_document(territory, code)
    assert (made.pages_count, len(reader(made.content).pages)) == (1, 1)


@pytest.mark.slow
@pytest.mark.parametrize("code", [row["code_insee"] for row in rows("communes")])
def test_one_page_for_every_commune(territory, code):
    content = commune_sheet(territory, code)
    assert len(reader(content).pages) == 1
    assert code in text_of(content)


def test_one_page_with_a_long_simulation(territory):
    lines = tuple(Line(year, move, 3) for year in range(2024, 2028) for move in Move)
    assert commune_document(territory, ESPALY, simulation=Scenario(lines)).pages_count == 1


def test_the_pdf_has_title_language_and_tags(espaly):
    found = reader(espaly)
    root = found.trailer["/Root"]
    assert found.metadata.title.startswith("Espaly-Saint-Marcel")
    assert root["/Lang"] == "fr-FR"
    assert root["/MarkInfo"]["/Marked"]
    assert "<pdfuaid:part>1<" in root["/Metadata"].get_data().decode()


def test_pictures_have_words(espaly):
    texts = [loose(each) for each in alternatives(espaly)]
    assert "19,40 % sur un objectif de 20 %" in texts
    drawn = next(each for each in texts if each.startswith("Carte"))
    assert "En dessous de son objectif : Espaly-Saint-Marcel." in drawn


def test_only_the_fonts_of_the_project_are_used(espaly, val_vert):
    for content in (espaly, val_vert.content):
        fonts = {
            str(font.get_object()["/BaseFont"]).partition("+")[2]
            for page in reader(content).pages
            for font in page["/Resources"]["/Font"].values()
        }
        assert fonts
        assert all(name.startswith("IBMPlexSans") for name in fonts)


def test_same_input_same_bytes(territory, espaly):
    assert commune_sheet(territory, ESPALY, simulation=TWELVE) == espaly


def test_the_date_of_the_document_is_that_of_the_data(espaly):
    assert reader(espaly).metadata.creation_date.date() == DAY


@pytest.mark.parametrize(("one", "other"), list(combinations(LOOKS.values(), 2)))
def test_classes_differ_without_colour(one, other):
    is_grey = all(len(set(re.findall("..", look.fill[1:]))) <= 3 for look in (one, other))
    apart = abs(grey_of(one.fill) - grey_of(other.fill))
    assert is_grey
    assert one.pattern != other.pattern or apart > 0.2


def test_the_only_colour_of_the_map_is_the_accent_and_it_is_a_thick_line(territory):
    main, _ = commune_map(territory, sru_situations(territory), ESPALY)
    colours = set(re.findall(r"#[0-9a-f]{6}", main.svg))
    tinted = {each for each in colours if spread(each) > 0x10}
    assert tinted == {ACCENT}
    widths = re.findall(rf'stroke="{ACCENT}" stroke-width="([\d.]+)"', main.svg)
    assert [float(width) for width in widths] == [0.9]
    assert f'fill="{ACCENT}"' not in main.svg


def spread(colour):
    parts = [int(colour[start : start + 2], 16) for start in (1, 3, 5)]
    return max(parts) - min(parts)


def test_a_simulation_needs_an_inventory(territory):
    with pytest.raises(InputError) as caught:
        commune_sheet(territory, SAINT_GERMAIN, simulation=TWELVE)
    assert [fault.rule for fault in caught.value.faults] == ["no-inventory"]


@pytest.mark.parametrize(
    "said",
    [
        "10,3 M€ ont un financeur nommé, sur environ 30 M€",
        "environ 19,7 M€",
        "Le NPNRU est dessiné ici par le contour du QPV 2024",
        "son périmètre d’intervention n’est pas publié",
        "12,99 ha",
        "1 183",
        "environ 500",
        "plus de 500",
        "environ 40 M€ (16 novembre 2017)",
        "Une charte de relogement sera mise en place",
        "salle Coluche",
        "l’état des opérations au 22 novembre 2026",
        "échéance passée",
    ],
)
def test_the_sheet_of_the_renewed_neighbourhood(val_vert, said):
    assert said in loose(text_of(val_vert.content))


def test_two_pages_at_most(territory, val_vert):
    assert val_vert.pages_count == len(reader(val_vert.content).pages) == 2
    assert neighbourhood_document(territory, GUITARD, DAY).pages_count <= 2


def test_the_state_of_the_programme_is_that_of_the_day(territory):
    early = text_of(neighbourhood_document(territory, VAL_VERT, date(2019, 12, 31)).content)
    assert "Réhabilitation du bâtiment 60 · 48 logements prévue" in loose(early)
    late = text_of(neighbourhood_document(territory, VAL_VERT, DAY).content)
    assert "Réhabilitation du bâtiment 60 · 48 logements achevée" in loose(late)


def test_nothing_is_told_before_it_was_said(territory):
    text = loose(text_of(neighbourhood_document(territory, VAL_VERT, date(2016, 1, 1)).content))
    assert "Aucune convention de renouvellement urbain (NPNRU) n’est connue" in text
    assert "Aucune opération n’est annoncée" in text
    assert "Aucun montant n’est publié" in text
    assert "charte de relogement" not in text


def test_a_neighbourhood_without_renewal(territory):
    text = loose(text_of(neighbourhood_document(territory, GUITARD, DAY).content))
    assert "Aucune convention de renouvellement urbain (NPNRU) n’est connue" in text
    assert "environ 70 M€" in text
    assert "Démolition de trois grandes tours" in text
    assert "Le NPNRU est dessiné" not in text


def test_an_unknown_code_is_refused(territory):
    with pytest.raises(UnknownCodeError):
        commune_sheet(territory, "75056")
    with pytest.raises(UnknownCodeError):
        neighbourhood_document(territory, "QN07501M", DAY)


def test_every_number_of_a_source_is_explained(val_vert):
    body, _, foot = loose(text_of(val_vert.content)).rpartition("Sources [1]")
    cited = {int(number) for number in re.findall(r"\[(\d+)\]", body)}
    listed = {1, *(int(number) for number in re.findall(r"\[(\d+)\]", foot))}
    assert cited == listed


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ("l'objectif", "l’objectif"),
        ("« ville »", "«\u202fville\u202f»"),
        ("taux : 20 % ; 5 €", "taux\u00a0: 20\u202f%\u202f; 5\u202f€"),
        ("3 432 habitants en 2023", "3\u202f432 habitants en 2023"),
        ("le 24 octobre 2019", "le 24\u00a0octobre 2019"),
        ("https://www.data.gouv.fr", "https://www.data.gouv.fr"),
    ],
)
def test_french_typography(typed, set_):
    assert typeset(typed) == set_
    assert typeset(set_) == set_


def test_hatching_stays_inside_its_area():
    square = shapely.box(10, 10, 20, 20)
    drawn = area(square, Look("#ffffff", Pattern.LINES)).partition("/>")[2]
    numbers = [float(each) for each in re.findall(r"\d+\.\d+", drawn.partition('" fill')[0])]
    assert len(numbers) > 8
    assert all(10 <= each <= 20 for each in numbers)


def test_the_frame_holds_what_it_is_made_for_the_right_way_up():
    frame = frame_around((0, 0, 1000, 2000), (50, 80), margin=2)
    half = on_page([shapely.box(0, 1000, 1000, 2000)], frame)[0]
    assert half.bounds == pytest.approx((6, 2, 44, 40))


def test_names_never_overlap_and_stay_in_the_frame():
    frame = frame_around((0, 0, 1000, 1000), (80, 80))
    labels = [Label(f"Commune {rank}", 38 + rank, 40) for rank in range(5)]
    placed = place(labels, shapely.box(35, 35, 45, 45), frame)
    assert len(placed) == 5
    assert all(frame.box.contains(each.box) for each in placed)
    assert not any(one.box.overlaps(other.box) for one, other in combinations(placed, 2))
