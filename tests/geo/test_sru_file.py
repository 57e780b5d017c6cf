"""Reader and audit of the national SRU file, on made-up communes and on a real extract."""

import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import DataError
from geo.rules.sru import Status
from geo.sru.audit import Reason, audit, audit_report, published_inventory, rate_decimals
from geo.sru.national_file import parse_number, parse_sru, read_sru_file

HEADER = (
    "Code_INSEE_commune;Nom_commune;Population_municipale_01_01_2025;Code_SIREN_EPCI;Nom_EPCI;"
    "Commune_sru_au_01_01_2025;Commune_sru_au_01_01_2024;Nombre_lls_ Inventaire_au_01_01_2024;"
    "Taux_SRU_au_01_01_2024;commune_deficitaire;Commune_carencée;Commune_exemptée_2023_2025;"
    "Taux_cible_commune_2023_2025;Prélèvement_net_2025_dont_majoration"
)
ROW = "99001;FICTIVILLE-LÈS-ESSAIS;5000;123456789;CA d'Essai;1;1;450;18,00%;1;0;0;20%;1 234,56 €"


def changed(**cells):
    names = [name.strip() for name in HEADER.split(";")]
    values = dict(zip(names, ROW.split(";"), strict=True))
    keys = {
        "code": names[0], "name": names[1], "population": names[2], "subject": names[6],
        "lls": names[7], "rate": names[8], "short": names[9], "carence": names[10],
        "exempt": names[11], "target": names[12], "levy": names[13],
    }  # fmt: skip
    for key, value in cells.items():
        values[keys[key]] = value
    return ";".join(values.values())


def parse(*rows, header=HEADER, encoding="cp1252"):
    return parse_sru("\r\n".join([header, *rows, ""]).encode(encoding), "essai.csv")


def faults(*rows, **options):
    with pytest.raises(DataError) as caught:
        parse(*rows, **options)
    return caught.value.faults


@pytest.mark.parametrize("encoding", ["cp1252", "utf-8", "utf-8-sig"])
def test_both_encodings_give_the_same_table(encoding):
    table = parse(ROW, encoding=encoding)
    assert (table.inventory_day, table.period_label, table.levy_year) == (
        date(2024, 1, 1), "2023-2025", 2025,
    )  # fmt: skip
    row = table.row("99001")
    assert row.name == "FICTIVILLE-LÈS-ESSAIS"
    assert (row.lls_count, row.rate_percent) == (450, Decimal("18.00"))
    assert row.net_levy_eur == Decimal("1234.56")
    assert (row.is_short, row.is_carence, row.is_exempt, row.target_percent) == (
        True, False, False, 20,
    )  # fmt: skip
    assert table.row("99999") is None


def test_commas_may_separate_when_decimals_are_quoted():
    cells = ['"18,00%"' if cell == "18,00%" else cell for cell in ROW.split(";")]
    cells[-1] = '"1 234,56 €"'
    table = parse_sru("\n".join([HEADER.replace(";", ","), ",".join(cells)]).encode(), "f.csv")
    assert table.row("99001").net_levy_eur == Decimal("1234.56")


def test_headers_with_other_years_spaces_accents_and_order():
    header = HEADER.replace("01_01_2024", "01_01_2023").replace("01_01_2025", "01_01_2024")
    header = header.replace("2023_2025", "2020_2022").replace("net_2025", "net_2024")
    header = header.replace("Prélèvement", "Prelevement").replace("Taux_SRU", " Taux\u00a0SRU")
    names, cells = header.split(";"), ROW.split(";")
    table = parse(";".join(cells[::-1]), header=";".join(names[::-1]))
    assert (table.inventory_day, table.period_label, table.levy_year) == (
        date(2023, 1, 1), "2020-2022", 2024,
    )  # fmt: skip
    assert table.row("99001").rate_percent == 18


