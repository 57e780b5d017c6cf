"""Statistical disclosure control: the counts of a few people that may be shown, and the others.

How to publish counts (rehousing, lettings)
-------------------------------------------
1. Make a frame with one row per person (household, lease) and one text column per `Dimension`.
   Every value is one of the categories written in the code (the codes of the territory count:
   all communes, not those that occur). Who is not concerned has a category of his own
   (``"not_moved"``), so that all tables partition the same people.
2. Name all the tables that any page, filter, map, command or export can show, once, in one tuple:
   a `Table` is one classification. ``("building", "stage")`` is the cross table only; its margins
   ``("building",)``, ``("stage",)`` and ``()`` (everybody) are tables of their own.
3. Call `protect` once with all of them; read every shown count from the `Publication`. A filter
   picks a slice of a published table; it never counts the people again.
4. Rates come from `share` only; means from `protect_means` only.

Publish the total of everybody when it can be: without it, a hidden cell that no total covers can
only be a small one, and its whole table is hidden. Few tables, wide categories and no cross table
that the page does not need: each costs hidden cells.

A coarser view of a dimension is a `Grouping` (commune -> zone); two dimensions may give the same
grouping (``moved`` from ``stage`` and from ``destination``): it then links their tables.

Time: a reader keeps yesterday's page. Classify events by closed period (a dimension with one
category per period and value), give it one `Grouping` per past publication, and pass the tables of
all of them with their ``release``: they are protected in order, each knowing the former ones.
What happened *between* two publications is a table too (``("building", "year of the move")``):
pass it with ``is_shown=False``, so that two totals by building do not tell of one household.
When the number of people is not known beforehand (leases), who came after a release is in a
category listed in ``never_shown``, and every table is by a reading of some release.

Nothing here remembers what was really shown: the past is computed again from the dates of the
events. A corrected past date is a new past.
"""

from geo.privacy.means import Mean, Measure, protect_means
from geo.privacy.tables import (
    SECRET,
    Cell,
    CellStatus,
    Dimension,
    Grouping,
    Nature,
    ProtectedTable,
    Table,
)
from geo.privacy.view import Publication, View, add, protect, share

__all__ = [
    "SECRET",
    "Cell",
    "CellStatus",
    "Dimension",
    "Grouping",
    "Mean",
    "Measure",
    "Nature",
    "ProtectedTable",
    "Publication",
    "Table",
    "View",
    "add",
    "protect",
    "protect_means",
    "share",
]
