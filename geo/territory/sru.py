"""Questions of pages and commands about the communes of a territory and the SRU law.

What the State published is told as it is; what the law makes of it comes from `geo.rules.sru`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pandas as pd

from geo import housing
from geo.contracts.read import read_table
from geo.figures import Figure, Source, source_of
from geo.housing import Inventory, Situation, Statement
from geo.sru.audit import COARSEST, decimals_needed
from geo.sru.published import Reading, read_published
from geo.territory import Territory, commune_indicator, commune_name


@dataclass(frozen=True, slots=True)
class SruCommune:
    """Everything known of one commune and the SRU law.

    Attributes
    ----------
    code, name
        Official code and name.
    situation
        See `geo.housing.Situation`.
    inventory
        Latest published inventory; None when the commune is not in the file.
    statements
        All that was said of it, oldest first.
    sources_disagree
        Whether those statements give different targets.
    population
        Municipal population.
    file_day, file_source
        Inventory of the latest file, whether it lists the commune or not, and that file.
    """

    code: str
    name: str
    situation: Situation
    inventory: Inventory | None
    statements: tuple[Statement, ...]
    sources_disagree: bool
    population: Figure
    file_day: date
    file_source: Source


def sru_situations(territory: Territory) -> pd.DataFrame:
    """Return the SRU situation of every commune.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``code_insee``, sorted by name: ``name``, ``situation`` (a
        `geo.housing.Situation`), and the published columns of the latest inventory
        (``social_dwellings_count``, ``rate_percent``, ``target_percent``, ``net_levy_eur``,
        ``inventory_date``), NA for a commune the file does not list.
    """
    table = read_table(territory.manifest, "sru_inventory")
    inventory = housing.latest_inventories(table)
    history = read_table(territory.manifest, "sru_history")
    published = [
        "inventory_date",
        "social_dwellings_count",
        "rate_percent",
        "target_percent",
        "net_levy_eur",
    ]
    return pd.DataFrame(
        {
            "name": territory.communes["name"],
            "situation": housing.situations(territory.communes, table, history),
        }
    ).join(inventory[published])


def sru_commune(territory: Territory, code: str) -> SruCommune:
    """Return all that is known of one commune and the SRU law.

    Raises
    ------
    UnknownCodeError
        When `code` is no commune of the territory.
    """
    name = commune_name(territory, code)
    table = read_table(territory.manifest, "sru_inventory")
    inventory = housing.latest_inventories(table)
    history = read_table(territory.manifest, "sru_history")
    sources = dict(territory.sources)
    statements = housing.statements_of(history, code, sources)
    situation = housing.situations(territory.communes.loc[[code]], table, history).iloc[0]
    return SruCommune(
        code=code,
        name=name,
        situation=Situation(situation),
        inventory=housing.inventory_of(inventory, code, sources),
        statements=statements,
        sources_disagree=housing.disagree(statements),
        population=commune_indicator(territory, "population_count").figure(code),
        file_day=inventory["inventory_date"].iloc[0].date(),
        file_source=source_of(sources, str(inventory["source"].iloc[0])),
    )


def sru_names(territory: Territory) -> dict[Situation, list[str]]:
    """Return the names of the communes in each SRU situation, sorted by name."""
    table = sru_situations(territory)
    return {
        each: list(table.loc[table["situation"] == each, "name"])
        for each in Situation
        if each is not Situation.NOT_CONCERNED
    }


def sru_reference_date(territory: Territory) -> date:
    """Return the day of the latest SRU inventory."""
    inventory = housing.latest_inventories(read_table(territory.manifest, "sru_inventory"))
    latest: pd.Timestamp = inventory["inventory_date"].max()
    return latest.date()


def sru_reading(territory: Territory, code: str) -> Reading | None:
    """Return what the law makes of the published inventory; None when the file lists none.

    Raises
    ------
    UnknownCodeError
        When `code` is no commune of the territory.
    InputError
        When no number of main residences gives the published rate.
    """
    commune_name(territory, code)
    table = housing.latest_inventories(read_table(territory.manifest, "sru_inventory"))
    published = housing.inventory_of(table, code, dict(territory.sources))
    if published is None:
        return None
    department = table.at[code, "code_department"]
    rates = table.loc[table["code_department"] == department, "rate_percent"].dropna()
    return read_published(published, _decimals(rates))


def _decimals(rates: Iterable[float]) -> int:
    """Return the decimals a département rounds its rates to, see `geo.sru.audit.rate_decimals`."""
    return max((decimals_needed(Decimal(str(rate))) for rate in rates), default=COARSEST)
