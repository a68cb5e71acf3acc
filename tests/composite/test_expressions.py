"""The evaluator of expressions does as GitHub's documentation says."""

from __future__ import annotations

from typing import Any

import pytest
from composite.expressions import ExpressionError, condition, evaluate, fill
from composite.values import STATUS

CONTEXTS: dict[str, Any] = {
    "github": {"event_name": "push", "ref": "refs/heads/main", "event": {"commits": ["a", "b"]}},
    "inputs": {"dry-run": "false", "empty": ""},
    STATUS: "success",
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("true", True),
        ("null", None),
        ("-3.5e1", -35.0),
        ("0x1F", 31.0),
        ("'it''s'", "it's"),
        ("github.event_name", "push"),
        ("GitHub.Event_Name", "push"),
        ("inputs.dry-run", "false"),
        ("inputs['dry-run']", "false"),
        ("github.event.commits[1]", "b"),
        ("github.event.commits[7]", None),
        ("github.nothing.at.all", None),
        ("'PUSH' == github.event_name", True),
        ("github.event_name != 'push'", False),
        ("true == 1", True),
        ("null == 0", True),
        ("'' == false", True),
        ("'a' == 0", False),
        ("!inputs.empty", True),
        ("!!'false'", True),
        ("github.event_name == 'pull_request' && github.ref || 'publish'", "publish"),
        ("github.event_name == 'push' && github.ref || 'publish'", "refs/heads/main"),
        ("(true || false) && 'x'", "x"),
        ("true || false && false", True),
        ("contains('Hello', 'hELL')", True),
        ("contains(github.event.commits, 'b')", True),
        ("format('{0}-{{1}}-{1}', 'a', 2)", "a-{1}-2"),
        ("success()", True),
        ("failure()", False),
    ],
)
def test_an_expression_has_the_value_that_github_gives_it(text: str, value: Any) -> None:
    assert evaluate(text, CONTEXTS) == value


def test_what_is_no_number_equals_nothing_not_even_itself() -> None:
    assert evaluate("github.event == github.event", CONTEXTS) is True
    assert evaluate("'x' == 1", CONTEXTS) is False


@pytest.mark.parametrize(
    "text",
    [
        "secrets.TOKEN",
        "toJSON(github)",
        "github.",
        "a ? b : c",
        "'open",
        "(true",
        "true true",
        "github.event_name = 'push'",
        "",
    ],
)
def test_what_it_does_not_know_it_refuses(text: str) -> None:
    with pytest.raises(ExpressionError):
        evaluate(text, CONTEXTS)


def test_values_are_put_into_text() -> None:
    assert fill("on ${{ github.ref }}, ${{ true }}", CONTEXTS) == "on refs/heads/main, true"
    assert fill("${{ '}}' }}${{ github.no }}", CONTEXTS) == "}}"
    assert fill("no $HOME, no {{ x }}", CONTEXTS) == "no $HOME, no {{ x }}"


def test_a_value_is_never_read_as_an_expression_again() -> None:
    contexts = {"inputs": {"folder": "${{ github.token }}"}}
    assert fill("${{ inputs.folder }}", contexts) == "${{ github.token }}"


def test_a_condition_means_success_too_unless_it_says_otherwise() -> None:
    failed = {**CONTEXTS, STATUS: "failure"}
    assert condition("github.event_name == 'push'", CONTEXTS)
    assert condition("${{ github.event_name == 'push' }}", CONTEXTS)
    assert not condition("github.event_name == 'push'", failed)
    assert condition("always() && github.event_name == 'push'", failed)
    assert condition("failure()", failed)
