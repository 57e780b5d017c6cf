"""``cdv rehousing`` on a small file that was counted by hand.

Fifty households. Building 40: 12 rehoused in Le Puy outside a QPV in 2022, 5 gone by themselves, 5
with an agreement. Building 72: 15 rehoused in Brives in 2023, 6 in a QPV in 2023, 7 waiting.
What is left to pay: 300 + 100 - 150 = 250 before; after, 350 + 80 - 200 = 230 (18 households) or
350 + 80 - 130 = 300 (15): (18 x 230 + 15 x 300) / 33 = 261.8. Resources 1,000: 26.2 %.
"""

import json
from pathlib import Path

import pytest

FILE = Path(__file__).parents[2] / "golden" / "rehousing.csv"
COUNTS = {
    "building": {"40": 22, "72": 28},
    "timeline": {"2019": 0, "2020": 0, "2021": 0, "2022": 12, "2023": 21},
    "progress": {"rehoused": 33, "left": 5, "agreed": 5, "searching": 7},
    "zone": {"qpv": 6, "same_commune": 12, "other_commune": 15, "outside_epci": 0, "unknown": 0},
    "town": {"qpv 43157": 6, "same_commune 43157": 12, "other_commune 43041": 15},
    "is_recent": {"yes": 18, "no": 15, "unknown": 0},
    "offers": {"one": 18, "several": 15, "unknown": 0},
    "refusals": {"none": 18, "one_or_two": 15, "three_or_more": 0, "unknown": 0},
    "size": {"less": 0, "same": 18, "more": 15, "unknown": 0},
    "opinion": {"satisfied": 12, "not_satisfied": 15, "unknown": 6},
    "rest_change": {"less": 18, "more": 15, "unknown": 0},
}
MEANS = {
    "rent_before_eur": 300,
    "rent_after_eur": 350,
    "charges_before_eur": 100,
    "charges_after_eur": 80,
    "aid_before_eur": 150,
    "aid_after_eur": 168,
    "rest_before_eur": 250,
    "rest_after_eur": 262,
    "effort_before_percent": 25,
    "effort_after_percent": 26,
}


@pytest.fixture
def answer(cdv):
    found = cdv("rehousing", FILE, "--json")
    assert (found.code, found.err) == (0, "")
    return json.loads(found.out)


@pytest.mark.parametrize("name", COUNTS)
def test_counts(answer, name):
    assert {row[name]: row["households_count"] for row in answer[name]} == COUNTS[name]
    assert {row["status"] for row in answer[name]} == {"shown"}


def test_head_and_means(answer):
    assert answer["described_date"] == answer["details_until"] == "2023-12-31"
    assert answer["households"] == [{"households_count": 50, "status": "shown"}]
    assert answer["rehoused"]["households_count"] == 33
    assert answer["counts_in_lettings"]["households_count"] == 27
    assert {name: mean["value"] for name, mean in answer["means"].items()} == MEANS
    assert answer["secret_cells_count"] == 0
    assert set(answer["targets"].values()) == {None}
    assert answer["right_law"]["certainty"] == "read"


def test_by_building(answer):
    rows = answer["progress_by_building"]
    found = {(row["building"], row["progress"]): row["households_count"] for row in rows}
    assert {key: count for key, count in found.items() if count} == {
        ("40", "rehoused"): 12,
        ("40", "left"): 5,
        ("40", "agreed"): 5,
        ("72", "rehoused"): 21,
        ("72", "searching"): 7,
    }


def test_no_pseudonym_is_in_the_answer(cdv):
    for options in ([], ["--json"]):
        assert "M-0" not in cdv("rehousing", FILE, *options).out


def test_a_small_count_is_secret_and_cannot_be_subtracted(cdv, tmp_path):
    lines = FILE.read_text(encoding="utf-8").splitlines()
    moved = [number for number, line in enumerate(lines) if ";43041;" in line][:2]
    for number in moved:
        lines[number] = lines[number].replace(";43041;", ";43089;")
    path = tmp_path / "two.csv"
    path.write_text("\n".join(lines), encoding="utf-8")
    found = json.loads(cdv("rehousing", path, "--json").out)
    towns = {row["town"]: row["households_count"] for row in found["town"]}
    assert towns["other_commune 43089"] is None
    hidden = [name for name, count in towns.items() if count is None]
    shown = sum(count for count in towns.values() if count is not None)
    assert len(hidden) >= 2
    assert found["rehoused"]["households_count"] - shown >= 5


def test_faults_are_said_with_line_and_column(cdv, tmp_path):
    path = tmp_path / "bad.csv"
    path.write_text("Ménage;Bâtiment;Étape\nM-1;40;Parti au soleil\n", encoding="utf-8")
    found = cdv("rehousing", path)
    assert found.code == 2
    assert "bad.csv:2:3" in found.err
    assert found.out == ""
