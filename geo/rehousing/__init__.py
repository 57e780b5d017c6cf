"""Households rehoused before a demolition: where they stand, where they went, what changed.

Rows of households come in, protected counts and means come out; see `geo.rehousing.publication`.
"""

from geo.rehousing.households import Place, classified
from geo.rehousing.publication import Published, published
from geo.rehousing.stages import Progress, Stage, Zone

__all__ = ["Place", "Progress", "Published", "Stage", "Zone", "classified", "published"]
