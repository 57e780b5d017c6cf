"""Answers of the command line as plain dictionaries: English keys, unit suffixes, source."""

from typing import Any

from geo.figures import Source
from geo.housing import Inventory, Situation, Statement
from geo.territory.sru import SruCommune


def sru_answer(commune: SruCommune) -> dict[str, Any]:
    """Return what is published of a commune and the SRU law, ready for JSON.

    A commune that the latest file does not list has no figures but a ``reason``.
    """
    answer: dict[str, Any] = {"code_insee": commune.code, "name": commune.name}
    if commune.inventory is not None:
        answer |= _inventory(commune.inventory)
    else:
        answer |= {"reference_date": None, "reason": _reason(commune)}
        answer |= {"source": _source(commune.statements[-1].source)} if commune.statements else {}
    answer["status"] = commune.situation.value
    answer["history"] = [_statement(each) for each in commune.statements]
    answer["sources_disagree"] = commune.sources_disagree
    return answer


def _inventory(inventory: Inventory) -> dict[str, Any]:
    return {
        "reference_date": inventory.inventory_date.isoformat(),
        "social_dwellings_count": inventory.social_dwellings_count,
        "rate_percent": inventory.rate_percent,
        "target_percent": inventory.target_percent,
        "period": inventory.period,
        "net_levy_eur": inventory.net_levy_eur,
        "levy_year": inventory.levy_year,
        "is_carence": inventory.is_carence,
        "is_exempt": inventory.is_exempt,
        "figures_status": "official",
        "source": _source(inventory.source),
    }


def _reason(commune: SruCommune) -> str:
    if commune.situation is Situation.NOT_CONCERNED:
        return (
            "The commune is not in the latest SRU file and no known source places it under "
            "article 55: it has no published figure."
        )
    last = commune.statements[-1]
    parts = [
        "The commune is not in the latest SRU file, so it has no published figure",
        last.note,
        f"Inferred, said by no source: {last.inference}" if last.inference else "",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "said_on": statement.day.isoformat() if statement.day else None,
        "reference_date": (
            statement.reference_date.isoformat() if statement.reference_date else None
        ),
        "reference_precision": statement.date_precision or None,
        "rate_percent": statement.rate_percent,
        "target_percent": statement.target_percent,
        "verdict": statement.verdict,
        "status": statement.status.value,
        "source": statement.source.title,
        "note": statement.note or None,
        "inference": statement.inference or None,
    }


def _source(source: Source) -> dict[str, Any]:
    return {
        "title": source.title,
        "producer": source.producer,
        "licence": source.licence,
        "url": source.url,
        "accessed": source.accessed.isoformat() if source.accessed else None,
    }
