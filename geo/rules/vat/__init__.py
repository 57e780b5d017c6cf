"""Reduced VAT for home ownership in and around a QPV: which zone, which article, how sure.

The text in force on the day when the building-permit application is filed decides:

1. every part of the dwelling inside a QPV covered by a contrat de ville, or less than 300 m
   from its limit;
2. or a dwelling of an estate that is partly less than 300 m and wholly less than 500 m from the
   limit of a QPV that also has an NPNRU convention. One dwelling with any part at 500 m or more
   brings the whole estate back to the standard rate.

"À moins de" is a strict comparison. Distances are given by the caller (`geo.where.qpv`,
`geo.where.farthest`) and compared exactly. Income, price and occupation conditions are outside this
module: a rate here is one that may apply, never one that does.
"""

from geo.rules.vat.terms import (
    Extent,
    Metres,
    QpvFacts,
    VatAnswer,
    VatCaveat,
    VatReason,
    VatZone,
)
from geo.rules.vat.zone import (
    VatRule,
    answer,
    best_answer,
    is_near_threshold,
    rule_on,
    zone_of,
)

__all__ = [
    "Extent",
    "Metres",
    "QpvFacts",
    "VatAnswer",
    "VatCaveat",
    "VatReason",
    "VatRule",
    "VatZone",
    "answer",
    "best_answer",
    "is_near_threshold",
    "rule_on",
    "zone_of",
]
