"""The engine run over the national SRU file: where it agrees with the published verdict.

The file publishes social dwellings and a rounded rate, not the main residences. The engine
takes every number of main residences that fits and says « short » only if all of them are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from geo.errors import InputError
from geo.french import quantity
from geo.rules.sru import (
    Inventory,
    Situation,
    Status,
    main_residences_from_rate,
    plain,
    situation,
)
from geo.rules.sru.wording import span
from geo.sru.national_file import SruRow, SruTable

FINEST, COARSEST = 2, 1  # decimals the rates of a département may be rounded to


class Reason(StrEnum):
    """Why the engine does, or does not, say what the file says."""

    AGREES = "agrees"
    NO_INVENTORY = "no_inventory"
    RATE_AT_TARGET = "rate_at_target"
    ROUNDING = "rounding"
    RATE_AND_COUNT_DISAGREE = "rate_and_count_disagree"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class AuditedRow:
    """Engine and file side by side for one commune.

    Attributes
    ----------
    row
        The commune as published.
    decimals
        Decimals its rate is taken to be rounded to.
    situation
        Figures of the engine, exemption left aside as in the published flag.
    status
        Verdict of the engine: SHORT, COMPLIANT or UNKNOWN.
    reason, explanation
        `Reason` and a French sentence, empty where both agree.
    """

    row: SruRow
    decimals: int
    situation: Situation
    status: Status
    reason: Reason
    explanation: str


@dataclass(frozen=True, slots=True)
class Audit:
    """All communes of a file, in the order of their codes."""

    path: str
    inventory_day: date
    rows: tuple[AuditedRow, ...]

    @property
    def agree_count(self) -> int:
        """Communes the engine and the file judge alike."""
        return len(self.rows) - len(self.disagreements)

    @property
    def disagreements(self) -> tuple[AuditedRow, ...]:
        """Communes where the engine does not say what the file says."""
        return tuple(item for item in self.rows if item.reason is not Reason.AGREES)

    @property
    def contradictions(self) -> tuple[AuditedRow, ...]:
        """Communes where the engine is sure of the contrary: nothing explains these."""
        return tuple(item for item in self.rows if item.reason is Reason.CONTRADICTION)


def audit(table: SruTable) -> Audit:
    """Compare the engine's verdict with the published flag, commune by commune."""
    decimals = rate_decimals(table)
    rows = sorted(table.rows, key=lambda row: row.code_insee)
    return Audit(
        path=table.path,
        inventory_day=table.inventory_day,
        rows=tuple(_audited(row, decimals[row.department], table.inventory_day) for row in rows),
    )


def rate_decimals(table: SruTable) -> Mapping[str, int]:
    """Return the decimals each département rounds its rates to: 1 where all end in 0, else 2.

    Every rate is printed with two decimals, but some départements fill in one. One too few
    only widens what follows from a rate; one too many could exclude the truth.
    """
    finest: dict[str, int] = {}
    for row in table.rows:
        needed = COARSEST if row.rate_percent is None else decimals_needed(row.rate_percent)
        finest[row.department] = max(finest.get(row.department, COARSEST), needed)
    return finest


def published_inventory(row: SruRow, decimals: int, day: date) -> Inventory:
    """Return what the file says of a commune, with the main residences its rate implies.

    Raises
    ------
    InputError
        When no number of main residences gives the published rate.
    """
    residences = None
    if row.lls_count is not None and row.rate_percent is not None:
        residences = main_residences_from_rate(row.lls_count, row.rate_percent, decimals)
    return Inventory(day, row.lls_count, residences)


def audit_report(result: Audit) -> dict[str, object]:
    """Return an audit as plain data for JSON, every disagreement explained."""
    return {
        "file": result.path,
        "inventory_date": result.inventory_day.isoformat(),
        "row_count": len(result.rows),
        "agree_count": result.agree_count,
        "explained_count": len(result.disagreements) - len(result.contradictions),
        "contradiction_count": len(result.contradictions),
        "exempt_count": sum(item.row.is_exempt for item in result.rows),
        "disagreements": [_plain(item) for item in result.disagreements],
    }


def _plain(item: AuditedRow) -> dict[str, object]:
    deficit = item.situation.deficit
    return {
        "code_insee": item.row.code_insee,
        "name": item.row.name,
        "line": item.row.line,
        "published_is_short": item.row.is_short,
        "status": item.status.value,
        "deficit_count_bounds": [plain(deficit.low), plain(deficit.high)],
        "is_exempt": item.row.is_exempt,
        "reason": item.reason.value,
        "explanation": item.explanation,
    }


def decimals_needed(rate: Decimal) -> int:
    """Return the decimals a published rate needs: 1 when its second decimal is 0, else 2."""
    return COARSEST if rate * 10 == int(rate * 10) else FINEST


def _audited(row: SruRow, decimals: int, day: date) -> AuditedRow:
    try:
        inventory = published_inventory(row, decimals, day)
    except InputError:
        verdict = situation(Inventory(day, row.lls_count, None), row.target_percent)
        text = f"aucun nombre de résidences principales ne donne {_rate(row)} avec {row.lls_count}"
        return AuditedRow(
            row, decimals, verdict, Status.UNKNOWN, Reason.RATE_AND_COUNT_DISAGREE, text
        )
    verdict = situation(inventory, row.target_percent)
    status = _status(row, verdict, decimals)
    reason = _reason(row, status)
    text = _explanation(row, verdict, reason, decimals)
    return AuditedRow(row, decimals, verdict, status, reason, text)


def _status(row: SruRow, verdict: Situation, decimals: int) -> Status:
    """Return the verdict; a rate rounded from almost 0 is short whatever the main residences."""
    if verdict.status is not Status.UNKNOWN or row.lls_count is None or row.rate_percent is None:
        return verdict.status
    highest = Fraction(row.rate_percent) + Fraction(1, 2 * 10**decimals)
    return Status.SHORT if highest < row.target_percent else Status.UNKNOWN


def _reason(row: SruRow, status: Status) -> Reason:
    if row.lls_count is None or row.rate_percent is None:
        return Reason.NO_INVENTORY
    if status is Status.UNKNOWN:
        at_target = row.rate_percent == row.target_percent
        return Reason.RATE_AT_TARGET if at_target else Reason.ROUNDING
    agrees = (status is Status.SHORT) == row.is_short
    return Reason.AGREES if agrees else Reason.CONTRADICTION


def _explanation(row: SruRow, verdict: Situation, reason: Reason, decimals: int) -> str:
    flag = "déficitaire" if row.is_short else "non déficitaire"
    if reason is Reason.AGREES:
        return ""
    if reason is Reason.NO_INVENTORY:
        entered = "" if row.is_subject_at_inventory else " : commune entrée depuis"
        return f"pas d’inventaire publié{entered} ; le fichier la dit {flag}"
    missing = span(verdict.deficit.low or 0, verdict.deficit.high or 0)
    if reason is Reason.CONTRADICTION:
        return f"{_rate(row)}, {missing} logements manquants, mais le fichier la dit {flag}"
    rounding = "à la décimale" if decimals == COARSEST else "au centième"
    cause = "égal à la cible" if reason is Reason.RATE_AT_TARGET else "trop proche de la cible"
    return (
        f"{_rate(row)}, arrondi {rounding}, {cause} : {missing} logements manquants selon les "
        f"résidences principales, qui ne sont pas publiées ; le fichier la dit {flag}"
    )


def _rate(row: SruRow) -> str:
    return f"taux publié de {quantity(row.rate_percent, '%', FINEST)}"
