"""``cdv sru``: a commune of the territory, given figures, or the whole national file."""

from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Annotated, Any

import typer

from geo.commands.answers import DataOption, JsonOption, folder, say
from geo.errors import Fault, InputError

WAYS = "CODE, or --lls --rp --target --period, or --file"
FIGURES = ("lls", "rp", "target", "period")


def amount(text: str) -> Decimal:
    """Read an amount, with a decimal comma or point; `geo.commands.misuse` words the error.

    >>> amount("2557,20")
    Decimal('2557.20')
    """
    try:
        return Decimal(text.replace(",", "."))
    except InvalidOperation as error:
        raise typer.BadParameter(text) from error


def sru(  # noqa: PLR0913 -- the options of the command
    code: Annotated[str | None, typer.Argument(help="INSEE code of a commune, e.g. 43089.")] = None,
    *,
    lls: Annotated[int | None, typer.Option(help="Social dwellings.")] = None,
    rp: Annotated[int | None, typer.Option(help="Main residences.")] = None,
    target: Annotated[int | None, typer.Option(help="Target of the period: 20 or 25.")] = None,
    period: Annotated[str | None, typer.Option(help="YYYY-YYYY, e.g. 2023-2025.")] = None,
    tax_potential: Annotated[
        Decimal | None,
        typer.Option(parser=amount, metavar="EUR", help="Potentiel fiscal per inhabitant."),
    ] = None,
    expenditure: Annotated[
        Decimal | None,
        typer.Option(parser=amount, metavar="EUR", help="Dépenses réelles de fonctionnement."),
    ] = None,
    deductible: Annotated[
        Decimal | None,
        typer.Option(parser=amount, metavar="EUR", help="Spending stated as deductible."),
    ] = None,
    dsu: Annotated[bool, typer.Option("--dsu", help="The commune receives the DSU.")] = False,
    first_subject_year: Annotated[
        int | None, typer.Option(help="Year the commune entered the perimeter.")
    ] = None,
    majoration: Annotated[
        Decimal | None,
        typer.Option(parser=amount, metavar="PCT", help="Percent set by an order of carence."),
    ] = None,
    file: Annotated[
        Path | None, typer.Option(help="National file: where the engine agrees with it.")
    ] = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Tell the SRU situation of a commune, of given figures, or of every row of a file."""
    options = {
        "lls": lls,
        "rp": rp,
        "target": target,
        "period": period,
        "tax_potential": tax_potential,
        "expenditure": expenditure,
        "deductible": deductible,
        "dsu": dsu or None,
        "first_subject_year": first_subject_year,
        "majoration": majoration,
    }
    given = {name: value for name, value in options.items() if value is not None}
    _require_one_way(code, given, file)
    if file is not None:
        _say_audit(file, as_json=as_json)
    elif code is not None:
        _say_commune(code, folder(data), as_json=as_json)
    else:
        _say_figures(given, as_json=as_json)


def _require_one_way(code: str | None, given: dict[str, Any], file: Path | None) -> None:
    """Raise `InputError` unless the question is asked in one way, and wholly."""
    ways = {"CODE": code is not None, _names(given): bool(given), "--file": file is not None}
    asked = [name for name, is_asked in ways.items() if is_asked]
    if len(asked) != 1:
        found = " with ".join(asked) if asked else "none of them"
        raise InputError(Fault("one-question", "sru", expected=WAYS, found=found))
    lacking = {name: None for name in FIGURES if name not in given}
    if given and lacking:
        expected = f"{_names(lacking)} too"
        raise InputError(Fault("missing-option", "sru", expected=expected, found=_names(given)))


def _names(options: dict[str, Any]) -> str:
    return ", ".join(f"--{name.replace('_', '-')}" for name in options)


def _say_commune(code: str, data: Path, *, as_json: bool) -> None:
    from geo.report import sru_answer  # noqa: PLC0415 -- keeps --help quick
    from geo.territory import open_territory  # noqa: PLC0415 -- keeps --help quick
    from geo.territory.sru import sru_commune  # noqa: PLC0415 -- keeps --help quick

    say(sru_answer(sru_commune(open_territory(data), code)), as_json=as_json)


def _say_figures(given: dict[str, Any], *, as_json: bool) -> None:
    from geo.sru.report import SruQuestion, sru_report  # noqa: PLC0415 -- keeps --help quick

    answer = sru_report(SruQuestion(**given))
    if as_json:
        say(answer, as_json=True)
        return
    explanations: Any = answer.pop("explanations")
    say(answer, as_json=False)
    for each in explanations:
        parts = (each["formula"] or each["status"], _missing(each), each["note"], _law(each))
        typer.echo(f"  {each['name']} = " + " | ".join(part for part in parts if part))


def _missing(explanation: dict[str, Any]) -> str:
    names = ", ".join(explanation["missing"])
    return f"missing: {names}" if names else ""


def _law(explanation: dict[str, Any]) -> str:
    doubt = " (à vérifier)" if explanation["certainty"] == "to_check" else ""
    return f"{explanation['article']}, {explanation['version']}{doubt}"


def _say_audit(file: Path, *, as_json: bool) -> None:
    from geo.sru.audit import audit, audit_report  # noqa: PLC0415 -- keeps --help quick
    from geo.sru.national_file import read_sru_file  # noqa: PLC0415 -- keeps --help quick

    answer = audit_report(audit(read_sru_file(file)))
    if as_json:
        say(answer, as_json=True)
        return
    disagreements: Any = answer.pop("disagreements")
    say(answer, as_json=False)
    for each in disagreements:
        place = f"{each['code_insee']} {each['name']} (line {each['line']})"
        typer.echo(f"  {place}: {each['explanation']}")
