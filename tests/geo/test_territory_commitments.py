"""The commitments of the embedded territory, and what partners enter of them."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from geo.commitments.entry import Entry
from geo.commitments.progress import Progress
from geo.commitments.summary import Choice
from geo.errors import InputError
from geo.territory import commitments as door
from geo.territory import entries, open_territory
from tests.geo.embedded import DATA, GUITARD

DAY = date(2026, 11, 22)
CREDITS = "credits-emploi"


@pytest.fixture
def territory(tmp_path, monkeypatch):
    monkeypatch.setenv("CDV_STORE", str(tmp_path))
    monkeypatch.delenv("CDV_DATABASE_URL", raising=False)
    return open_territory(DATA)


def enter(territory, value, *, who="DDT", seen=None, measure=CREDITS, year=2023):
    progress = Progress.REACHED if value >= 30 else Progress.UNDER_WAY
    entry = Entry(measure, year, progress, Decimal(str(value)), "bilan", "p. 4")
    return entries.enter(territory, entry, who=who, day=DAY, seen_batch=seen)


def test_the_overview_of_the_published_follow_up(territory):
    seen = door.glance(territory, Choice(), 2023)
    assert len(seen.measures) == 107
    assert seen.ever_known_count == 51
    assert seen.in_year[Progress.REACHED] == 7
    assert seen.in_year[Progress.UNKNOWN] == 98
    assert list(seen.grid.columns) == list(range(2018, 2026))
    assert door.latest_year(territory) == 2023


def test_the_measures_of_a_neighbourhood_are_its_own_and_the_common_ones(territory):
    codes = set(door.glance(territory, Choice(code_qp=GUITARD), 2023).measures["code_qp"].dropna())
    assert codes == {GUITARD}


def test_the_card_of_the_regie_computes_its_posts(territory):
    card = door.measure_card(territory, "regie-aide-totale")
    (derived,) = card.derived
    assert derived.value == Fraction(55903, 3104)
    assert card.target is None


def test_the_vacant_dwellings_are_computed(territory):
    (derived,) = door.measure_card(territory, "val-vert-vacance").derived
    assert derived.value == Fraction(6336, 100)


def test_adultes_relais_are_compared_with_the_six_posts(territory):
    by_year = door.measure_card(territory, "adultes-relais").by_year.set_index("year")
    assert by_year["progress"].to_dict() == {
        2019: "under_way", 2020: "reached", 2021: "reached", 2022: "reached", 2023: "reached",
    }  # fmt: skip


def test_credits_are_unknown_until_someone_enters_them(territory):
    before = door.credit_shares(territory)
    assert before["value"].isna().all()
    assert before["target_value"].tolist()[:2] == [25, 30]
    enter(territory, 31.5)
    known = door.credit_shares(territory).set_index("measure_id")
    assert (known.at[CREDITS, "value"], known.at[CREDITS, "year"]) == (31.5, 2023)


def test_an_entry_is_kept_logged_and_undone(territory):
    batch = enter(territory, 31.5)
    assert door.glance(territory, Choice(), 2023).in_year[Progress.REACHED] == 8
    assert entries.last_entry(territory)["who"] == "DDT"
    entries.undo_entry(territory, who="CAPeV", seen_batch=batch)
    assert door.glance(territory, Choice(), 2023).in_year[Progress.REACHED] == 7
    assert entries.last_entry(territory) is None
    log = entries.entry_log(territory)
    assert list(log["action"]) == ["undo", "import"]
    assert list(log["who"]) == ["CAPeV", "DDT"]
    history = entries.entered_history(territory)
    assert history[["value", "is_undone"]].to_numpy().tolist() == [[31.5, True]]


def test_the_same_entry_twice_changes_nothing(territory):
    batch = enter(territory, 31.5)
    assert enter(territory, 31.5, seen=batch) is None
    assert len(entries.entry_log(territory)) == 1


def test_a_later_entry_replaces_and_both_are_kept(territory):
    first = enter(territory, 28, who="DDT")
    second = enter(territory, 31.5, who="CAPeV", seen=first)
    assert second > first
    card = door.measure_card(territory, CREDITS)
    assert card.entered["value"].tolist() == [28, 31.5]
    assert card.by_year["value"].tolist() == [31.5]


def test_undo_brings_back_exactly_what_stood(territory):
    first = enter(territory, 28, who="DDT")
    before = door.follow_up(territory)
    second = enter(territory, 31.5, who="CAPeV", seen=first)
    entries.undo_entry(territory, who="CAPeV", seen_batch=second)
    assert door.follow_up(territory).equals(before)


def test_a_preview_that_is_out_of_date_is_refused_and_nothing_is_lost(territory):
    enter(territory, 28, who="DDT")
    with pytest.raises(InputError, match="DDT"):
        enter(territory, 31.5, who="CAPeV", seen=None)
    assert entries.entered_history(territory)["value"].tolist() == [28]


def test_nobody_undoes_what_they_have_not_seen(territory):
    first = enter(territory, 28)
    enter(territory, 31.5, who="CAPeV", seen=first)
    with pytest.raises(InputError, match="CAPeV"):
        entries.undo_entry(territory, who="DDT", seen_batch=first)
    assert len(entries.entry_log(territory)) == 2


def test_many_at_once_lose_nothing(territory):
    names = list(door.commitments(territory).index[:12])
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda name: enter(territory, 5, who=name, measure=name), names[6:]))
        list(pool.map(lambda name: enter(territory, 5, who=name, measure=name), names[:2]))
    kept = entries.entered_history(territory)
    assert sorted(kept["who"]) == sorted([*names[6:], *names[:2]])
    assert kept["is_current"].all()


def test_a_year_to_come_is_refused(territory):
    with pytest.raises(InputError, match="year"):
        enter(territory, 31.5, year=2027)


def test_what_is_missing_starts_with_the_measures_that_have_a_target(territory):
    missing = door.missing_follow_up(territory, Choice(), 2022)
    assert missing["target_sense"].notna().tolist()[:6] == [True] * 6
    assert CREDITS in missing.index
    assert "adultes-relais" not in missing.index


def test_headings_are_in_the_order_of_the_document(territory):
    headings = door.sections(territory)
    assert headings.index[0] == "preambule"
    assert headings.index[-1] == "a2-fonjep"


def test_a_file_of_follow_up_is_taken_like_an_entry(territory, tmp_path, cdv):
    file = tmp_path / "suivi.csv"
    lines = ("Mesure;Année;Avancement;Valeur", "credits-emploi;2022;Manqué;27,5")
    file.write_text("\n".join(lines), encoding="utf-8")
    assert cdv("import", "follow_up", file, "--who", "CAPeV").code == 0
    row = door.measure_card(territory, CREDITS).by_year.iloc[-1]
    assert (row["year"], row["progress"], row["value"]) == (2022, "missed", 27.5)
    assert entries.last_entry(territory)["file_name"] == "suivi.csv"


def test_a_file_with_an_unknown_measure_is_refused_whole(territory, tmp_path, cdv):
    file = tmp_path / "suivi.csv"
    lines = ("Mesure;Année;Avancement", "credits-emploi;2022;Manqué", "rien;2022;Manqué")
    file.write_text("\n".join(lines), encoding="utf-8")
    assert cdv("import", "follow_up", file, "--who", "CAPeV").code == 2
    assert entries.last_entry(territory) is None