def test_no_inventory_stays_unknown():
    row = parse(changed(lls="Pas d'inventaire", rate="Pas d'inventaire")).rows[0]
    assert (row.lls_count, row.rate_percent) == (None, None)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("46 559,19 €", "46559.19"),
        ("46\u00a0559,19\u00a0€", "46559.19"),
        ("46\u202f559,19\u2009€", "46559.19"),
        ("19.4", "19.4"),
        ("26,10 %", "26.10"),
        ("\u22123", "-3"),
        ("0", "0"),
    ],
)
def test_numbers(text, value):
    assert parse_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["", "Pas d'inventaire", "pas d’inventaire", "N.D."])
def test_unknown_numbers(text):
    assert parse_number(text) is None


@pytest.mark.parametrize("text", ["1.234,56", "1e5", "abc", "1,2,3", "--1", "NaN", "12 €€"])
def test_no_numbers(text):
    with pytest.raises(ValueError, match=re.escape(text)):
        parse_number(text)


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"lls": "-1"}, 8),
        ({"lls": "4,5"}, 8),
        ({"lls": "6000"}, 8),
        ({"rate": "101%"}, 9),
        ({"rate": "-0,01%"}, 9),
        ({"population": "9 999 999"}, 3),
        ({"short": "oui"}, 10),
        ({"carence": ""}, 11),
        ({"target": "22%"}, 13),
        ({"target": ""}, 13),
        ({"levy": "-5,00 €"}, 14),
        ({"levy": "beaucoup"}, 14),
        ({"code": "9900"}, 1),
        ({"code": "ABCDE"}, 1),
    ],
)
def test_absurd_cells_are_refused_with_their_place(cells, column):
    found = faults(ROW, changed(**{"code": "99002", **cells}))
    assert [(fault.line, fault.column) for fault in found] == [(3, column)]
    assert found[0].found == next(iter(cells.values()))
    assert found[0].expected


def test_all_faults_at_once():
    rows = [changed(lls="x", rate="x"), changed(code="99002", target="30%"), ROW, ROW]
    found = faults(*rows)
    assert [(f.rule, f.line) for f in found] == [
        ("value", 2), ("value", 2), ("value", 3),
        ("duplicate-commune", 4), ("duplicate-commune", 5),
    ]  # fmt: skip


def test_ragged_row():
    found = faults(ROW + ";trop")
    assert (found[0].rule, found[0].expected, found[0].found) == ("ragged-row", "14 columns", "15")


def test_missing_columns_are_all_named():
    header = HEADER.replace("Taux_SRU_au_01_01_2024", "Taux").replace("Nom_EPCI", "EPCI")
    names = {fault.field for fault in faults(ROW, header=header)}
    assert {"Taux_SRU_AAAA".replace("SRU_", "SRU_au_01_01_"), "Nom_EPCI"} <= names


def test_years_must_agree():
    header = HEADER.replace(
        "Nombre_lls_ Inventaire_au_01_01_2024", "Nombre_lls_Inventaire_au_01_01_2023"
    )
    assert faults(ROW, header=header)[0].rule == "years"


def test_mixed_encodings_are_refused_with_both_lines():
    content = "\n".join([HEADER, ROW]).encode("cp1252") + ("\n" + ROW).encode("utf-8")
    with pytest.raises(DataError, match="mixed-encodings") as caught:
        parse_sru(content, "f.csv")
    assert caught.value.faults[0].line == 3
    assert "UTF-8 in line 3, Windows-1252 in line 1" in str(caught.value)


def test_other_encodings_are_refused():
    with pytest.raises(DataError, match="encoding"):
        parse_sru(HEADER.encode("cp1252") + b"\n\x81", "f.csv")


@pytest.mark.parametrize("content", [b"", b"\n\n", HEADER.encode("cp1252")])
def test_an_empty_file_is_one_fault(content):
    with pytest.raises(DataError) as caught:
        parse_sru(content, "f.csv")
    assert [fault.rule for fault in caught.value.faults] == ["empty"]


def test_unreadable_file(tmp_path):
    with pytest.raises(DataError, match="unreadable"):
        read_sru_file(tmp_path / "absent.csv")


# Audit


def audited(**cells):
    return audit(parse(changed(**cells))).rows[0]


