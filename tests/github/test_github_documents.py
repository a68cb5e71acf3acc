"""Every GraphQL document that can be sent is valid by GitHub's own schema."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

import pytest
from graphql import GraphQLSchema, build_schema, parse, validate

from ghblog.github.documents import document, numbered
from ghblog.github.finishing import THINGS as FINISHES

SCHEMA = Path(__file__).parents[1] / "contract" / "schema.graphql"
NAMES = sorted(
    file.name.removesuffix(".graphql")
    for file in (resources.files("ghblog.github") / "queries").iterdir()
    if file.name.endswith(".graphql") and file.name != "posts.graphql"
)
THINGS = ("file", "index", "label", "number", "commit", *FINISHES)


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(SCHEMA.read_text(encoding="utf-8"))


@pytest.mark.parametrize("count", [0, 1, 2, 100])
@pytest.mark.parametrize("name", NAMES)
def test_every_document_is_valid(schema: GraphQLSchema, name: str, count: int) -> None:
    if count == 0 and name in {"commit", "look_up", "finish", "make_labels"}:
        count = 1  # these are never sent for nothing
    text = document(name, dict.fromkeys(THINGS, count))
    assert validate(schema, parse(text)) == []


@pytest.mark.parametrize("name", NAMES)
def test_every_operation_has_a_name(name: str) -> None:
    operations = parse(document(name)).definitions
    named = [one.name.value for one in operations if one.kind == "operation_definition"]  # type: ignore[attr-defined]
    assert len(named) == 1
    assert named[0]


def test_repeated_lines_are_numbered_and_may_be_none() -> None:
    text = document("read", {"file": 0, "index": 2, "label": 1})
    assert "$index0: String!" in text
    assert "index1: file(path: $index1)" in text
    assert "label0: label(name: $label0)" in text
    assert "file0" not in text
    assert "# each" not in text
    assert numbered("label", ["a", "b"]) == {"label0": "a", "label1": "b"}
