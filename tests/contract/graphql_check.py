"""GraphQL requests and answers held against GitHub's schema, apart from the sandbox's copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    OverlappingFieldsCanBeMergedRule,
    SelectionSetNode,
    build_schema,
    parse,
    specified_rules,
    validate,
)
from graphql.execution.values import get_variable_values

_RULES = [rule for rule in specified_rules if rule is not OverlappingFieldsCanBeMergedRule]
ERROR_KEYS = {"type", "path", "locations", "message", "extensions", "code"}
Shape = dict[str, Any]  # response key → shape below it; None for a scalar


@cache
def schema() -> GraphQLSchema:
    """GitHub's schema."""
    text = (Path(__file__).parent / "schema.graphql").read_text(encoding="utf-8")
    return build_schema(text)


@lru_cache(maxsize=512)
def _read(text: str) -> tuple[DocumentNode | None, tuple[str, ...]]:
    try:
        document = parse(text)
    except GraphQLError as error:
        return None, (error.message,)
    return document, tuple(error.message for error in validate(schema(), document, _RULES))


def request_complaints(sent: Any) -> Iterator[str]:
    """What is wrong with a request: its document, its variables."""
    if not isinstance(sent, dict) or not isinstance(sent.get("query"), str):
        yield "there is no document under `query`"
        return
    if extra := set(sent) - {"query", "variables", "operationName"}:
        yield f"keys {sorted(extra)} are not known"
    document, problems = _read(sent["query"])
    yield from problems
    operation = _operation(document, sent.get("operationName"))
    if document is None or problems or operation is None:
        return
    variables = sent.get("variables") or {}
    definitions = operation.variable_definitions or ()
    if extra := set(variables) - {each.variable.name.value for each in definitions}:
        yield f"variables {sorted(extra)} are not declared"
    coerced = get_variable_values(schema(), definitions, variables)
    if isinstance(coerced, list):
        yield from (error.message for error in coerced)


def _operation(document: DocumentNode | None, name: str | None) -> OperationDefinitionNode | None:
    for each in document.definitions if document else ():
        if isinstance(each, OperationDefinitionNode):
            own = each.name.value if each.name else None
            if name in (None, "", own):
                return each
    return None


def answer_complaints(sent: Any, answer: Any) -> Iterator[str]:
    """What is wrong with an answer: keys that nobody asked for, or that are missing."""
    if not isinstance(answer, dict) or not answer or set(answer) - {"data", "errors", "extensions"}:
        yield "the answer is not {data, errors}"
        return
    for error in answer.get("errors") or ():
        if set(error) - ERROR_KEYS or not isinstance(error.get("message"), str):
            yield f"an error has keys {sorted(error)}"
    document = _read(sent["query"])[0] if isinstance(sent, dict) and "query" in sent else None
    operation = _operation(document, sent.get("operationName")) if document else None
    if operation is None or not isinstance(answer.get("data"), dict):
        return
    assert document is not None
    found = (each for each in document.definitions if isinstance(each, FragmentDefinitionNode))
    shape = _shape(operation.selection_set, {each.name.value: each for each in found})
    yield from _compare(answer["data"], shape, "data")


def _shape(selections: SelectionSetNode, fragments: Mapping[str, FragmentDefinitionNode]) -> Shape:
    made: Shape = {}
    for each in selections.selections:
        if isinstance(each, FieldNode):
            key = each.alias.value if each.alias else each.name.value
            below = _shape(each.selection_set, fragments) if each.selection_set else None
            _merge(made, {key: below})
        elif isinstance(each, InlineFragmentNode):
            _merge(made, _shape(each.selection_set, fragments))
        elif isinstance(each, FragmentSpreadNode):
            _merge(made, _shape(fragments[each.name.value].selection_set, fragments))
    return made


def _merge(into: Shape, other: Shape) -> None:
    for key, below in other.items():
        if isinstance(into.get(key), dict) and isinstance(below, dict):
            _merge(into[key], below)
        else:
            into[key] = below


def _compare(value: Any, shape: Shape | None, where: str) -> Iterator[str]:
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _compare(each, shape, f"{where}/{number}")
    elif isinstance(value, dict):
        for key, below in value.items():
            if shape is None or key not in shape:
                yield f"{where}: nobody asked for {key!r}"
            else:
                yield from _compare(below, shape[key], f"{where}/{key}")
    elif shape is not None and value is not None:
        yield f"{where}: an object is expected, not {value!r}"
