"""The words of the errors: every rule that the program may break is told in French."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.texts.errors import RULES, sentence
from geo.errors import Fault

GEO = Path(__file__).parents[2] / "geo"
IDENTIFIER = re.compile(r"[a-z]+(-[a-z]+)*")
# Rules of `geo.contracts.tables` and `geo.contracts.boundaries`, in each way of writing them.
KNOWN = {"unique-error", "source-error", "type-error", "duplicate-label", "property", "hash", "csv"}


def said(node: ast.AST) -> list[ast.expr | None]:
    """Expressions that give a rule: arguments, first parts of a yield or of what is returned."""
    match node:
        case ast.Call(func=ast.Name("Fault") | ast.Attribute(ast.Name("table"), "fault")):
            named = [each.value for each in node.keywords if each.arg == "rule"]
            return [*named, *node.args[:1]]
        case ast.Call(func=ast.Name("_key_faults"), args=[*_, rule]):
            return [rule]
        case ast.Call():
            return [each.value for each in node.keywords if each.arg == "rule"]
        case ast.Yield(ast.Tuple([rule, ast.Dict()])) | ast.Assign([ast.Name("rule")], rule):
            return [rule]
        case ast.FunctionDef(name="_broken_rule" | "_label_rule" | "_shape_fault"):
            return [each.value for each in ast.walk(node) if isinstance(each, ast.Return)]
    return []


def texts(node: ast.expr | None) -> Iterator[str]:
    match node:
        case ast.Constant(str(text)) if text:
            yield text
        case ast.Tuple([first, *_]):
            yield from texts(first)
        case ast.IfExp():
            yield from texts(node.body)
            yield from texts(node.orelse)


def rules_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {text for node in ast.walk(tree) for each in said(node) for text in texts(each)}


EMITTED = {rule for path in GEO.rglob("*.py") for rule in rules_of(path)}


def test_the_rules_are_found_in_the_source():
    assert KNOWN <= EMITTED
    assert all(IDENTIFIER.fullmatch(rule) for rule in EMITTED)


def test_every_rule_has_french_words():
    assert EMITTED - RULES.keys() == set()


def test_no_words_are_left_for_a_rule_that_is_gone():
    assert RULES.keys() - EMITTED == set()


@pytest.mark.parametrize("rule", sorted(RULES))
def test_the_words_are_told_and_not_the_name_of_the_rule(rule):
    told = sentence(Fault(rule, "a.csv", 3, 2, "x", "1", "2"))
    assert (
        told == f"**a.csv**, ligne 3, colonne 2 (x) : {RULES[rule]}. Attendu : `1`. Trouvé : `2`."
    )
