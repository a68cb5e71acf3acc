"""The contract check must be able to fail, else its silence says nothing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import requests
from contract.checker import Exchange, Watch, complaints
from contract.openapi import description

from ghblog.sandbox import Sandbox
from ghblog.sandbox.rest import table

ISSUES = "/api/v3/repos/o/r/issues"
JSON = {"content-type": "application/json"}
LABEL = {
    "id": 1,
    "node_id": "x",
    "url": "https://a/b",
    "name": "n",
    "description": None,
    "color": "ededed",
    "default": False,
}


def exchange(method: str, path: str, sent: Any = None, status: int = 200, got: Any = None) -> Any:
    body = b"" if sent is None else json.dumps(sent).encode()
    answer = b"" if got is None else json.dumps(got).encode()
    where, _, query = path.partition("?")
    return Exchange(method, where, query, JSON, body, status, JSON, answer)


def found(*arguments: Any, **more: Any) -> str:
    return "\n".join(complaints(exchange(*arguments, **more)))


LABELS = "/api/v3/repos/o/r/labels"


@pytest.mark.parametrize(
    ("complaint", "arguments"),
    [
        ("no such endpoint", ("GET", "/api/v3/nowhere")),
        ("no such endpoint", ("PATCH", ISSUES, {"title": "x"})),
        ("no such endpoint", ("GET", f"{ISSUES}/x")),
        ("'title' is a required property", ("POST", ISSUES, {"body": "x"}, 404, {"message": "x"})),
        ("5 is not", ("POST", ISSUES, {"title": "x", "body": 5}, 404, {"message": "x"})),
        (
            "'lables' was unexp",
            ("POST", ISSUES, {"title": "x", "lables": []}, 404, {"message": "x"}),
        ),
        ("'stat' is not documented", ("GET", f"{ISSUES}?stat=open", None, 200, [])),
        ("'state': the whole: 'shut'", ("GET", f"{ISSUES}?state=shut", None, 200, [])),
        ("'per_page'", ("GET", f"{ISSUES}?per_page=x", None, 200, [])),
        ("status 204 is not documented", ("GET", LABELS, None, 204)),
        ("status 418", ("GET", LABELS, None, 418, {"message": "x"})),
        ("not an error", ("GET", LABELS, None, 401, {"error": "x"})),
        ("is a required property", ("GET", LABELS, None, 200, [{}])),
        ("None is not of type 'string'", ("GET", LABELS, None, 200, [{**LABEL, "name": None}])),
        ("'colour' was unexpected", ("GET", LABELS, None, 200, [{**LABEL, "colour": "x"}])),
        ("is not a 'uri'", ("GET", LABELS, None, 200, [{**LABEL, "url": "not a url"}])),
        ("a body is sent", ("GET", LABELS, {"x": 1}, 200, [])),
        ("the check failed", ("GET", LABELS, None, 200)),
    ],
)
def test_what_is_wrong_is_found(complaint: str, arguments: tuple[Any, ...]) -> None:
    watch = Watch()
    watch.look(exchange(*arguments))
    assert complaint in "\n".join(watch.violations)


@pytest.mark.parametrize(
    "arguments",
    [
        ("GET", f"{LABELS}?per_page=100&page=2", None, 200, [LABEL]),
        ("HEAD", f"{LABELS}/a%2Fb"),
        ("GET", "/api/v3/repositories/12/labels", None, 200, []),
        ("GET", "/api/v3/repos/o/r/git/ref/heads/a/b", None, 404, {"message": "Not Found"}),
        ("GET", "/api/v3/repos/o/r/contents/a/b/c.md", None, 404, {"message": "Not Found"}),
        ("DELETE", f"{LABELS}/x", None, 204),
        ("GET", "/user-attachments/assets/12345678-1234-4123-8123-123456789abc"),
        ("GET", "/writer/weekly"),
    ],
)
def test_what_is_right_or_exempt_passes(arguments: tuple[Any, ...]) -> None:
    assert found(*arguments) == ""


ASSETS = "/api/uploads/user-attachments/assets"
ASKED = f"{ASSETS}?name=a.svg&content_type=image%2Fsvg%2Bxml&repository_id=5"
UPLOADING = {
    "authorization": "Bearer x",
    "accept": "application/vnd.github+json",
    "content-type": "application/octet-stream",
}


@pytest.mark.parametrize(
    ("complaint", "path", "headers", "status", "got"),
    [
        ("", ASKED, UPLOADING, 201, {"url": "x"}),
        ("", ASKED, UPLOADING, 404, {"message": "Not Found"}),
        ("a repository_id", f"{ASSETS}?name=a.svg", UPLOADING, 201, {"url": "x"}),
        ("no such endpoint", f"{ASKED}&x=1".replace("assets?", "all?"), UPLOADING, 404, {}),
        ("header content-type", ASKED, {**UPLOADING, "content-type": "image/png"}, 415, {}),
        ("header authorization", ASKED, {**UPLOADING, "authorization": "token x"}, 401, {}),
        ("answered with a url", ASKED, UPLOADING, 201, {"id": 1}),
        ("not answered 204", ASKED, UPLOADING, 204, None),
    ],
)
def test_uploads_are_checked_by_what_gh_sends(
    complaint: str, path: str, headers: dict[str, str], status: int, got: Any
) -> None:
    where, _, query = path.partition("?")
    answer = json.dumps(got).encode()
    one = Exchange("POST", where, query, headers, b"x", status, JSON, answer)
    told = "\n".join(complaints(one))
    assert complaint in told
    assert bool(complaint) is bool(told)


@pytest.mark.parametrize(
    ("complaint", "sent", "got"),
    [
        ("Cannot query field 'nothing'", {"query": "{nothing}"}, {"data": None}),
        ("Syntax Error", {"query": "{"}, {"errors": [{"message": "x"}]}),
        ("not declared", {"query": "{viewer {login}}", "variables": {"x": 1}}, {"data": None}),
        ("to be provided", {"query": "query ($n: ID!) {node(id: $n) {id}}"}, {"data": None}),
        ("keys ['extra']", {"query": "{viewer {login}}", "extra": 1}, {"data": None}),
        ("nobody asked for 'id'", {"query": "{viewer {login}}"},
         {"data": {"viewer": {"login": "x", "id": "y"}}}),
        ("an object is expected", {"query": "{viewer {login}}"}, {"data": {"viewer": "x"}}),
        ("an error has keys", {"query": "{viewer {login}}"}, {"errors": [{"mesage": "x"}]}),
        ("not {data, errors}", {"query": "{viewer {login}}"}, []),
    ],
)  # fmt: skip
def test_wrong_graphql_is_found(complaint: str, sent: Any, got: Any) -> None:
    assert complaint in found("POST", "/api/graphql", sent, 200, got)


def test_aliases_and_fragments_are_followed() -> None:
    sent = {"query": "{me: viewer {...on User {login}} ...F} fragment F on Query {viewer {id}}"}
    got = {"data": {"me": {"login": "x"}, "viewer": {"id": "y"}}}
    assert found("POST", "/api/graphql", sent, 200, got) == ""


def test_every_described_operation_has_schemas_that_can_be_translated() -> None:
    whole = description()
    for operations in whole.document["paths"].values():
        for facts in operations.values():
            for answer in facts["responses"].values():
                for content in (whole.resolve(answer).get("content") or {}).values():
                    whole.complaint(content["schema"], None)


def test_a_violation_on_the_wire_is_noted(sandbox: Sandbox, contract: Watch) -> None:
    session = requests.Session()
    session.trust_env = False
    session.get(f"{sandbox.api_url}/nowhere", timeout=5)
    assert len(contract.violations) == 1
    assert "describes no such endpoint" in contract.violations.pop()


def test_a_lie_that_a_test_asked_for_is_no_violation(sandbox: Sandbox, contract: Watch) -> None:
    sandbox.faults.add("*", status=418, body={"tea": "pot"})
    session = requests.Session()
    session.trust_env = False
    assert session.get(f"{sandbox.api_url}/meta", timeout=5).status_code == 418
    assert contract.violations == []


def test_the_sandbox_furnishes_no_endpoint_that_github_has_not(sandbox: Sandbox) -> None:
    for method, path, _ in table():
        filled = re.sub(r"\{(\w+)(:\w+)?\}", _example, path)
        assert description().find(method, filled), (method, path)


def _example(match: re.Match[str]) -> str:
    return "1" if match[2] == ":int" else "x"
