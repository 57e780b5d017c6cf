"""Encoding and column names of the national SRU file, which change from year to year."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from geo.errors import DataError, Fault

_FRENCH = "àâäçéèêëîïôöùûüÿæœÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÆŒ€’‘–—«»°\u00a0\u202f\u2009"
_UTF8 = re.compile(b"|".join(re.escape(sign.encode("utf-8")) for sign in _FRENCH))
_BYTE_ORDER_MARK = "\ufeff"

_COLUMNS = {
    "code_insee": (r"code_insee_commune", "Code_INSEE_commune"),
    "name": (r"nom_commune", "Nom_commune"),
    "epci_siren": (r"code_siren_epci", "Code_SIREN_EPCI"),
    "epci_name": (r"nom_epci", "Nom_EPCI"),
    "population": (r"population_municipale_01_01_(\d{4})", "Population_municipale_01_01_AAAA"),
    "lls": (
        r"nombre_lls_inventaire_au_01_01_(\d{4})",
        "Nombre_lls_Inventaire_au_01_01_AAAA",
    ),
    "rate": (r"taux_sru_au_01_01_(\d{4})", "Taux_SRU_au_01_01_AAAA"),
    "subject": (r"commune_sru_au_01_01_(\d{4})", "Commune_sru_au_01_01_AAAA"),
    "short": (r"commune_deficitaire", "commune_deficitaire"),
    "carence": (r"commune_carencee", "Commune_carencée"),
    "exempt": (r"commune_exemptee_(\d{4}_\d{4})", "Commune_exemptée_AAAA_AAAA"),
    "target": (r"taux_cible_commune_(\d{4}_\d{4})", "Taux_cible_commune_AAAA_AAAA"),
    "levy": (
        r"prelevement_net_(\d{4})_dont_majoration",
        "Prélèvement_net_AAAA_dont_majoration",
    ),
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the columns are and which days they speak of.

    Attributes
    ----------
    positions, names
        0-based column and published name, by our field name.
    width
        Number of columns.
    """

    positions: dict[str, int]
    names: dict[str, str]
    width: int
    inventory_day: date
    period_label: str
    levy_year: int


def decode(content: bytes, name: str) -> str:
    """Decode UTF-8 or Windows-1252; raise `DataError` when a file holds both or neither.

    >>> decode("Prélèvement".encode("cp1252"), "f"), decode("Prélèvement".encode(), "f")
    ('Prélèvement', 'Prélèvement')
    """
    try:
        return content.decode("utf-8").removeprefix(_BYTE_ORDER_MARK)
    except UnicodeDecodeError:
        pass
    _refuse_mixed(content, name)
    try:
        return content.decode("cp1252")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise DataError(
            Fault(
                rule="encoding",
                file=name,
                line=line,
                expected="UTF-8 or Windows-1252",
                found=f"byte 0x{content[error.start]:02X}",
            )
        ) from error


def _refuse_mixed(content: bytes, name: str) -> None:
    """Raise `DataError` when bytes that are not UTF-8 stand beside French letters in UTF-8."""
    lines = content.split(b"\n")
    utf8 = next((number for number, line in enumerate(lines, 1) if _UTF8.search(line)), None)
    if utf8 is None:
        return
    other = next(n for n, line in enumerate(lines, 1) if _is_stray(_UTF8.sub(b"", line)))
    raise DataError(
        Fault(
            rule="mixed-encodings",
            file=name,
            line=max(other, utf8),
            expected="one encoding, UTF-8 or Windows-1252",
            found=f"UTF-8 in line {utf8}, Windows-1252 in line {other}",
            fix="save the file again in one encoding",
        )
    )


def _is_stray(line: bytes) -> bool:
    return any(byte >= 0x80 for byte in line)  # noqa: PLR2004 -- end of ASCII


def layout(header: Sequence[str], name: str) -> Layout:
    """Find the columns by name, whatever their order, accents, spaces and years.

    Raises
    ------
    DataError
        One fault per missing or doubled column, and per year that disagrees.
    """
    keys = [plain_name(cell) for cell in header]
    positions: dict[str, int] = {}
    years: dict[str, str] = {}
    faults: list[Fault] = []
    for field, (pattern, published) in _COLUMNS.items():
        hits = [(i, match) for i, key in enumerate(keys) if (match := re.fullmatch(pattern, key))]
        if field == "subject" and "rate" in years:
            hits = [hit for hit in hits if hit[1].group(1) == years["rate"]]
        if len(hits) != 1:
            found = "no such column" if not hits else f"{len(hits)} columns"
            faults.append(Fault("columns", name, 1, field=published, expected="1", found=found))
            continue
        positions[field] = hits[0][0]
        years[field] = "".join(hits[0][1].groups())
    faults += _disagreements(years, name)
    if faults:
        raise DataError(faults)
    return Layout(
        positions=positions,
        names={field: header[index].strip() for field, index in positions.items()},
        width=len(header),
        inventory_day=date(int(years["rate"]), 1, 1),
        period_label=years["target"].replace("_", "-"),
        levy_year=int(years["levy"]),
    )


def plain_name(text: str) -> str:
    """Return a column name without accents, capitals or odd spaces.

    >>> plain_name("Nombre_lls_ Inventaire_au_01_01_2024")
    'nombre_lls_inventaire_au_01_01_2024'
    """
    bare = unicodedata.normalize("NFKD", text.removeprefix(_BYTE_ORDER_MARK))
    ascii_only = "".join(sign for sign in bare if not unicodedata.combining(sign))
    return re.sub(r"[^a-z0-9]+", "_", ascii_only.lower()).strip("_")


def _disagreements(years: dict[str, str], name: str) -> list[Fault]:
    """Check that rate and count are of one inventory, target and exemption of one period."""
    pairs = [("rate", "lls"), ("target", "exempt")]
    return [
        Fault(
            "years",
            name,
            1,
            field=_COLUMNS[other][1],
            expected=years[first],
            found=years[other],
        )
        for first, other in pairs
        if first in years and other in years and years[first] != years[other]
    ]
