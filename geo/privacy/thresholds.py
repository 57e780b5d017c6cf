"""How many people must stand behind a number that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from geo.privacy.tables import Nature
from geo.rules.parameters import parameter


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Numbers of the rule on a day: the least count shown, and the values a secret must keep."""

    least_shown: Mapping[Nature, int]
    values_min: int


def thresholds(on: date) -> Thresholds:
    """Return the thresholds in force on a day (``privacy.*`` of the legal parameters)."""
    value = {
        name: int(str(parameter(f"privacy.{name}").on(on).value))
        for name in ("households_min", "income_min", "possible_values_min")
    }
    least = {Nature.HOUSEHOLDS: value["households_min"], Nature.INCOME: value["income_min"]}
    return Thresholds(least, value["possible_values_min"])
