"""Urban renewal of a neighbourhood, from the tables ``npnru_*``: frames in, frames out."""

from geo.renewal.funding import TOTAL, UNATTRIBUTED, funding_breakdown, funding_statements
from geo.renewal.programme import (
    State,
    milestones_until,
    operations_on,
    programme_dates,
    programme_summary,
    vacant_dwellings,
)
from geo.renewal.qualifiers import Qualifier

__all__ = [
    "TOTAL",
    "UNATTRIBUTED",
    "Qualifier",
    "State",
    "funding_breakdown",
    "funding_statements",
    "milestones_until",
    "operations_on",
    "programme_dates",
    "programme_summary",
    "vacant_dwellings",
]
