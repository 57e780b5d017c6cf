"""Every perimeter that was ever loaded: the file on the map is only the newest one."""

from datetime import UTC, datetime

import pandas as pd
import sqlalchemy as sa

from geo.store.database import Store
from geo.store.tables import perimeters


def keep_perimeter(store: Store, name: str, geojson: str, *, source: str, who: str) -> bool:
    """Add a perimeter to the store; whether it was not the newest one of that name already.

    Parameters
    ----------
    name
        What it bounds, such as the code of a QPV.
    geojson
        Feature collection, WGS 84.
    source
        Name of the file it comes from.
    """
    newest = sa.select(perimeters.c.geojson).where(perimeters.c.name == name)
    with store.writing() as connection:
        known = connection.scalar(newest.order_by(perimeters.c.id.desc()).limit(1))
        if known == geojson:
            return False
        values = {"name": name, "geojson": geojson, "source": source, "who": who}
        connection.execute(sa.insert(perimeters).values(**values, at=datetime.now(UTC)))
    return True


def kept_perimeters(store: Store, name: str) -> pd.DataFrame:
    """Return the perimeters of one name, newest first: ``geojson``, ``source``, ``at``, ``who``."""
    columns = [perimeters.c[each] for each in ("geojson", "source", "at", "who")]
    query = sa.select(*columns).where(perimeters.c.name == name).order_by(perimeters.c.id.desc())
    with store.reading() as connection:
        rows = [tuple(row) for row in connection.execute(query)]
    frame = pd.DataFrame.from_records(rows, columns=[column.name for column in columns])
    return frame.assign(at=pd.to_datetime(frame["at"], utc=True))
