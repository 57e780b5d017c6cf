"""Partner files: what French programs write is read; what is wrong is told by line and column."""

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from dashboard.texts.errors import RULES, partner_line
from geo.errors import PartnerFileError
from geo.imports.blank import blank_csv, blank_xlsx
from geo.imports.headers import header_words
from geo.imports.personal import is_personal_header
from geo.imports.templates import template
from geo.imports.words import plain, plain_header
from geo.store.kinds import Kind
from tests.geo.imports.files import LEASES, read, values, workbook

TWELVE = """\
Bail;Date du bail;Commune;NPNRU;Ressources;14 ans et plus;QPV;Zut;Motif;Signature du bail;Tél
B-1;14/02/2025;43157;non;1000;1;hors QPV;;;;
B-1;15/02/2025;43157;non;1000;1;hors QPV;;;;
B-2;31/02/2025;43157;non;1000;1;hors QPV;;;;
B-3;14/02/2025;43999;non;1000;1;hors QPV;;;;
B-4;14/02/2025;43157;peut-être;1000;1;hors QPV;;;;
B-5;14/02/2025;43157;non;-1000;1;hors QPV;;;;
B-6;14/02/2025;43157;non;1000;1;ailleurs;;;;
B-7;14/02/2025;43157;non;1000;1;hors QPV;;Mme Untel;;
B-8;;43157;non;1000;1;hors QPV;;;;
"""


def faults_of(content, kind=Kind.LETTINGS, name="baux.csv"):
    with pytest.raises(PartnerFileError) as caught:
        read(content, kind, name)
    return caught.value.faults


def rules_of(*arguments):
    return [fault.rule for fault in faults_of(*arguments)]


# What is read


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_encodings_delimiters_and_line_ends_of_french_programs(encoding, delimiter, end):
    content = LEASES.replace(";", delimiter).replace("\n", end).encode(encoding)
    reading = read(content)
    assert values(reading, "lease_id") == ["B-1", "B-2"]
    assert values(reading, "lease_date") == [date(2025, 2, 14), date(2025, 3, 1)]
    assert values(reading, "code_insee") == ["43157", "43089"]
    assert values(reading, "annual_resources_eur") == [14250.5, None]
    assert values(reading, "is_npnru_rehousing") == [False, True]


@pytest.mark.parametrize(("day", "is_taken"), [("31/03/2026", True), ("01/04/2026", False)])
def test_a_state_is_not_of_a_day_to_come(day, is_taken):
    content = f"Ménage;Bâtiment;Étape;Date de la situation\nM-1;40;Enquête;{day}\n"
    if is_taken:
        assert values(read(content, Kind.REHOUSING), "state_date") == [date(2026, 3, 31)]
    else:
        (fault,) = faults_of(content, Kind.REHOUSING)
        assert (fault.rule, fault.line, fault.column) == ("out-of-bounds", 2, 4)
        assert "31 mars 2026" in fault.expected


def test_commas_when_numbers_are_quoted():
    content = LEASES.replace(";", ",").replace("14 250,50", '"14 250,50"')
    assert values(read(content), "annual_resources_eur") == [14250.5, None]


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("412,5", 412.5), ("412.5", 412.5), ("1 412,50 €", 1412.5), ("1\u202f412", 1412.0),
        ("1\u00a0412,5", 1412.5), ("1.412,50", 1412.5), ("0", 0.0), ("n.d.", None), ("-", None),
    ],
)  # fmt: skip
def test_amounts_as_people_write_them(written, value):
    header = "Bail;Date du bail;Commune;Bailleur;Relogement NPNRU;Ressources"
    content = f"{header}\nB-1;1/2/2025;43157;O;o;{written}\n"
    assert values(read(content), "annual_resources_eur") == [value]


