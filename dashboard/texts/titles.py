"""Titles of the pages: apart, so that the navigation loads no other page's texts."""

from typing import Final

TERRITOIRE: Final = "Territoire"
REHOUSING: Final = "Relogement"
SRU: Final = "Communes et loi SRU"
LETTINGS: Final = "Attributions"
MIX: Final = "Mixité sociale"
MOBILITY: Final = "Mobilités"
COMMITMENTS: Final = "Engagements"
DATA: Final = "Données et méthode"
PARTNERS: Final = "Données des partenaires"
