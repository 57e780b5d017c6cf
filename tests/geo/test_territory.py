"""The one door for pages and commands, on the embedded territory."""

from datetime import date

import pandas as pd
import pytest

from geo.errors import DataError, UnknownCodeError
from geo.figures import Missing, Status
from geo.territory import (
    DERIVED_INDICATORS,
    commune_areas_m2,
    commune_indicator,
    commune_name,
    indicator_names,
    key_figures,
    neighbourhoods,
    open_territory,
    territory_area,
)
from tests.geo.damage import COMMUNES, describing, removing, replacing, resource
from tests.geo.embedded import DATA, GUITARD, LE_PUY, VAL_VERT, values


@pytest.fixture(scope="module")
def territory():
    return open_territory(DATA)


def test_the_territory_has_its_names_and_communes(territory):
    assert territory.name == "Communauté d’agglomération du Puy-en-Velay"
    assert territory.short_name == "CAPeV"
    assert len(territory.communes) == 72
    assert territory.communes["name"].is_monotonic_increasing


def test_a_commune_has_its_name(territory):
    assert commune_name(territory, LE_PUY) == "Le Puy-en-Velay"


@pytest.mark.parametrize("code", ["99999", "", "4315", "43157 ", "Le Puy-en-Velay", "43012"])
def test_a_code_of_no_commune_of_the_territory_is_refused(territory, code):
    with pytest.raises(UnknownCodeError, match="one of the 72 communes"):
        commune_name(territory, code)


def test_indicators_are_those_of_the_table_and_the_derived_ones(territory):
    names = indicator_names(territory)
    assert set(DERIVED_INDICATORS) <= set(names)
    assert len(names) == len(set(names)) == 18
    assert "poverty_percent" not in names


def test_every_indicator_has_a_value_or_a_reason_for_each_commune(territory):
    for name in indicator_names(territory):
        measured = commune_indicator(territory, name)
        assert set(measured.values.index) == set(territory.communes.index)
        assert measured.values["value"].isna().eq(measured.values["missing"] != "").all()
        assert set(measured.values["missing"]) <= {"", *Missing}


def test_no_value_of_a_commune_is_another_than_the_published_one(territory):
    published = values("population_count", "2023-01-01")
    measured = commune_indicator(territory, "population_count")
    assert measured.values["value"].to_dict() == {
        code: float(value) for code, value in published.items()
    }


def test_an_unknown_indicator_is_refused(territory):
    with pytest.raises(UnknownCodeError):
        commune_indicator(territory, "happiness_percent")


def test_the_surface_is_that_of_the_outlines(territory):
    figure = territory_area(territory)
    assert figure.value == pytest.approx(1_330.9, abs=0.05)
    assert (figure.unit, figure.status) == ("km²", Status.DERIVED)
    areas = commune_areas_m2(territory)
    assert areas.sum() / 1e6 == pytest.approx(figure.value)
    assert set(areas.index) == set(territory.communes.index)


def test_density_is_that_of_the_outline(territory):
    density = commune_indicator(territory, "density_per_km2").figure(LE_PUY)
    area_km2 = commune_areas_m2(territory)[LE_PUY] / 1e6
    assert density.value == pytest.approx(18_540 / area_km2)


@pytest.mark.parametrize(
    ("position", "label", "value", "tolerance"),
    [
        (0, "Population municipale", 82_665, 0),  # INSEE 2023
        (1, "Évolution de la population", 100 * 118 / 82_547, 1e-9),  # INSEE 2016 and 2023
        (2, "Logements", 51_095, 0),  # INSEE, census 2021
        (3, "Taux de vacance", 100 * 6_123 / 51_095, 1e-9),  # 12.0 %
    ],
)
def test_key_figures_are_those_of_their_source(territory, position, label, value, tolerance):
    figure = key_figures(territory)[position]
    assert figure.label == label
    assert figure.value == pytest.approx(value, abs=tolerance)
    assert figure.status is Status.DERIVED
    assert figure.sources
    assert figure.reference_date in {date(2021, 1, 1), date(2023, 1, 1)}


def test_neighbourhoods_have_their_surface_and_figures(territory):
    first, second = neighbourhoods(territory)
    assert (first.code, first.name, first.code_insee) == (VAL_VERT, "Val Vert", LE_PUY)
    assert (second.code, second.name) == (GUITARD, "Guitard")
    # ANCT, QPV 2024: 12.99 ha and 29.45 ha, derived in Lambert-93
    assert round(float(first.area_ha.value or 0), 2) == 12.99
    assert round(float(second.area_ha.value or 0), 2) == 29.45
    assert first.area_ha.reference_date == date(2024, 1, 1)
    # INSEE, QPV 2024 indicators, vintage not stated
    (poverty,) = first.figures["poverty_percent"]
    assert (poverty.value, poverty.reference_date, poverty.is_to_check) == (45, None, True)


def test_a_territory_without_its_communes_is_refused(territory_copy):
    removing(COMMUNES)(territory_copy)
    with pytest.raises(DataError, match=f"{COMMUNES}: missing-file"):
        open_territory(territory_copy)


def test_a_territory_whose_file_was_changed_is_refused(territory_copy):
    replacing(COMMUNES, "Allègre", "Allegre")(territory_copy)
    with pytest.raises(DataError, match=f"{COMMUNES}: hash"):
        open_territory(territory_copy)


def test_a_territory_without_a_name_is_refused(territory_copy):
    describing(lambda manifest: manifest["cdv"].pop("territory_name"))(territory_copy)
    with pytest.raises(DataError, match="territory_name"):
        open_territory(territory_copy)


def test_asking_twice_gives_the_same(territory):
    first, second = (commune_indicator(territory, "vacancy_percent").values for _ in range(2))
    pd.testing.assert_frame_equal(first, second)


@pytest.mark.parametrize("member", ["in_force_since", "source"])
def test_outlines_without_origin_are_a_fault(territory_copy, member):
    describing(lambda manifest: resource(manifest, "qpv_boundaries")["cdv"].pop(member))(
        territory_copy
    )
    with pytest.raises(DataError, match=f"qpv_boundaries.cdv.{member}.: manifest; .*found nothing"):
        neighbourhoods(open_territory(territory_copy))


def test_outlines_of_an_unknown_source_are_a_fault(territory_copy):
    describing(
        lambda manifest: resource(manifest, "qpv_boundaries")["cdv"].update(source="nobody")
    )(territory_copy)
    with pytest.raises(DataError, match=r"unknown-source; .*found nobody"):
        neighbourhoods(open_territory(territory_copy))
