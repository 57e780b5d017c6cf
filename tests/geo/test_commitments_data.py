"""The protocol as data: no heading and no point left out, and the facts that must be there."""

import re
from collections import Counter
from fractions import Fraction

import pytest

from geo.commitments.progress import Progress, Sense
from tests.geo.embedded import rows

SECTIONS = rows("commitment_sections")
MEASURES = {row["measure_id"]: row for row in rows("commitments")}
VALUES = rows("commitment_values")


def values(measure_id):
    return {
        (row["date_latest"][:4], row["role"]): float(row["value"])
        for row in VALUES
        if row["measure_id"] == measure_id
    }


def measures_of(section_id):
    """Return the measures of a part, those of the parts inside it included."""
    inside = {section_id} | {
        row["section_id"] for row in SECTIONS if row["parent_section_id"] == section_id
    }
    return [row for row in MEASURES.values() if row["section_id"] in inside]


# Nothing is left out


@pytest.mark.parametrize("section", SECTIONS, ids=lambda row: row["section_id"])
def test_every_heading_has_a_measure(section):
    assert measures_of(section["section_id"])


@pytest.mark.parametrize("section", SECTIONS, ids=lambda row: row["section_id"])
def test_every_point_of_a_heading_has_a_measure(section):
    own = [row for row in MEASURES.values() if row["section_id"] == section["section_id"]]
    ranks = {int(row["item_rank"]) for row in own if row["item_rank"]}
    assert ranks == set(range(1, int(section["items_count"]) + 1))


def test_the_count_of_measures_by_theme():
    assert Counter(row["theme"] for row in MEASURES.values()) == {
        "governance": 17,
        "employment": 19,
        "housing": 18,
        "mobility": 3,
        "education": 13,
        "social": 12,
        "health": 6,
        "safety": 5,
        "culture": 14,
    }
    assert len(MEASURES) == 107
    assert sum(int(row["items_count"]) for row in SECTIONS) == 69


def read_protocol(text):
    """Return the number of points under each heading of the published text, in its order.

    A heading is a known one, on its line alone; a point is a line that starts with a dash, or a
    row of a table after its header.
    """
    known = [plain(row["heading"]) for row in SECTIONS]
    found, heading = {}, known[0]
    for line in text.splitlines():
        words = plain(line)
        if words in known:
            heading = words
            found[heading] = 0
        elif re.match(r"^\s*-\s", line):
            found[heading] = found.get(heading, 0) + 1
        elif "\t" in line and not line.startswith("Structures"):
            found[heading] += 1
    return found


def plain(line):
    return line.strip().rstrip(":").strip().replace("’", "'").replace("**", "")


def test_the_headings_and_points_are_those_of_the_published_text(samples):
    source = samples.parent / "source-document.md"
    if not source.is_file():
        pytest.skip("the text of the protocol is not beside the sample files")
    found = read_protocol(source.read_text(encoding="utf-8"))
    expected = {
        plain(row["heading"]): int(row["items_count"])
        for row in SECTIONS
        if row["section_id"] != "preambule"
    }
    found.pop(plain("Objet et préambule"), None)
    assert found == expected


def test_no_heading_of_the_annexes_is_missing_from_the_list(samples):
    source = samples.parent / "source-document.md"
    if not source.is_file():
        pytest.skip("the text of the protocol is not beside the sample files")
    annexes = source.read_text(encoding="utf-8").split("ANNEXE 1", 1)[1]
    in_charge = re.findall(r"(?m)^[A-ZÉ][^.\n\t]*\([A-Zéa-z ]+\)\s*$", annexes)
    known = {row["heading"] for row in SECTIONS}
    assert len(in_charge) == 9
    assert {line.strip() for line in in_charge} <= known


# Each row says where it comes from


@pytest.mark.parametrize(
    "name",
    [
        "commitment_sections",
        "commitments",
        "commitment_values",
        "commitment_follow_up",
        "commitment_posts",
        "contract_milestones",
    ],
)
def test_every_row_has_source_date_status_and_confidence(name):
    for row in rows(name):
        assert row["source"]
        assert row["date"]
        assert row["status"] in {"official", "press", "derived"}
        assert row["confidence"] in {"high", "medium", "low"}


def test_what_is_counted_has_a_unit_and_a_target_has_a_value_or_is_a_fact():
    for row in MEASURES.values():
        assert bool(row["indicator"]) == bool(row["unit"])
        is_number = row["target_sense"] in {Sense.AT_LEAST, Sense.AT_MOST}
        assert bool(row["target_value"]) == is_number
        assert bool(row["is_yearly"]) == bool(row["target_sense"])
    valued = {row["measure_id"] for row in VALUES}
    assert all(MEASURES[name]["unit"] for name in valued)


