"""Where the files that users load are kept: never in the territory that the manifest describes."""

import os
from pathlib import Path
from typing import Final

from geo.manifest import EMBEDDED

STORE_VARIABLE: Final = "CDV_STORE"


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