@pytest.mark.parametrize(
    "written", ["31/12/2024", "31-12-2024", "31.12.2024", "2024-12-31", "2024-12-31 00:00:00"]
)
def test_dates_as_people_write_them(written):
    assert values(read(LEASES.replace("14/02/2025", written)), "lease_date")[0] == date(
        2024, 12, 31
    )


def test_a_workbook_with_real_dates_numbers_and_blank_rows():
    header = [
        "Bail",
        "DATE DU BAIL",
        "commune",
        "bailleur *",
        "Relogement NPNRU",
        "Ressources annuelles (€)",
    ]
    rows = [
        header,
        [1, datetime(2025, 2, 14), 43157, "OPAC 43", "Non", 14250.5],  # noqa: DTZ001 -- a day
        [None] * 6,
        [2, date(2025, 3, 1), "43089", "OPAC 43", "OUI", None],
    ]
    reading = read(workbook(Notice=[["x"]], Données=rows), name="baux.XLSX")
    assert values(reading, "lease_id") == ["1", "2"]
    assert values(reading, "lease_date") == [date(2025, 2, 14), date(2025, 3, 1)]
    assert values(reading, "annual_resources_eur") == [14250.5, None]


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_a_template_filled_with_its_examples_is_taken(kind, ending):
    fields = template(kind).fields
    if ending == "csv":
        row = ";".join(field.example for field in fields)
        content = blank_csv(kind) + f"{row}\n".encode()
    else:
        book = openpyxl.load_workbook(io.BytesIO(blank_xlsx(kind)))
        book["Données"].append([field.example for field in fields])
        target = io.BytesIO()
        book.save(target)
        content = target.getvalue()
    reading = read(content, kind, f"modele.{ending}")
    assert len(reading.records) == 1
    assert None not in reading.records[0]


def test_a_workbook_with_a_broken_sheet_is_refused():
    target = io.BytesIO()
    whole = zipfile.ZipFile(io.BytesIO(workbook(Données=[["Bail"], ["B-1"]])))
    with whole, zipfile.ZipFile(target, "w") as broken:
        for name in whole.namelist():
            content = whole.read(name)
            is_sheet = name.startswith("xl/worksheets/")
            broken.writestr(name, content[: len(content) // 2] if is_sheet else content)
    assert rules_of(target.getvalue(), Kind.LETTINGS, "x.xlsx") == ["unreadable"]


def test_a_line_said_twice_counts_once_and_is_reported():
    reading = read(LEASES + LEASES.splitlines()[1] + "\n")
    assert len(reading.records) == 2
    assert reading.repeated_lines == (4,)


# What is refused


def test_twelve_kinds_of_faults_are_twelve_lines_in_french():
    faults = faults_of(TWELVE)
    assert [(fault.rule, fault.line, fault.column) for fault in faults] == [
        ("missing-label", 1, None),
        ("unknown-column", 1, 8),
        ("duplicate-label", 1, 10),
        ("personal-column", 1, 11),
        ("primary-key", 3, 1),
        ("impossible-date", 4, 2),
        ("unknown-code", 5, 3),
        ("type-error", 6, 4),
        ("negative", 7, 5),
        ("unknown-word", 8, 7),
        ("personal-name", 9, 9),
        ("missing-value", 10, 2),
    ]
    lines = [partner_line(fault) for fault in faults]
    assert len(set(lines)) == 12
    assert lines[5] == (
        "baux.csv, ligne 4, colonne 2, Date du bail : ce jour n’existe pas. "
        "Attendu : un jour du calendrier."
    )
    assert all(RULES[fault.rule] in line for fault, line in zip(faults, lines, strict=True))
    assert not any(word in "".join(lines) for word in ("Untel", "ailleurs", "43999", "1000"))


@pytest.mark.parametrize(
    ("content", "name", "rule"),
    [
        (b"", "x.csv", "empty"),
        (b"Bail;Commune\n", "x.csv", "missing-label"),
        (LEASES.splitlines()[0].encode(), "x.csv", "empty"),
        (b"Dupont;Jean;43157\n", "x.csv", "header"),
        (LEASES.encode(), "x.ods", "format"),
        (LEASES.encode(), "x.xlsx", "unreadable"),
        (b"Bail;Comm\x81une\n", "x.csv", "encoding"),
        (b"Bail;Comm\x00une\n", "x.csv", "encoding"),
        (LEASES.encode() + b'B-3;"14/02', "x.csv", "csv"),
        (workbook(Un=[["Bail"]], Deux=[["Bail"]]), "x.xlsx", "sheet"),
        (LEASES.encode(), "baux Mme Untel.csv", "personal-file-name"),
        (LEASES.encode() + b"B-3;14/02/2025;43157;O;non;1;x;y;z\n", "x.csv", "cells"),
    ],
)
def test_a_file_that_is_no_table_of_the_template(content, name, rule):
    faults = faults_of(content, Kind.LETTINGS, name)
    assert faults[0].rule == rule
    assert "Untel" not in partner_line(faults[0])


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("14 250,50", "14.250", "ambiguous-number"),
        ("14 250,50", "1e5", "type-error"),
        ("14 250,50", "99999999", "out-of-bounds"),
        ("14/02/2025", "14/02/25", "type-error"),
        ("14/02/2025", "14/02/1975", "out-of-bounds"),
        ("14/02/2025", "45657", "type-error"),
        ("Le Puy-en-Velay", "Paris", "unknown-word"),
        ("OPAC 43", "", "missing-value"),
        ("B-1", "Dupont1", "personal-pseudonym"),
        ("logement trop petit", "x" * 501, "value"),
        ("logement trop petit", "a\x07b", "value"),
    ],
)
def test_a_cell_that_breaks_the_contract(before, after, rule):
    (fault,) = faults_of(LEASES.replace(before, after, 1))
    assert (fault.rule, fault.line) == (rule, 2)
    assert not after or after not in partner_line(fault)


