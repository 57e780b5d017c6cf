"""All tables of one population as sums of the same unknown whole numbers.

The unknowns are the cells of a few wide classifications (*blocks*). Blocks that share attributes
have equal sums over them. When the blocks form a tree (an acyclic hypergraph), whole numbers that
satisfy these equalities are those of a real population: what a reader can deduce from the blocks
is exactly what he can deduce from the full cross classification. Tables that would close a cycle
(all pairs of three attributes) are put in one common block, so that this always holds. A dimension
whose categories exclude combinations that its readings leave possible (what counts in a half-year
is what counts in one of its quarters) is a block too.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from geo.errors import Fault, InputError
from geo.privacy.attributes import Attributes, Codes
from geo.privacy.tables import Table

MAX_BLOCK_CELLS = 250_000
Supports = tuple[Codes, ...]


@dataclass(frozen=True, slots=True)
class Count:
    """A cell of a table as a sum of unknowns.

    Attributes
    ----------
    table
        Index of its table.
    key
        One category per name of the table.
    count
        True number of people.
    supports
        For each block that holds the table, the unknowns that add up to the cell.
    """

    table: int
    key: tuple[str, ...]
    count: int
    supports: Supports


@dataclass(frozen=True, slots=True)
class Family:
    """The system of equations of a population.

    Attributes
    ----------
    truth
        True value of every unknown.
    counts
        Cells of all tables, in the order of the tables.
    links
        Pairs of sets of unknowns with equal sums.
    """

    truth: Codes
    counts: tuple[Count, ...]
    links: tuple[tuple[Codes, Codes], ...]


@dataclass(frozen=True, slots=True)
class _Block:
    names: frozenset[str]
    codes: Mapping[str, Codes]
    truth: Codes
    first: int


def build_family(
    people: Mapping[str, Codes], size: int, attributes: Attributes, tables: Sequence[Table]
) -> Family:
    """Return the equations of `tables` over `size` people given by their codes.

    Raises
    ------
    InputError
        When the tables together cross too many categories.
    """
    closures = [attributes.closure(table.by) for table in tables]
    blocks: list[_Block] = []
    first = 0
    for names in _tree_of([*closures, *_narrow_dimensions(closures, attributes)]):
        block = _block(names, people, size, attributes, first)
        blocks.append(block)
        first += block.truth.size
    counts = [
        count
        for number, (table, closure) in enumerate(zip(tables, closures, strict=True))
        for count in _counts(number, table, attributes, [b for b in blocks if closure <= b.names])
    ]
    return Family(
        truth=np.concatenate([block.truth for block in blocks]),
        counts=tuple(counts),
        links=tuple(link for pair in _join_tree(blocks) for link in _links(*pair, attributes)),
    )


def _narrow_dimensions(
    closures: Sequence[frozenset[str]], attributes: Attributes
) -> list[frozenset[str]]:
    """Return the closures of the dimensions that exclude what their readings leave possible."""
    wholes = [attributes.closure((dimension,)) for dimension in attributes.dimensions]
    return [
        whole
        for dimension, whole in zip(attributes.dimensions, wholes, strict=True)
        if _is_narrow(dimension, {each & whole for each in closures if each & whole}, attributes)
    ]


def _is_narrow(
    dimension: str, readings: Collection[frozenset[str]], attributes: Attributes
) -> bool:
    """Whether the readings of a dimension, put side by side, allow more than its categories do."""
    widest = [each for each in readings if not any(each < other for other in readings)]
    widest.sort(key=sorted)  # the same figures are hidden in every process
    if len(widest) <= 1:
        return False
    joined = _cases(dimension, widest.pop(), attributes)
    while widest:
        closest = max(widest, key=lambda reading: len(reading & joined.keys()))
        widest.remove(closest)
        joined = _joined(joined, _cases(dimension, closest, attributes))
        if _length(joined) > MAX_BLOCK_CELLS:
            return True
    return _length(joined) > _length(_cases(dimension, frozenset(joined), attributes))


def _cases(dimension: str, reading: frozenset[str], attributes: Attributes) -> dict[str, Codes]:
    """Return the combinations of codes of a reading that the categories of a dimension give."""
    itself = np.arange(len(attributes.categories[dimension]))
    names = sorted(reading)
    rows = [attributes.maps.get((dimension, name), itself) for name in names]
    return dict(zip(names, np.unique(np.array(rows), axis=1), strict=True))


def _joined(one: Mapping[str, Codes], two: Mapping[str, Codes]) -> dict[str, Codes]:
    """Return every combination of both that agrees on what they share."""
    agrees = np.ones((_length(one), _length(two)), dtype=bool)
    for name in one.keys() & two.keys():
        agrees &= one[name][:, None] == two[name][None, :]
    left, right = np.nonzero(agrees)
    return {
        **{name: codes[left] for name, codes in one.items()},
        **{name: codes[right] for name, codes in two.items()},
    }


def _length(cases: Mapping[str, Codes]) -> int:
    return len(next(iter(cases.values())))


def _tree_of(closures: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return the widest sets, with the sets that close a cycle put together."""
    core = _cyclic_core(closures)
    widest = {names for names in (*closures, core) if not any(names < other for other in closures)}
    if core:
        widest = {names for names in widest if not names < core}
    return sorted(widest, key=sorted)


