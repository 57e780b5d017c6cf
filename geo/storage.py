"""Where the files that users load are kept: never in the territory that the manifest describes."""

import os
from pathlib import Path
from typing import Final

from geo.contracts.manifest import EMBEDDED

STORE_VARIABLE: Final = "CDV_STORE"
URL_VARIABLE: Final = "CDV_DATABASE_URL"
DATABASE_NAME: Final = "partners.db"


def store_folder(epci: str) -> Path:
    """Return the folder of one territory's own files; it may not exist yet.

    Parameters
    ----------
    epci
        SIREN of the EPCI, digits only.

    Returns
    -------
    pathlib.Path
        ``CDV_STORE``, or ``store`` beside the embedded data, then the SIREN.
    """
    root = os.environ.get(STORE_VARIABLE)
    return (Path(root) if root else EMBEDDED.parent / "store") / epci


def perimeter_folder(epci: str, code_qp: str) -> Path:
    """Return the folder of the intervention perimeter of one QPV; it may not exist yet."""
    return store_folder(epci) / "perimeters" / code_qp


def database_url(epci: str) -> str:
    """Return where the partner database of a territory is, as an SQLAlchemy address."""
    return os.environ.get(URL_VARIABLE) or f"sqlite:///{store_folder(epci) / DATABASE_NAME}"


def database_exists(epci: str) -> bool:
    """Whether there is a partner database to read; a file that nobody wrote yet is not made."""
    return bool(os.environ.get(URL_VARIABLE)) or (store_folder(epci) / DATABASE_NAME).exists()
