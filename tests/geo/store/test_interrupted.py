"""An import that dies leaves the store as before or complete; imports at once follow each other."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


def answer(url, question):
    command = [sys.executable, "-m", "tests.geo.store.interrupted", url, question]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.mark.slow
def test_killed_at_twenty_moments_the_store_is_as_before_or_complete(url):
    states = answer(url, "kill")["states"]
    assert len(states) == 20
    assert set(states) == {"before", "complete"}


def test_imports_at_once_follow_each_other_and_the_same_file_counts_once(url):
    found = answer(url, "race")
    mixed, same = found["mixed"], found["same"]
    assert mixed["codes"] == same["codes"] == [0, 0, 0]
    assert len(mixed["states"]) == 1
    assert mixed["log"][0] == [9_000, 0]
    assert mixed["log"][1:] in ([[0, 9_000]], [[0, 9_000], [0, 9_000]])
    assert (same["states"], same["log"]) == (["done"], [[9_000, 0]])
