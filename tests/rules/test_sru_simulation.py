"""What the next inventories show when a commune builds, sells, demolishes and grows."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import InputError
from geo.rules.sru import (
    Delivery,
    Finances,
    Growth,
    Interval,
    Inventory,
    LevyTerms,
    Loss,
    LossKind,
    Product,
    Programme,
    Status,
    levy_avoided,
    main_residences_from_rate,
    simulate,
)

ESPALY = Inventory(date(2024, 1, 1), 336, main_residences_from_rate(336, Decimal("19.40"), 1))
TOWN = Inventory(date(2024, 1, 1), 360, Interval.exact(2000))
MONEY = LevyTerms(Finances(900, 5_000_000))


def built(count, year=2025, product=Product.PLUS, **options):
    return Programme((Delivery(year, product, count, **options),))


def test_delivery_counts_at_the_inventory_of_the_next_january():
    run = simulate(TOWN, 20, 2027, built(12))
    assert [step.lls_count for step in run.steps] == [360, 360, 372, 372]
    assert [step.main_residences.low for step in run.steps] == [2000, 2000, 2012, 2012]
    assert [step.day.year for step in run.steps] == [2024, 2025, 2026, 2027]


def test_espaly_with_12_new_dwellings_perhaps_complies_and_surely_with_14():
    """New dwellings are main residences too: 12 give 348 for 1,740 to 1,748."""
    twelve = simulate(ESPALY, 20, 2028, built(12))
    assert twelve.first_possible_day == date(2026, 1, 1)
    assert twelve.first_sure_day is None
    last = twelve.steps[-1]
    assert (last.lls_count, last.main_residences) == (348, Interval(1740, 1748))
    assert last.situation.deficit.high == Fraction("1.6")
    assert simulate(ESPALY, 20, 2028, built(13)).first_sure_day is None
    assert simulate(ESPALY, 20, 2028, built(14)).first_sure_day == date(2026, 1, 1)


def test_espaly_with_12_homes_already_lived_in_surely_complies():
    run = simulate(ESPALY, 20, 2028, built(12, adds_main_residences=False))
    assert run.first_sure_day == date(2026, 1, 1)
    assert run.steps[-1].main_residences == ESPALY.main_residences


def test_nothing_built_changes_nothing():
    run = simulate(TOWN, 20, 2030, Programme())
    assert {step.situation.deficit.value for step in run.steps} == {40}
    assert (run.first_possible_day, run.first_sure_day) == (None, None)


def test_growth_widens_the_band_every_year():
    run = simulate(TOWN, 20, 2026, Programme(growth=Growth(-5, 10)))
    assert [step.main_residences for step in run.steps] == [
        Interval(2000, 2000),
        Interval(1995, 2010),
        Interval(1990, 2020),
    ]


def test_target_met_can_be_lost_again():
    start = Inventory(date(2024, 1, 1), 400, Interval.exact(2000))
    run = simulate(start, 20, 2025, Programme(growth=Growth(5, 5)))
    assert [step.situation.status for step in run.steps] == [Status.COMPLIANT, Status.SHORT]
    assert run.first_sure_day == date(2024, 1, 1)


def test_demolition_takes_dwellings_at_once_and_residences_perhaps():
    run = simulate(TOWN, 20, 2026, Programme(losses=(Loss(2024, LossKind.DEMOLITION, 30),)))
    assert [step.lls_count for step in run.steps] == [360, 330, 330]
    assert run.steps[1].main_residences == Interval(1970, 2000)


def test_sale_leaves_the_stock_after_10_years():
    run = simulate(TOWN, 20, 2036, Programme(losses=(Loss(2024, LossKind.SALE, 5),)))
    counts = {step.day.year: step.lls_count for step in run.steps}
    assert (counts[2034], counts[2035]) == (360, 355)
    assert run.steps[-1].main_residences == Interval.exact(2000)


def test_intermediate_housing_adds_residences_only():
    run = simulate(TOWN, 20, 2026, built(100, 2024, Product.INTERMEDIATE))
    assert (run.steps[1].lls_count, run.steps[1].main_residences.low) == (360, 2100)


@pytest.mark.parametrize(
    ("plai", "plus", "pls", "status"),
    [(3, 4, 3, Status.MET), (2, 5, 3, Status.NOT_MET), (3, 3, 4, Status.NOT_MET)],
)
def test_split_of_the_programme(plai, plus, pls, status):
    deliveries = tuple(
        Delivery(2025, product, count)
        for product, count in ((Product.PLAI, plai), (Product.PLUS, plus), (Product.PLS, pls))
    )
    assert simulate(TOWN, 20, 2027, Programme(deliveries)).splits[0].split.status is status


def test_nothing_built_has_no_split_and_no_doubt():
    run = simulate(TOWN, 20, 2025, Programme())
    assert (run.splits, run.doubts) == ((), ())


def test_each_period_is_judged_by_itself():
    """All years together would be 3 PLAI and 3 PLS of 10, as the law wants."""
    deliveries = (
        Delivery(2024, Product.PLAI, 3), Delivery(2025, Product.PLUS, 2),
        Delivery(2026, Product.PLS, 3), Delivery(2026, Product.PLUS, 2),
    )  # fmt: skip
    parts = simulate(TOWN, 20, 2028, Programme(deliveries)).splits
    assert [(each.period.label, each.is_begun) for each in parts] == [
        ("2023-2025", True),
        ("2026-2028", False),
    ]
    assert [each.split.status for each in parts] == [Status.MET, Status.NOT_MET]
    assert [each.split.plai.value for each in parts] == [60, 0]


@pytest.mark.parametrize(
    ("programme", "labels"),
    [
        (built(2, product=Product.BRS), ["Premier inventaire qui compte"]),
        (built(2, product=Product.PSLA), ["Les contrats PSLA", "Années pendant"]),
        (built(2, product=Product.ANAH), ["Logement locatif social"]),
        (Programme(losses=(Loss(2025, LossKind.SALE, 1),)), ["Années pendant"]),
        (Programme(losses=(Loss(2025, LossKind.DEMOLITION, 1),)), []),
    ],
)
def test_doubtful_rules_of_a_programme_are_carried(programme, labels):
    found = simulate(TOWN, 20, 2027, programme).doubts
    assert len(found) == len(labels)
    assert all(each.label.startswith(label) for each, label in zip(found, labels, strict=True))
    assert {each.dated.certainty.value for each in found} <= {"to_check"}


def test_split_is_unknown_when_rate_and_plh_decide():
    low = Inventory(date(2024, 1, 1), 200, Interval(1999, 2001))
    deliveries = (Delivery(2024, Product.PLAI, 3), Delivery(2024, Product.PLS, 1))
    deliveries += (Delivery(2024, Product.PLS, 2), Delivery(2024, Product.PLUS, 4))
    shares = simulate(low, 20, 2025, Programme(deliveries)).splits[0].split
    assert (shares.pls.status, shares.pls.missing) == (
        Status.UNKNOWN,
        ("rate_percent", "has_plh"),
    )


def test_levy_only_when_the_money_is_known():
    assert simulate(TOWN, 20, 2025, Programme()).steps[0].levy is None
    run = simulate(TOWN, 20, 2026, built(20, 2024), MONEY)
    # 40 missing, then 380 for 2,020: 24 missing
    assert [step.levy.value for step in run.steps] == [9_000, 5_400, 5_400]


def test_levy_avoided_is_the_difference_of_two_runs():
    baseline = simulate(TOWN, 20, 2026, Programme(), MONEY)
    scenario = simulate(TOWN, 20, 2026, built(20, 2024), MONEY)
    assert levy_avoided(scenario, baseline) == (7_200, 7_200)
    unknown = simulate(TOWN, 20, 2026, Programme())
    assert levy_avoided(unknown, baseline) is None


@given(
    st.integers(0, 400),
    st.integers(0, 40),
    st.integers(0, 30),
    st.integers(0, 30),
    st.sampled_from([20, 25]),
    st.sampled_from([True, False, None]),
)
def test_more_social_dwellings_never_cost_a_levy_and_fewer_never_save_one(
    lls, width, count, growth, target, is_dsu
):
    money = LevyTerms(Finances(900, 3_000_000), is_dsu)
    around = Growth(-growth, growth)
    deliveries = (Delivery(2025, Product.PLUS, count),)

    def runs(low, high, change):
        start = Inventory(date(2024, 1, 1), lls, Interval(low, high))
        programmes = Programme(deliveries, (), change), Programme((), (), change)
        return [simulate(start, target, 2028, programme, money) for programme in programmes]

    more, baseline = runs(1700, 1700 + width, around)
    saved = levy_avoided(more, baseline)
    assert saved[0] >= 0
    assert levy_avoided(baseline, more)[1] <= 0
    assert levy_avoided(baseline, baseline) == (0, 0)
    for residences in (1700, 1700 + width):
        low, high = levy_avoided(*runs(residences, residences, Growth(growth, growth)))
        assert saved[0] <= low <= high <= saved[1]


def test_all_faults_of_a_programme_at_once():
    programme = Programme(
        (Delivery(2020, Product.PLUS, -3),), (Loss(2023, LossKind.SALE, -1),), Growth(0, 0)
    )
    with pytest.raises(InputError) as caught:
        simulate(Inventory(date(2024, 1, 1), 1, None), 20, 2023, programme)
    rules = [fault.rule for fault in caught.value.faults]
    assert sorted(rules) == [
        "horizon", "negative", "negative", "too-early", "too-early", "unknown-start",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "programme",
    [Programme(losses=(Loss(2024, LossKind.DEMOLITION, 361),)), Programme(growth=Growth(-2000, 0))],
)
def test_stock_cannot_fall_below_zero(programme):
    with pytest.raises(InputError, match="stock-exhausted"):
        simulate(TOWN, 20, 2026, programme)


@given(st.permutations([(2024, 5), (2025, 7), (2025, 2), (2026, 1)]))
def test_order_of_deliveries_does_not_matter(order):
    deliveries = tuple(Delivery(year, Product.PLUS, count) for year, count in order)
    run = simulate(TOWN, 20, 2028, Programme(deliveries))
    assert [step.lls_count for step in run.steps] == [360, 365, 374, 375, 375]


@given(st.integers(0, 60), st.integers(0, 20), st.integers(0, 20))
def test_one_more_dwelling_built_never_worsens_a_step(count, low, width):
    growth = Growth(low, low + width)
    runs = [
        simulate(ESPALY, 20, 2030, Programme((Delivery(2025, Product.PLUS, built),), growth=growth))
        for built in (count, count + 1)
    ]
    for before, after in zip(runs[0].steps, runs[1].steps, strict=True):
        assert after.situation.deficit.high <= before.situation.deficit.high
        assert after.situation.rate.low >= before.situation.rate.low
