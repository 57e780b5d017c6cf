"""Dimensions and groupings as integer codes, and which of them settles which other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations, product

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo.errors import Fault, InputError
from geo.privacy.tables import Dimension, Grouping

Codes = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Attributes:
    """Everything a table can be made by.

    Attributes
    ----------
    categories
        Categories of every dimension and grouping, by name, in display order.
    maps
        ``maps[a, b]``: code of `b` for every code of `a`, where `a` settles `b`.
    dimensions
        Names of the dimensions: the others are groupings.
    """

    categories: Mapping[str, tuple[str, ...]]
    maps: Mapping[tuple[str, str], Codes]
    dimensions: tuple[str, ...]

    def closure(self, names: Sequence[str]) -> frozenset[str]:
        """Return `names` and all that they settle."""
        return frozenset(names) | {b for (a, b) in self.maps if a in names}


def read_attributes(dimensions: Sequence[Dimension]) -> Attributes:
    """Return the attributes of `dimensions`.

    Raises
    ------
    InputError
        When a name or a category is used twice, or a category has no group.
    """
    names = [dimension.name for dimension in dimensions]
    _check(dimensions, names)
    categories = {dimension.name: dimension.categories for dimension in dimensions}
    for dimension, grouping in _groupings(dimensions):
        groups = (grouping.group_of[category] for category in dimension.categories)
        known = categories.get(grouping.name, ())
        categories[grouping.name] = tuple(dict.fromkeys((*known, *groups)))
    return Attributes(categories, _maps(dimensions, categories), tuple(names))


def _check(dimensions: Sequence[Dimension], names: Sequence[str]) -> None:
    groupings = {each.name for dimension in dimensions for each in dimension.groupings}
    twice = {name for name in names if names.count(name) > 1} | (groupings & set(names))
    faults = [_fault("duplicate-dimension", name) for name in sorted(twice)]
    for dimension in dimensions:
        if len(set(dimension.categories)) < len(dimension.categories):
            faults.append(_fault("duplicate-category", dimension.name))
        faults += [
            _fault("no-group", grouping.name)
            for grouping in dimension.groupings
            if not set(dimension.categories) <= set(grouping.group_of)
        ]
    if faults:
        raise InputError(faults)


def encode(people: pd.DataFrame, attributes: Attributes) -> dict[str, Codes]:
    """Return the code of every person for every attribute.

    Raises
    ------
    InputError
        For a missing column, values out of the categories (their number only: values are never
        repeated in a message), or two dimensions that disagree on a grouping.
    """
    codes: dict[str, Codes] = {}
    faults = []
    for name in attributes.dimensions:
        if name not in people.columns:
            faults.append(_fault("missing-column", name))
            continue
        read = pd.Index(attributes.categories[name]).get_indexer(pd.Index(people[name]))
        if (read < 0).any():
            faults.append(_fault("unknown-category", name, f"{(read < 0).sum()} rows"))
        codes[name] = read.astype(np.int64)
    if faults:
        raise InputError(faults)
    return codes | _grouping_codes(codes, attributes)


def _grouping_codes(codes: Mapping[str, Codes], attributes: Attributes) -> dict[str, Codes]:
    found: dict[str, Codes] = {}
    faults = []
    for (source, target), mapping in attributes.maps.items():
        if source not in codes:
            continue
        read = mapping[codes[source]]
        if (found.setdefault(target, read) != read).any():
            faults.append(_fault("groupings-disagree", target))
    if faults:
        raise InputError(faults)
    return found


def _groupings(dimensions: Sequence[Dimension]) -> list[tuple[Dimension, Grouping]]:
    return [(dimension, grouping) for dimension in dimensions for grouping in dimension.groupings]


def _maps(
    dimensions: Sequence[Dimension], categories: Mapping[str, tuple[str, ...]]
) -> dict[tuple[str, str], Codes]:
    """Return who settles whom: dimension -> grouping, finer grouping -> coarser, and on."""
    place = {name: {value: n for n, value in enumerate(each)} for name, each in categories.items()}
    maps: dict[tuple[str, str], Codes] = {}
    for dimension, grouping in _groupings(dimensions):
        groups = [grouping.group_of[category] for category in dimension.categories]
        maps[dimension.name, grouping.name] = np.array(
            [place[grouping.name][group] for group in groups], dtype=np.int64
        )
    for dimension in dimensions:
        for fine, coarse in permutations([each.name for each in dimension.groupings], 2):
            factor = _factor(maps[dimension.name, fine], maps[dimension.name, coarse])
            if len(factor) == len(categories[fine]):
                maps[fine, coarse] = np.array([factor[n] for n in range(len(factor))])
    return _transitive(maps)


def _factor(fine: Codes, coarse: Codes) -> dict[int, int]:
    """Return the map from `fine` to `coarse` codes, empty when there is none."""
    pairs = set(zip(fine.tolist(), coarse.tolist(), strict=True))
    factor = dict(pairs)
    return factor if len(factor) == len(pairs) else {}


def _transitive(maps: dict[tuple[str, str], Codes]) -> dict[tuple[str, str], Codes]:
    while True:
        new = {
            (a, d): maps[c, d][maps[a, b]]
            for (a, b), (c, d) in product(maps, maps)
            if b == c and a != d and (a, d) not in maps
        }
        if not new:
            return maps
        maps = maps | new


def _fault(rule: str, name: str, found: str = "") -> Fault:
    return Fault(rule=rule, file="people", field=name, found=found)
