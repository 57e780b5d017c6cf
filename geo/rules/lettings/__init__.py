"""Social lettings (CCH L441-1): the two quartile targets, and the priority share.

Outside QPV, at least 25 % of the leases signed in the year go to households of the first
quartile of applicants' resources, or rehoused because of a renewal operation (a union: a lease
counts once). Inside QPV, at least 50 % go to the three other quartiles. The denominators are
two: leases signed outside, leases signed inside. What is not known stands in no numerator and
makes bounds. Numbers in, numbers out; the threshold of the year is an argument.
"""

from geo.rules.lettings.household import (
    THRESHOLD_IS_INCLUDED,
    Quartile,
    consumption_units,
    quartile_of,
    quartile_rank,
    resources_per_unit,
)
from geo.rules.lettings.need import Need, Reach, further_leases, still_needed
from geo.rules.lettings.rate import (
    Counting,
    Rate,
    Side,
    Status,
    agrees_with_published,
    counting,
    target_percent,
)

__all__ = [
    "THRESHOLD_IS_INCLUDED",
    "Counting",
    "Need",
    "Quartile",
    "Rate",
    "Reach",
    "Side",
    "Status",
    "agrees_with_published",
    "consumption_units",
    "counting",
    "further_leases",
    "quartile_of",
    "quartile_rank",
    "resources_per_unit",
    "still_needed",
    "target_percent",
]
