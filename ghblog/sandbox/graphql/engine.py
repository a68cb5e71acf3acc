"""Carries out GraphQL documents: strict validation, partial data, errors in GitHub's form."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLAbstractType,
    GraphQLError,
    GraphQLResolveInfo,
    GraphQLSchema,
    OverlappingFieldsCanBeMergedRule,
    build_schema,
    is_abstract_type,
    parse,
    specified_rules,
    validate,
)
from graphql import execute as run

from ghblog.sandbox.graphql.context import Context, resolve, type_name
from ghblog.sandbox.graphql.mutations import MUTATIONS
from ghblog.sandbox.graphql.query import Query
from ghblog.sandbox.limits import Limits
from ghblog.sandbox.log import Incoming
from ghblog.sandbox.problems import Reason, RefusedError
from ghblog.sandbox.rest.call import Answer, message
from ghblog.sandbox.users import Viewer
from ghblog.sandbox.world import World

# GitHub accepts what this rule rejects: `state` on Issue and on PullRequest in fragments.
_RULES = [rule for rule in specified_rules if rule is not OverlappingFieldsCanBeMergedRule]


@cache
def schema() -> GraphQLSchema:
    """GitHub's schema, built once a process."""
    text = files("ghblog.sandbox").joinpath("schema.graphql").read_text(encoding="utf-8")
    built = build_schema(text)
    for each in built.type_map.values():
        if is_abstract_type(each):
            abstract: GraphQLAbstractType = each
            abstract.resolve_type = type_name
    mutation = built.mutation_type
    assert mutation is not None
    for name, field in mutation.fields.items():
        field.resolve = _mutation(name)
    assert built.query_type is not None
    built.query_type.fields["viewer"].resolve = lambda query, _info: query.me
    return built


def _mutation(name: str) -> Any:
    carry_out = MUTATIONS[name]

    def mutate(_source: Any, info: GraphQLResolveInfo[Context], **arguments: Any) -> Any:
        sent: dict[str, Any] = arguments["input"]
        try:
            answer = carry_out(info.context, sent)
        except RefusedError as error:
            raise _personal(error, info.context.viewer, name) from error
        answer.client_mutation_id = sent.get("clientMutationId")
        return answer

    return mutate


def _personal(error: RefusedError, viewer: Viewer, name: str) -> RefusedError:
    """GraphQL says of a user's missing right which mutation it was."""
    if error.reason is not Reason.FORBIDDEN or not error.message.startswith("Must have"):
        return error
    words = f"{viewer.login} does not have the correct permissions to execute "
    return RefusedError(error.reason, f"{words}`{name[0].upper()}{name[1:]}`")


@lru_cache(maxsize=512)
def _prepare(text: str) -> tuple[DocumentNode | None, tuple[GraphQLError, ...]]:
    try:
        document = parse(text)
    except GraphQLError as error:
        return None, (error,)
    return document, tuple(validate(schema(), document, _RULES))


def execute(world: World, limits: Limits, viewer: Viewer, incoming: Incoming) -> Answer:
    """Carry out a request's document; HTTP says 200 whatever became of it."""
    try:
        sent = json.loads(incoming.body)
    except ValueError:
        return message(400, "Problems parsing JSON")
    if not isinstance(sent, dict) or not isinstance(sent.get("query"), str):
        text = "A query attribute must be specified and must be a string."
        return Answer({"errors": [{"message": text}]})
    document, errors = _prepare(sent["query"])
    if document is None or errors:
        return Answer({"errors": [_shape(error) for error in errors]})
    context = Context(world, limits, viewer)
    result: Any = run(
        schema(),
        document,
        root_value=Query(context),
        context_value=context,
        variable_values=sent.get("variables") or {},
        operation_name=sent.get("operationName") or None,
        field_resolver=resolve,
    )
    for error in result.errors or ():
        cause = error.original_error
        if cause is not None and not isinstance(cause, (RefusedError, GraphQLError)):
            raise cause
    if not result.errors:
        return Answer({"data": result.data})
    shown = [_shape(error) for error in result.errors]
    started = result.data is not None or any(error.path for error in result.errors)
    return Answer({"data": result.data, "errors": shown} if started else {"errors": shown})


def _shape(error: GraphQLError) -> dict[str, Any]:
    """An error as GitHub writes it: `type` stands at the top, not in `extensions`."""
    shown: dict[str, Any] = {}
    if isinstance(error.original_error, RefusedError):
        shown["type"] = error.original_error.reason.graphql
    if error.path:
        shown["path"] = error.path
    if error.locations:
        shown["locations"] = [
            {"line": place.line, "column": place.column} for place in error.locations
        ]
    return {**shown, "message": error.message}
