"""A table as a CSV file, for a French spreadsheet or for a program."""

from typing import Final

import pandas as pd

from geo.figures import Status

STATUS: Final = "status"
WARNING_COLUMN: Final = "Avertissement"
FICTIONAL: Final = "Données fictives, pour démonstration"
FICTIONAL_PREFIX: Final = "FICTIF-"
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r")


def flagged(table: pd.DataFrame, *, is_fictional: bool) -> pd.DataFrame:
    """Return the table, with a first column that says which of its rows are fictional, if any.

    Those whose ``status`` says so; all of them where the table has no such column.

    >>> list(flagged(pd.DataFrame({"n": [1]}), is_fictional=True))
    ['Avertissement', 'n']
    """
    if not is_fictional:
        return table
    marked = table.copy()
    made_up = table[STATUS] == Status.FICTIONAL if STATUS in table else [True] * len(table)
    marked.insert(0, WARNING_COLUMN, [FICTIONAL if each else "" for each in made_up])
    return marked


def file_name(name: str, ending: str, *, is_fictional: bool = False) -> str:
    """Return the name of a file, which says when its content is fictional.

    >>> file_name("menages", "csv", is_fictional=True)
    'FICTIF-menages.csv'
    """
    return f"{FICTIONAL_PREFIX if is_fictional else ''}{name}.{ending}"


def french_csv(table: pd.DataFrame) -> bytes:
    """Return a CSV file that a French spreadsheet opens: semicolons, decimal commas, UTF-8 mark.

    A text that a spreadsheet would run as a formula is made a plain text by an apostrophe.
    """
    plain = pd.DataFrame(
        {
            name: column.map(_harmless) if _is_text(column) else column
            for name, column in table.items()
        }
    )
    content: bytes = plain.to_csv(
        index=False, sep=";", decimal=",", date_format="%d/%m/%Y", lineterminator="\r\n"
    ).encode("utf-8-sig")
    return content


def raw_csv(table: pd.DataFrame) -> bytes:
    """Return a CSV file for programs: commas, decimal points, ISO dates, nothing changed."""
    content: bytes = table.to_csv(index=False, date_format="%Y-%m-%d", lineterminator="\n").encode()
    return content


def _is_text(column: "pd.Series[str]") -> bool:
    return pd.api.types.is_string_dtype(column) or pd.api.types.is_object_dtype(column)


def _harmless(cell: object) -> object:
    """Return a cell that no spreadsheet runs.

    >>> _harmless("=1+1"), _harmless("Guitard"), _harmless(-3)
    ("'=1+1", 'Guitard', -3)
    """
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(FORMULA_STARTS) else cell