def _cyclic_core(closures: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return the attributes left by the Graham reduction: empty for an acyclic hypergraph."""
    sets = set(closures)
    while True:
        names = [name for each in sets for name in each]
        lone = {name for name in names if names.count(name) == 1}
        cut = {each - lone for each in sets}
        kept = {each for each in cut if each and not any(each < other for other in cut)}
        if kept == sets:
            return frozenset().union(*sets)
        sets = kept


def _block(
    names: frozenset[str],
    people: Mapping[str, Codes],
    size: int,
    attributes: Attributes,
    first: int,
) -> _Block:
    generators = _generators(names, attributes)
    shape = tuple(len(attributes.categories[name]) for name in generators)
    if np.prod(shape, dtype=np.float64) > MAX_BLOCK_CELLS:
        raise InputError(
            Fault(
                rule="too-many-cells",
                file="tables",
                expected=f"at most {MAX_BLOCK_CELLS} cells by {', '.join(generators)}",
                found=" x ".join(map(str, shape)),
                fix="publish fewer cross tables or wider categories",
            )
        )
    grid = np.indices(shape).reshape(len(shape), -1)
    codes: dict[str, Codes] = dict(zip(generators, grid, strict=True))
    possible = np.ones(grid.shape[1], dtype=bool)
    for name in sorted(names - set(generators)):
        sources = [each for each in generators if (each, name) in attributes.maps]
        read = [attributes.maps[each, name][codes[each]] for each in sources]
        codes[name] = read[0]
        for other in read[1:]:
            possible &= other == read[0]
    flat = (
        np.ravel_multi_index([people[name] for name in generators], shape)
        if shape
        else np.zeros(size, dtype=np.int64)
    )
    truth = np.bincount(flat, minlength=possible.size)[possible]
    kept = {name: each[possible] for name, each in codes.items()}
    return _Block(names, kept, truth.astype(np.int64), first)


def _generators(names: frozenset[str], attributes: Attributes) -> list[str]:
    """Return the fewest attributes of `names` that settle all of them."""
    generators: list[str] = []
    for name in sorted(names, key=lambda each: (each not in attributes.dimensions, each)):
        if not any((other, name) in attributes.maps for other in generators):
            generators = [each for each in generators if (name, each) not in attributes.maps]
            generators.append(name)
    return generators


def _groups(block: _Block, names: Sequence[str], attributes: Attributes) -> dict[int, Codes]:
    """Return the unknowns of `block` by combined code of `names`."""
    shape = tuple(len(attributes.categories[name]) for name in names)
    if not shape:
        return {0: np.arange(block.first, block.first + block.truth.size)}
    flat = np.ravel_multi_index([block.codes[name] for name in names], shape)
    order = np.argsort(flat, kind="stable")
    values, starts = np.unique(flat[order], return_index=True)
    parts = np.split(order + block.first, starts[1:])
    return dict(zip(values.tolist(), parts, strict=True))


def _counts(
    number: int, table: Table, attributes: Attributes, blocks: Sequence[_Block]
) -> list[Count]:
    shape = tuple(len(attributes.categories[name]) for name in table.by)
    groups = [_groups(block, table.by, attributes) for block in blocks]
    cells = []
    for code in sorted(groups[0]):
        places = np.unravel_index(code, shape) if shape else ()
        key = tuple(
            attributes.categories[name][place] for name, place in zip(table.by, places, strict=True)
        )
        supports = tuple(group[code] for group in groups)
        count = int(blocks[0].truth[supports[0] - blocks[0].first].sum())
        cells.append(Count(number, key, count, supports))
    return cells


def _join_tree(blocks: Sequence[_Block]) -> list[tuple[_Block, _Block]]:
    """Return the pairs of neighbours in a tree where shared attributes are widest."""
    pairs = sorted(
        combinations(range(len(blocks)), 2),
        key=lambda pair: (-len(blocks[pair[0]].names & blocks[pair[1]].names), pair),
    )
    tree_of = list(range(len(blocks)))
    chosen = []
    for one, two in pairs:
        if tree_of[one] != tree_of[two]:
            chosen.append((blocks[one], blocks[two]))
            old, new = tree_of[two], tree_of[one]
            tree_of = [new if each == old else each for each in tree_of]
    return chosen


def _links(one: _Block, two: _Block, attributes: Attributes) -> list[tuple[Codes, Codes]]:
    shared = _generators(one.names & two.names, attributes)
    left, right = (_groups(block, shared, attributes) for block in (one, two))
    empty = np.zeros(0, dtype=np.int64)
    return [
        (left.get(code, empty), right.get(code, empty)) for code in sorted(set(left) | set(right))
    ]
