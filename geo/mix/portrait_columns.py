"""Indicators of the portrait of a neighbourhood: who lives there, beside its surroundings."""

from typing import Final

from geo.indicator import Indicator, Nature

PORTRAIT_THEME: Final = "Portrait du quartier"

PORTRAIT: Final = (
    Indicator(
        "households_count",
        "Ménages",
        "ménages",
        Nature.COUNT,
        PORTRAIT_THEME,
        "Occupants d’une même résidence principale ; estimation publiée avec des décimales.",
    ),
    Indicator(
        "social_dwellings_percent",
        "Part de logements sociaux",
        "%",
        Nature.SHARE,
        PORTRAIT_THEME,
        "Logements des bailleurs sociaux (RPLS) rapportés aux ménages. Ce n’est pas le taux SRU.",
        1,
    ),
    Indicator(
        "one_person_households_percent",
        "Ménages d’une personne",
        "%",
        Nature.SHARE,
        PORTRAIT_THEME,
        "Ménages d’une seule personne sur l’ensemble des ménages.",
        1,
    ),
    Indicator(
        "tenants_percent",
        "Locataires",
        "%",
        Nature.SHARE,
        PORTRAIT_THEME,
        "Ménages locataires, du parc social ou privé, sur l’ensemble des ménages (recensement).",
        1,
    ),
    Indicator(
        "unemployment_percent",
        "Chômage déclaré (15-64 ans)",
        "%",
        Nature.SHARE,
        PORTRAIT_THEME,
        "Actifs de 15 à 64 ans qui se déclarent au chômage au recensement. Ce n’est pas le taux "
        "de chômage du Bureau international du travail.",
        1,
    ),
    Indicator(
        "over_65_percent",
        "Habitants de 65 ans et plus",
        "%",
        Nature.SHARE,
        PORTRAIT_THEME,
        "Habitants de 65 ans et plus sur l’ensemble des habitants (recensement).",
        1,
    ),
)
