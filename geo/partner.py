"""What partners sent, or the fictional rows that stand for it until they do."""

import os
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from geo import store as partner_store
from geo.contracts.read import read_table
from geo.imports.templates import template
from geo.storage import database_exists, database_url
from geo.store.frames import keyed, typed_frame
from geo.store.kinds import Kind
from geo.territory import Territory

DEMO_VARIABLE = "CDV_DEMO"
DEMO_TABLES = {Kind.REHOUSING: "demo_rehousing", Kind.LETTINGS: "demo_lettings"}


@dataclass(frozen=True, slots=True)
class PartnerTable:
    """The rows of a kind as they are known now.

    Attributes
    ----------
    rows
        One column per field of the template, indexed by the key (two levels when it has two
        fields); no row when nothing is known. About households: never shown, only counted.
    is_fictional
        Whether the rows are made up, for demonstration.
    batches
        The batches they come from, newest first, as `geo.store.audit` gives them.
    as_of
        When the newest batch came in, UTC; None for fictional or absent rows.
    """

    rows: pd.DataFrame
    is_fictional: bool
    batches: pd.DataFrame
    as_of: datetime | None


def partner_table(territory: Territory, kind: Kind) -> PartnerTable:
    """Return the rows of a kind: those of the store, else the fictional ones, else none.

    Fictional rows are those of the territory's own tables; ``CDV_DEMO=0`` leaves them out.
    """
    epci = str(territory.manifest.territory["epci"])
    if database_exists(epci):
        store = partner_store.open_store(epci=epci)
        rows = partner_store.current_rows(store, kind)
        if len(rows):
            batches = partner_store.batches_of(store, kind)
            as_of = batches["at"].iloc[0].to_pydatetime()
            return PartnerTable(rows, is_fictional=False, batches=batches, as_of=as_of)
    demo = DEMO_TABLES.get(kind)
    if demo is not None and demo in territory.manifest.resources and shows_demo():
        rows = keyed(template(kind), read_table(territory.manifest, demo).reset_index())
        return PartnerTable(rows, is_fictional=True, batches=pd.DataFrame(), as_of=None)
    return PartnerTable(
        typed_frame(template(kind), []), is_fictional=False, batches=pd.DataFrame(), as_of=None
    )


def shows_demo() -> bool:
    """Whether fictional rows stand for what no partner sent yet."""
    return os.environ.get(DEMO_VARIABLE) != "0"


def partner_state(epci: str) -> str:
    """Return a text that changes whenever `partner_table` may answer otherwise."""
    if not database_exists(epci):
        return f"demo={shows_demo()}"
    version = partner_store.store_version(partner_store.open_store(epci=epci))
    return f"demo={shows_demo()} {database_url(epci)} {version}"
