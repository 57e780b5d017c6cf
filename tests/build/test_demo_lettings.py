"""The invented leases: the same seed gives the kept file, and everything in it says so."""

import csv
import io

from geo.build.__main__ import main
from geo.build.demo_lettings import demo_csv, demo_leases, places_of
from geo.build.demo_rehousing import demo_households
from geo.contracts.manifest import EMBEDDED

KEPT = EMBEDDED / "indicators" / "demo_lettings.csv"


def test_the_script_gives_the_kept_file(tmp_path):
    target = tmp_path / "baux.csv"
    assert main(["demo-lettings", str(EMBEDDED), "--out", str(target)]) == 0
    assert target.read_bytes() == KEPT.read_bytes()


def test_every_lease_says_that_it_is_invented():
    rows = list(csv.DictReader(io.StringIO(demo_csv(demo_leases(*places_of(EMBEDDED))).decode())))
    assert {row["status"] for row in rows} == {"fictional"}
    assert all(row["lease_id"].startswith("FICTIF-") for row in rows)
    assert {row["landlord"] for row in rows} == {"Bailleur A", "Bailleur B", "Bailleur C"}


def test_rehoused_households_are_those_of_the_rehousing_file():
    days = {str(row["move_date"]) for row in demo_households() if row.get("move_date")}
    rehoused = [
        row for row in demo_leases(*places_of(EMBEDDED)) if row["is_npnru_rehousing"] == "true"
    ]
    assert len(rehoused) >= 20
    assert {str(row["lease_date"]) for row in rehoused} <= days
