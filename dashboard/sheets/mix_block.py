"""A neighbourhood beside what surrounds it, as a block of its sheet."""

from typing import Final

from dashboard.sheets.blocks import Grid
from dashboard.sheets.programme import Cite
from dashboard.texts import common
from dashboard.texts import mix as page
from dashboard.texts import neighbourhood_sheet as texts
from geo.columns import INDICATORS
from geo.territory import Neighbourhood, Territory, commune_name
from geo.territory.mix import Around, MixRow, mix_index, mix_rows

COMPARED: Final = (Around.COMMUNE, Around.EPCI, Around.MEDIAN)


def mix_block(territory: Territory, place: Neighbourhood, cite: Cite) -> tuple[Grid, ...]:
    """Return the portrait of a neighbourhood beside its surroundings; nothing when none is known.

    Only what is published of the neighbourhood itself is compared; the gap index follows, with
    the indicators it rests on.
    """
    rows = mix_rows(territory, place.code_insee)
    known = [row for row in rows if row.places[place.code].missing is None]
    if not known:
        return ()
    commune = commune_name(territory, place.code_insee)
    names = (place.name, *(page.around_name(each, commune) for each in COMPARED))
    cells = tuple(_cells(row, place.code, cite) for row in known)
    columns = (texts.MIX_FIRST, *names, texts.MIX_LAST)
    widths = (2.6, 1.2, 1.6, 1.4, 1.6, 1.2)
    after = (_index(rows, place, commune), texts.MIX_DATES)
    return (Grid(texts.MIX, columns, widths, cells, after=after),)


def _cells(row: MixRow, code: str, cite: Cite) -> tuple[str, ...]:
    own = row.places[code]
    around = [row.around[each] for each in COMPARED]
    keys = dict.fromkeys(source.key for each in (own, *around) for source in each.sources)
    return (
        row.indicator.label,
        f"**{common.value_of(own)}**",
        *(common.value_of(each) for each in around),
        "".join(cite(key) for key in keys),
    )


def _index(rows: tuple[MixRow, ...], place: Neighbourhood, commune: str) -> str:
    labels = {name: each.label for name, each in INDICATORS.items()}
    said = [
        texts.mix_index(page.around_name(each, commune), index, page.index_sentence(index, labels))
        for each in COMPARED
        if (index := mix_index(rows, place.code, each)).gaps
    ]
    return texts.MIX_INDEX.format(said=" ; ".join(said)) if said else texts.MIX_NO_INDEX