def test_the_states_are_those_of_the_program():
    assert {row["progress"] for row in rows("commitment_follow_up")} <= set(Progress)


# The facts of the protocol


@pytest.mark.parametrize(
    ("measure_id", "value", "unit"),
    [
        ("credits-cadre-de-vie", 25, "%"),
        ("credits-emploi", 30, "%"),
        ("conseil-citoyen-val-vert", 3000, "€"),
        ("conseil-citoyen-guitard", 3000, "€"),
        ("garantie-jeunes-departement", 300, "contrats"),
        ("garantie-jeunes-velay", 130, "jeunes"),
        ("parrainage", 24, "parrainages"),
        ("adultes-relais", 6, "postes"),
        ("fonjep-postes", 3, "postes"),
    ],
)
def test_targets_of_the_protocol(measure_id, value, unit):
    row = MEASURES[measure_id]
    assert (float(row["target_value"]), row["unit"]) == (value, unit)


@pytest.mark.parametrize(
    ("measure_id", "year", "value"),
    [
        ("val-vert-logements", "2019", 528),
        ("val-vert-vacance", "2019", 12),
        ("dedoublement-cp", "2019", 16),
        ("dedoublement-ce1", "2019", 21),
        ("regie-habitants", "2018", 8),
        ("regie-aide-poste", "2019", 3104),
        ("regie-aide-totale", "2019", 55903),
        ("service-civique", "2018", 10),
        ("sport-loisirs", "2019", 16500),
        ("npnru-cout", "2019", 30_000_000),
        ("npnru-anru", "2019", 2_700_000),
        ("sru-communes", "2019", 2),
        ("sru-concernees", "2019", 4),
    ],
)
def test_starting_points_of_the_protocol(measure_id, year, value):
    assert values(measure_id)[year, "baseline"] == value


def test_the_full_time_posts_of_the_regie_are_computed_and_not_stored():
    posts = Fraction(55903) / Fraction(3104)
    assert round(posts) == 18
    assert 18 not in {float(row["value"]) for row in VALUES}


@pytest.mark.parametrize(
    ("year", "posts", "amount"),
    [("2020", 7, 139125), ("2021", 11, 220790), ("2022", 10, 212540), ("2023", 9, 203002)],
)
def test_posts_financed_since(year, posts, amount):  # ANCT, Ci.Ville, contract CV140
    assert values("adultes-relais")[year, "later"] == posts
    assert values("adultes-relais-montant")[year, "later"] == amount
    assert values("fonjep-postes")[year, "later"] == 3
    assert values("fonjep-montant")[year, "later"] == 7164


def test_employers_add_up_to_the_posts_of_their_year():
    counted = Counter()
    for row in rows("commitment_employers"):
        counted[row["programme"], row["year"]] += int(row["posts_count"])
    names = {"adulte_relais": "adultes-relais", "fonjep": "fonjep-postes"}
    assert len(counted) == 6
    for (programme, year), total in counted.items():
        assert total == values(names[programme])[year, "later"]


def test_six_adultes_relais_and_three_fonjep_posts_with_their_state():
    posts = rows("commitment_posts")
    states = Counter((row["programme"], row["post_state"]) for row in posts)
    assert states == {
        ("adulte_relais", "filled"): 3,
        ("adulte_relais", "being_signed"): 1,
        ("adulte_relais", "sought"): 2,
        ("fonjep", "filled"): 3,
    }
    assert {MEASURES[row["measure_id"]]["kind"] for row in posts} == {"post"}


def test_measures_lead_to_the_pages_that_say_more():
    linked = {row["page"] for row in MEASURES.values()} - {""}
    assert linked == {"sru", "attributions", "val-vert", "relogement", "mobilites", "mixite"}
    assert MEASURES["quartile"]["page"] == "attributions"
    assert MEASURES["cil"]["page"] == "attributions"
    assert MEASURES["charte-relogement"]["page"] == "relogement"
    assert {row["page"] for row in MEASURES.values() if row["theme"] == "mobility"} == {"mobilites"}


def test_the_contracts_follow_each_other():
    contracts = [row for row in rows("contract_milestones") if row["topic"] == "contract"]
    ends = {row["milestone_id"]: row["until"] for row in contracts}
    assert ends["protocole"] == "2022-12-31"
    assert ends["contrat-2024"] == "2030-12-31"
