"""GitHub's REST description as something that requests and answers can be held against."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import best_match

HERE = Path(__file__).parent
_MULTI_SEGMENT = {("contents", "path")}
_FORMATS = FormatChecker(formats=())
# Documented for the API as a whole (“Troubleshooting the REST API”, “Best practices”), not again
# for each endpoint: redirects of renamed repositories, authentication, hidden things, limits.
EVERYWHERE = {301, 307, 401, 403, 404, 429}
# Documented nowhere, answered all the same: a list of issues where they are switched off.
BESIDES = {("get", "/repos/{owner}/{repo}/issues", 410)}
PLAIN_ERROR = {"message", "documentation_url", "status", "url", "errors"}


@_FORMATS.checks("date-time")
def _is_time(value: object) -> bool:
    pattern = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)"
    return not isinstance(value, str) or re.fullmatch(pattern, value) is not None


@_FORMATS.checks("uri")
def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"[a-z][a-z+.-]*:[^\s{}]+", value) is not None


@dataclass(frozen=True)
class Operation:
    """A path and method of the description, and the path's parameters in a request."""

    template: str
    method: str
    facts: Mapping[str, Any]
    arguments: Mapping[str, str]


class Description:
    """The whole description."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self.document = document
        self._schemas: dict[str, Any] = {}
        self._busy: set[str] = set()
        self._validators: dict[int, tuple[Any, Draft202012Validator]] = {}
        paths = sorted(document["paths"], key=lambda path: path.count("{"))
        self._paths = [(path, self._pattern(path)) for path in paths]

    def _pattern(self, path: str) -> re.Pattern[str]:
        pattern = ""
        for literal, name in re.findall(r"([^{]+)|\{([^}]+)\}", path):
            pattern += re.escape(literal) if literal else self._group(path, name)
        return re.compile(pattern)

    def _group(self, path: str, name: str) -> str:
        operations = self.document["paths"][path].values()
        parameters = [p for facts in operations for p in self.parameters(facts)]
        found = next(p for p in parameters if p["name"] == name)
        if found.get("x-multi-segment") or (path.split("/")[-2], name) in _MULTI_SEGMENT:
            return f"(?P<{name}>.*)"
        return (
            f"(?P<{name}>\\d+)"
            if found["schema"].get("type") == "integer"
            else (f"(?P<{name}>[^/]+)")
        )

    def find(self, method: str, path: str) -> Operation | None:
        """The operation that a request (path as sent, below the API's root) is for."""
        path = re.sub(r"^/repositories/\d+", "/repos/o/r", path)
        path = path + "/" if path.endswith("/contents") else path
        name = "get" if method == "HEAD" else method.lower()
        for template, pattern in self._paths:
            match = pattern.fullmatch(path)
            facts = self.document["paths"][template].get(name)
            if match and facts:
                arguments = {key: unquote(value) for key, value in match.groupdict().items()}
                return Operation(template, name, facts, arguments)
        return None

    def resolve(self, thing: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a `$ref` points to, or the thing itself."""
        if "$ref" not in thing:
            return thing
        found: Any = self.document
        for name in thing["$ref"].removeprefix("#/").split("/"):
            found = found[name]
        return self.resolve(found)

    def parameters(self, facts: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """An operation's parameters."""
        return [self.resolve(each) for each in facts.get("parameters", ())]

    # -- OpenAPI 3.0 → JSON Schema ---------------------------------------------------------

    def schema(self, source: Any, *, closed: bool = True) -> Any:
        """JSON Schema for an OpenAPI schema: `nullable` and `$ref` translated, and objects
        `closed`, so that keys which GitHub does not know stand out."""
        if "$ref" in source:
            return self._named(source["$ref"], closed=closed)
        made = {
            key: value
            for key, value in source.items()
            if key
            in {
                "type",
                "enum",
                "required",
                "minItems",
                "maxLength",
                "minLength",
                "minimum",
                "maximum",
                "format",
            }
        }
        for key in ("oneOf", "anyOf"):
            if key in source:  # what is one of many on paper may be several in fact
                made["anyOf"] = [self.schema(each, closed=closed) for each in source[key]]
        if "allOf" in source:
            made["allOf"] = [self.schema(each, closed=False) for each in source["allOf"]]
        if "items" in source:
            made["items"] = self.schema(source["items"], closed=closed)
        if "properties" in source:
            inner = source["properties"].items()
            made["properties"] = {key: self.schema(each, closed=closed) for key, each in inner}
        self._rest(source, made, closed=closed)
        return {"anyOf": [{"type": "null"}, made]} if source.get("nullable") else made

    def _rest(self, source: Any, made: dict[str, Any], *, closed: bool) -> None:
        extra = source.get("additionalProperties")
        if isinstance(extra, dict):
            made["additionalProperties"] = self.schema(extra, closed=closed)
        elif extra is False or (extra is None and closed and "properties" in source):
            made["additionalProperties"] = False

    def _named(self, reference: str, *, closed: bool) -> Any:
        key = f"{reference} {closed}"
        if key in self._busy:  # a circle: anything goes
            return {}
        if key not in self._schemas:
            self._busy.add(key)
            self._schemas[key] = self.schema(self.resolve({"$ref": reference}), closed=closed)
            self._busy.discard(key)
        return self._schemas[key]

    def complaint(self, source: Any, value: Any) -> str:
        """What is wrong with a value, in a line; empty if nothing is."""
        if id(source) not in self._validators:
            made = Draft202012Validator(self.schema(source), format_checker=_FORMATS)
            self._validators[id(source)] = source, made
        validator = self._validators[id(source)][1]
        if validator.is_valid(value):
            return ""
        error = best_match(validator.iter_errors(value))
        assert error is not None
        where = "/".join(map(str, error.absolute_path)) or "the whole"
        return f"{where}: {error.message[:300]}"

    # -- requests and answers --------------------------------------------------------------

    def request_complaints(
        self, operation: Operation, query: str, content_type: str, body: bytes
    ) -> Iterator[str]:
        """What is wrong with a request's query and body."""
        known = {p["name"]: p for p in self.parameters(operation.facts) if p["in"] == "query"}
        for name, value in parse_qsl(query, keep_blank_values=True):
            if name not in known:
                yield f"query parameter {name!r} is not documented"
            elif problem := self.complaint(known[name]["schema"], _typed(known[name], value)):
                yield f"query parameter {name!r}: {problem}"
        described = operation.facts.get("requestBody")
        if described is None:
            if body not in (b"", b"{}", b"null"):
                yield "a body is sent, and none is documented"
            return
        yield from self._body_complaints(described, content_type.partition(";")[0], body)

    def _body_complaints(
        self, described: Mapping[str, Any], content_type: str, body: bytes
    ) -> Iterator[str]:
        if not body and not described.get("required"):
            return
        if content_type not in described["content"]:
            yield f"content type {content_type!r} is not documented"
        elif content_type == "application/json":
            try:
                value = json.loads(body)
            except ValueError as error:
                yield f"the body is no JSON: {error}"
                return
            if problem := self.complaint(described["content"][content_type]["schema"], value):
                yield f"the body: {problem}"

    def answer_complaints(
        self, operation: Operation, status: int, content_type: str, body: bytes
    ) -> Iterator[str]:
        """What is wrong with an answer's status and body."""
        responses = operation.facts["responses"]
        content_type = content_type.partition(";")[0]
        if str(status) not in responses:
            known = (operation.method, operation.template, status) in BESIDES
            if status not in EVERYWHERE and not known:
                yield f"status {status} is not documented"
            elif set(json.loads(body)) - PLAIN_ERROR or "message" not in json.loads(body):
                yield f"status {status}: not an error as GitHub words it"
            return
        described = self.resolve(responses[str(status)]).get("content")
        if not described:
            if body and status == 204:
                yield "a body comes with status 204"
            return
        if content_type in described and content_type == "application/json":
            if problem := self.complaint(described[content_type]["schema"], json.loads(body)):
                yield f"status {status}: {problem}"
        elif content_type not in described and not content_type.startswith(
            "application/vnd.github.raw"
        ):
            yield f"status {status}: content type {content_type!r} is not documented"


def _typed(parameter: Mapping[str, Any], value: str) -> Any:
    kind = parameter["schema"].get("type")
    if kind == "integer" and re.fullmatch(r"-?\d+", value):
        return int(value)
    return {"true": True, "false": False}.get(value, value) if kind == "boolean" else value


@cache
def description() -> Description:
    """GitHub's description, read once."""
    return Description(json.loads((HERE / "openapi.json").read_text(encoding="utf-8")))
