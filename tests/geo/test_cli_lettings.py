"""``cdv lettings`` on a golden file, against a count made by hand."""

import json
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parents[1] / "golden" / "lettings.csv"

# By hand, threshold 9,576 €, 2025. Outside QPV, eight leases:
#   B-01  9,576 / 1        = 9,576.00  at the threshold: counts (and is listed twice: once)
#   B-02  9,576.01 / 1     = 9,576.01  above it: does not count
#   B-03  16,800 / 2.1     = 8,000     counts
#   B-04  30,000 / 2.1     = 14,285.71 rehoused: counts
#   B-05  8,000 / 1        = 8,000     rehoused too: counts once
#   B-06  resources unknown; B-07 household unknown: not known
#   B-12  by its point, outside: 15,000, does not count
# 4 of 8. Inside QPV, four leases:
#   B-08  by its point, inside: 20,000, counts
#   B-09  9,000, rehoused inside: does not count
#   B-10  20,000 / 1.3     = 15,384.62 counts
#   B-11  resources unknown
# 2 of 4. B-13 has neither QPV nor point: it may be on either side. B-14 is of 2024.
BY_HAND = {
    "outside_qpv": {
        "numerator": 4,
        "denominator": 8,
        "rate_percent": 50.0,
        "lower_percent": 44.44,  # 4 of 9
        "upper_percent": 77.78,  # 7 of 9
        "target_percent": 25,
        "status": "MET",
    },
    "inside_qpv": {
        "numerator": 2,
        "denominator": 4,
        "rate_percent": 50.0,
        "lower_percent": 40.0,  # 2 of 5
        "upper_percent": 80.0,  # 4 of 5
        "target_percent": 50,
        "status": "UNKNOWN",
    },
    "missing": {
        "income_count": 3,
        "qpv_count": 1,
        "other_years_count": 1,
        "repeated_lines_count": 1,
    },
}
OPTIONS = ("--year", 2025, "--threshold", 9576)


def lettings_file(tmp_path, text):
    path = tmp_path / "baux.csv"
    path.write_text(text, "utf-8")
    return path


def test_the_golden_file_matches_the_count_by_hand(cdv):
    answer = cdv("lettings", GOLDEN, *OPTIONS, "--json")
    assert answer.code == 0
    assert json.loads(answer.out) == BY_HAND


def test_a_lease_listed_twice_counts_once_and_is_reported(cdv, tmp_path):
    once = GOLDEN.read_text("utf-8").splitlines()[:-1]
    path = lettings_file(tmp_path, "\n".join(once) + "\n")
    found = json.loads(cdv("lettings", path, *OPTIONS, "--json").out)
    assert found["missing"].pop("repeated_lines_count") == 0
    assert found["outside_qpv"] == BY_HAND["outside_qpv"]


def test_a_lease_listed_twice_with_other_values_is_refused_with_both_lines(cdv, tmp_path):
    changed = GOLDEN.read_text("utf-8").replace("B-02;12/01/2025", "B-01;12/01/2025")
    answer = cdv("lettings", lettings_file(tmp_path, changed), *OPTIONS)
    assert answer.code == 2
    assert ":3:1" in answer.err
    assert "la ligne 2" in answer.err
    assert "9576,01" not in answer.err


def test_the_lines_of_a_file_in_any_order_give_the_same_answer(cdv, tmp_path):
    header, *lines = GOLDEN.read_text("utf-8").splitlines()
    path = lettings_file(tmp_path, "\n".join([header, *reversed(lines)]) + "\n")
    assert json.loads(cdv("lettings", path, *OPTIONS, "--json").out) == BY_HAND


def test_a_year_without_lease_has_no_rate(cdv):
    found = json.loads(cdv("lettings", GOLDEN, "--year", 2022, "--threshold", 9000, "--json").out)
    assert found["outside_qpv"]["status"] == "NOT_APPLICABLE"
    assert found["outside_qpv"]["rate_percent"] is None
    assert found["missing"]["other_years_count"] == 14


def test_a_point_before_the_outline_says_nothing(cdv, tmp_path):
    text = GOLDEN.read_text("utf-8").replace("08/03/2025", "31/12/2023")
    found = json.loads(
        cdv(
            "lettings", lettings_file(tmp_path, text), "--year", 2023, "--threshold", 9000, "--json"
        ).out
    )
    assert found["inside_qpv"]["denominator"] == 0
    assert found["missing"]["qpv_count"] == 1


@pytest.mark.parametrize("threshold", ["0", "-1", "beaucoup", "NaN", "inf"])
def test_a_threshold_that_is_no_amount_is_refused(cdv, threshold):
    answer = cdv("lettings", GOLDEN, "--year", 2025, f"--threshold={threshold}")
    assert answer.code == 2
    assert "threshold" in answer.err


def test_the_answer_is_read_without_json_too(cdv):
    said = cdv("lettings", GOLDEN, *OPTIONS).out
    assert said.startswith('outside_qpv: {"numerator": 4')


@pytest.mark.parametrize("year", [0, 20_000])
def test_a_year_that_is_none_is_refused(cdv, year):
    answer = cdv("lettings", GOLDEN, "--year", year, "--threshold", 9576)
    assert answer.code == 2
    assert "--year" in answer.err