@pytest.mark.parametrize(
    ("cells", "status", "reason"),
    [
        ({}, Status.SHORT, Reason.AGREES),
        ({"rate": "20,50%", "short": "0"}, Status.COMPLIANT, Reason.AGREES),
        ({"short": "0"}, Status.SHORT, Reason.CONTRADICTION),
        ({"rate": "20,00%"}, Status.UNKNOWN, Reason.RATE_AT_TARGET),
        ({"rate": "20,00%", "short": "0"}, Status.UNKNOWN, Reason.RATE_AT_TARGET),
        ({"rate": "19,99%", "lls": "4000"}, Status.SHORT, Reason.AGREES),
        ({"lls": "0", "rate": "0,00%"}, Status.SHORT, Reason.AGREES),
        ({"lls": "1", "rate": "0,01%"}, Status.SHORT, Reason.AGREES),
        ({"lls": "", "rate": ""}, Status.UNKNOWN, Reason.NO_INVENTORY),
        ({"lls": "2", "rate": "30,01%"}, Status.UNKNOWN, Reason.RATE_AND_COUNT_DISAGREE),
    ],
)
def test_each_reason(cells, status, reason):
    item = audited(**cells)
    assert (item.status, item.reason) == (status, reason)
    assert bool(item.explanation) == (reason is not Reason.AGREES)


def test_rate_near_the_target_to_one_decimal_is_undecided():
    table = parse(changed(rate="19,95%"), changed(code="99002", rate="20,00%", lls="100"))
    assert rate_decimals(table) == {"99": 2}
    assert rate_decimals(parse(changed(rate="20,00%"))) == {"99": 1}


def test_the_file_is_judged_on_the_rate_even_for_exempt_communes():
    item = audited(exempt="1")
    assert (item.status, item.reason) == (Status.SHORT, Reason.AGREES)


def test_report_is_plain_and_counts_add_up():
    table = parse(ROW, changed(code="99002", rate="20,00%"), changed(code="99003", short="0"))
    told = audit_report(audit(table))
    assert (told["row_count"], told["agree_count"]) == (3, 1)
    assert (told["explained_count"], told["contradiction_count"]) == (1, 1)
    assert [item["code_insee"] for item in told["disagreements"]] == ["99002", "99003"]
    assert "20,00" in told["disagreements"][0]["explanation"]


@given(st.permutations(range(6)))
def test_audit_does_not_depend_on_the_order_of_rows(order):
    rates = ["18,00%", "20,00%", "19,95%", "25,10%", "20,05%", "3,00%"]
    table = parse(*(changed(code=f"9900{i}", rate=rate) for i, rate in enumerate(rates, 1)))
    shuffled = replace(table, rows=tuple(table.rows[index] for index in order))
    assert audit(shuffled) == audit(table)


# A real file, where one is at hand


@pytest.fixture(scope="module")
def extract(samples):
    path = samples / "donnees-sru-2025-extrait.csv"
    if not path.exists():
        pytest.skip(f"no real SRU file: set CDV_SAMPLES to a folder that holds {path.name}")
    return read_sru_file(path)


def test_real_file_agrees_on_every_row_but_those_without_an_inventory(extract):
    result = audit(extract)
    assert len(result.rows) == 476
    assert result.agree_count == 462
    assert {item.reason for item in result.disagreements} == {Reason.NO_INVENTORY}
    assert not result.contradictions
    entered = [i for i in result.disagreements if not i.row.is_subject_at_inventory]
    assert len(entered) == 8


def test_real_rate_of_espaly_is_rounded_to_one_decimal(extract):
    assert rate_decimals(extract)["43"] == 1
    assert rate_decimals(extract)["01"] == 2
    row = extract.row("43089")
    inventory = published_inventory(row, 1, extract.inventory_day)
    assert (inventory.main_residences.low, inventory.main_residences.high) == (1728, 1736)
    assert row.net_levy_eur == Decimal("2557.20")


def test_real_file_has_levies_below_the_minimum_that_is_to_be_checked(extract):
    """The 4,000 EUR of the 2017 text: published net levies contradict it, or deductions explain."""
    low = [row.name for row in extract.rows if row.net_levy_eur and row.net_levy_eur < 4_000]
    assert sorted(low) == ["ESPALY-SAINT-MARCEL", "NÎMES", "ROYAT"]
