"""What the reader of the page « Mobilités » asks now, and what its exports say of it."""

from dataclasses import dataclass, replace
from datetime import date

import pandas as pd

from dashboard.exports import Provenance
from dashboard.sections.mobility_answers import Origins
from dashboard.texts import mobility as texts
from geo.mobility.networks import NetworkFile
from geo.territory.mobility import Setting


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader asks now.

    Attributes
    ----------
    file
        The network in use.
    setting
        With the scenario; `published` is without.
    start, place
        Code of a QPV or `ON_POINT`, and its name in a sentence.
    origins
        Points where trips start; none where the network is out of reach, or no point was chosen.
    day, hour, limit_min
        Moment of departure, and time within which a destination counts.
    """

    file: NetworkFile
    setting: Setting
    start: str
    place: str
    origins: Origins
    day: date
    hour: int
    limit_min: int

    @property
    def published(self) -> Setting:
        """The same without the scenario."""
        return replace(self.setting, scenario="")

    @property
    def network(self) -> str:
        """The network in exports: its file, or that it is invented."""
        return texts.FICTIONAL if self.file.is_fictional else self.file.name

    def exported(self, rows: pd.DataFrame) -> pd.DataFrame:
        """Return what a file says with its place, day, hour and network."""
        said = rows.copy()
        said[texts.EXPORT_FROM] = self.place
        said[texts.DAY] = self.day.isoformat()
        said[texts.HOUR] = self.hour
        said[texts.EXPORT_NETWORK] = self.network
        return said

    def provenance(self, title: str) -> Provenance:
        """Return what an export says of the network that its times come from."""
        note = texts.EXPORT_NOTE.format(network=self.file.name)
        return Provenance(title, is_fictional=self.file.is_fictional, note=note)
