"""Every indicator of the project: French label, unit, nature and definition, once."""

from geo.indicator import Indicator, Nature
from geo.mix.portrait_columns import PORTRAIT

__all__ = ["INDICATORS", "Indicator", "Nature"]

POPULATION, HOUSING, INCOME, SERVICES = "Population", "Logement", "Revenus", "Services"
NEIGHBOURHOOD = "Quartier prioritaire"

_ALL = (
    Indicator(
        "population_count",
        "Population municipale",
        "habitants",
        Nature.COUNT,
        POPULATION,
        "Personnes ayant leur résidence habituelle dans la commune (Insee).",
    ),
    Indicator(
        "total_population_count",
        "Population totale",
        "habitants",
        Nature.COUNT,
        POPULATION,
        "Population municipale et population comptée à part (Insee). "
        "Elle ne sert jamais aux seuils de la loi SRU.",
    ),
    Indicator(
        "population_change_percent",
        "Évolution de la population",
        "%",
        Nature.CHANGE,
        POPULATION,
        "Variation de la population municipale entre la première et la dernière année connues, "
        "calculée à partir des deux populations publiées.",
        1,
    ),
    Indicator(
        "density_per_km2",
        "Densité",
        "hab./km²",
        Nature.DENSITY,
        POPULATION,
        "Population municipale rapportée à la surface du contour communal, "
        "mesurée en projection Lambert-93.",
    ),
    Indicator(
        "dwellings_count",
        "Logements",
        "logements",
        Nature.COUNT,
        HOUSING,
        "Tous les logements : résidences principales, secondaires et logements vacants.",
    ),
    Indicator(
        "main_residences_count",
        "Résidences principales",
        "logements",
        Nature.COUNT,
        HOUSING,
        "Logements occupés de façon habituelle. Ce décompte du recensement n’est pas celui "
        "de l’inventaire SRU.",
    ),
    Indicator(
        "second_homes_count",
        "Résidences secondaires",
        "logements",
        Nature.COUNT,
        HOUSING,
        "Résidences secondaires et logements occasionnels.",
    ),
    Indicator(
        "vacant_dwellings_count",
        "Logements vacants",
        "logements",
        Nature.COUNT,
        HOUSING,
        "Logements inoccupés au recensement.",
    ),
    Indicator(
        "vacancy_percent",
        "Taux de vacance",
        "%",
        Nature.SHARE,
        HOUSING,
        "Logements vacants sur l’ensemble des logements, au recensement.",
        1,
    ),
    Indicator(
        "private_vacancy_percent",
        "Vacance du parc privé",
        "%",
        Nature.SHARE,
        HOUSING,
        "Logements vacants du parc privé, d’après les fichiers fiscaux (LOVAC).",
        1,
    ),
    Indicator(
        "private_long_vacancy_percent",
        "Vacance privée de plus de deux ans",
        "%",
        Nature.SHARE,
        HOUSING,
        "Logements du parc privé vacants depuis plus de deux ans (LOVAC).",
        1,
    ),
    Indicator(
        "rpls_share_percent",
        "Logements des bailleurs sociaux (RPLS)",
        "%",
        Nature.SHARE,
        HOUSING,
        "Logements familiaux des bailleurs sociaux sur les résidences principales, arrondi à "
        "un point. Ce n’est pas le taux SRU, qui compte aussi les foyers et les logements "
        "privés conventionnés.",
    ),
    Indicator(
        "hlm_tenants_percent",
        "Locataires HLM",
        "%",
        Nature.SHARE,
        HOUSING,
        "Résidences principales louées en HLM selon les déclarations au recensement.",
        1,
    ),
    Indicator(
        "authorised_dwellings_count",
        "Logements autorisés",
        "logements",
        Nature.COUNT,
        HOUSING,
        "Logements autorisés par permis de construire sur la période.",
    ),
    Indicator(
        "median_income_eur",
        "Niveau de vie médian",
        "€ par an et par UC",
        Nature.AMOUNT,
        INCOME,
        "Revenu disponible par unité de consommation tel que la moitié des habitants a plus, "
        "l’autre moitié moins (Insee, Filosofi). Une médiane ne s’additionne pas.",
    ),
    Indicator(
        "minimum_benefits_percent",
        "Minima sociaux dans le revenu",
        "%",
        Nature.SHARE,
        INCOME,
        "Part des minima sociaux dans le revenu disponible des ménages (Insee, Filosofi).",
        1,
    ),
    Indicator(
        "general_practitioners_count",
        "Médecins généralistes",
        "médecins",
        Nature.COUNT,
        SERVICES,
        "Médecins généralistes installés dans la commune (Base permanente des équipements).",
    ),
    Indicator(
        "schools_count",
        "Écoles",
        "écoles",
        Nature.COUNT,
        SERVICES,
        "Écoles maternelles, primaires et élémentaires (Base permanente des équipements).",
    ),
)

_QPV = (
    Indicator(
        "social_dwellings_count",
        "Logements sociaux",
        "logements",
        Nature.COUNT,
        NEIGHBOURHOOD,
        "Logements des bailleurs sociaux situés dans le quartier.",
    ),
    Indicator(
        "social_vacancy_percent",
        "Vacance du parc social",
        "%",
        Nature.SHARE,
        NEIGHBOURHOOD,
        "Logements sociaux vacants sur l’ensemble des logements sociaux du quartier.",
    ),
    Indicator(
        "poverty_percent",
        "Taux de pauvreté",
        "%",
        Nature.SHARE,
        NEIGHBOURHOOD,
        "Part des habitants dont le niveau de vie est sous 60 % de la médiane nationale.",
        1,
    ),
    Indicator(
        "employment_percent",
        "Taux d’emploi",
        "%",
        Nature.SHARE,
        NEIGHBOURHOOD,
        "Part des habitants de 15 à 64 ans qui ont un emploi.",
        1,
    ),
)

INDICATORS = {indicator.name: indicator for indicator in (*_ALL, *_QPV, *PORTRAIT)}