def test_two_values_that_contradict_each_other():
    content = (
        "Ménage;Bâtiment;Étape;Date de la situation;Offres;Refus;Date de déménagement\n"
        "M-1;40;Déménagé;31/12/2024;1;2;01/01/2025\n"
    )
    faults = faults_of(content, Kind.REHOUSING)
    assert [(fault.rule, fault.column, fault.expected) for fault in faults] == [
        ("order", 6, "au plus « Offres »"),
        ("order", 7, "au plus tard « Date de la situation »"),
    ]


def test_faults_stop_at_a_thousand():
    faults = faults_of(LEASES + "B-3;x;43157;O;non;;\n" * 3_000)
    assert len(faults) == 1_001
    assert faults[-1].rule == "more-faults"


@pytest.mark.parametrize("kind", list(Kind))
def test_no_message_repeats_what_a_cell_says(kind):
    fields = template(kind).fields
    header = ";".join(field.title for field in fields)
    row = ";".join("Zxquntel 1234567" for _ in fields)
    faults = faults_of(f"{header}\n{row}\n", kind)
    assert len(faults) >= len([field for field in fields if field.type != "string"])
    assert not any("zxq" in line.lower() or "1234" in line for line in map(partner_line, faults))


# The templates


@pytest.mark.parametrize("kind", list(Kind))
def test_headers_of_a_template_are_told_apart_and_are_not_personal(kind):
    words = [
        {plain(word) for word in (field.title, field.name, *field.synonyms)}
        for field in template(kind).fields
    ]
    assert sum(map(len, words)) == len(header_words(template(kind)))
    assert not any(is_personal_header(word) for group in words for word in group)
    assert all(plain_header(word) for group in words for word in group)


@pytest.mark.parametrize("kind", list(Kind))
def test_values_of_a_template_are_told_apart(kind):
    for field in template(kind).fields:
        words = [
            {plain(w) for w in (each.value, each.label, *each.synonyms)}
            for each in field.categories
        ]
        assert sum(map(len, words)) == len(set().union(*words))
