"""The SRU law as pure functions: exact numbers in, explained results out.

Every result is a `Result`: value or bounds, formula with its numbers, article, version,
certainty, status, and the names of the inputs that are missing. Nothing is guessed: the target
of a commune and the day of its inventory are arguments.
"""

from geo.rules.sru.carence import carence_total, last_majorated_year
from geo.rules.sru.deductions import Carry, NetLevy, intermediation_deductible, net_levy
from geo.rules.sru.explain import explanation, plain
from geo.rules.sru.implied import (
    check_published_missing,
    main_residences_from_gap,
    main_residences_from_missing,
    main_residences_from_rate,
    tax_potential_from_levy,
)
from geo.rules.sru.law import Doubt, Law
from geo.rules.sru.levy import Finances, LevyYear, gross_levy
from geo.rules.sru.objective import Objective, Terms, objective
from geo.rules.sru.perimeter import Isolation, Territory, perimeter
from geo.rules.sru.period import Period, known_periods, parse_period
from geo.rules.sru.production import (
    Production,
    Split,
    mutual_contract,
    realisation,
    split,
)
from geo.rules.sru.programme import Delivery, Growth, Loss, LossKind, Product, Programme
from geo.rules.sru.result import Interval, Result, Status
from geo.rules.sru.simulation import (
    LevyTerms,
    PeriodSplit,
    Simulation,
    Step,
    levy_avoided,
    simulate,
)
from geo.rules.sru.situation import (
    Inventory,
    Situation,
    is_series_broken,
    missing_dwellings,
    situation,
)
from geo.rules.sru.stock import Category, StockLine, count_stock, home_dwellings
from geo.rules.sru.target import (
    exemption_by_ratio,
    pressure,
    require_target,
    target_by_ratio,
    target_percents,
)

__all__ = [
    "Carry",
    "Category",
    "Delivery",
    "Doubt",
    "Finances",
    "Growth",
    "Interval",
    "Inventory",
    "Isolation",
    "Law",
    "LevyTerms",
    "LevyYear",
    "Loss",
    "LossKind",
    "NetLevy",
    "Objective",
    "Period",
    "PeriodSplit",
    "Product",
    "Production",
    "Programme",
    "Result",
    "Simulation",
    "Situation",
    "Split",
    "Status",
    "Step",
    "StockLine",
    "Terms",
    "Territory",
    "carence_total",
    "check_published_missing",
    "count_stock",
    "exemption_by_ratio",
    "explanation",
    "gross_levy",
    "home_dwellings",
    "intermediation_deductible",
    "is_series_broken",
    "known_periods",
    "last_majorated_year",
    "levy_avoided",
    "main_residences_from_gap",
    "main_residences_from_missing",
    "main_residences_from_rate",
    "missing_dwellings",
    "mutual_contract",
    "net_levy",
    "objective",
    "parse_period",
    "perimeter",
    "plain",
    "pressure",
    "realisation",
    "require_target",
    "simulate",
    "situation",
    "split",
    "target_by_ratio",
    "target_percents",
    "tax_potential_from_levy",
]
