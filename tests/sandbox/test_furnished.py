"""Every field of GitHub's schema that a publisher can reach has a value in the sandbox."""

from __future__ import annotations

import pytest
from graphql import (
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_object_type,
    is_required_argument,
)
from sandbox.conftest import Api

from ghblog.sandbox import Repository, Sandbox
from ghblog.sandbox.graphql.engine import schema
from ghblog.sandbox.graphql.mutations import MUTATIONS

# Arguments for fields that cannot be asked without.
ARGUMENTS = {
    "ref": 'qualifiedName: "main"',
    "refs": 'refPrefix: "refs/", first: 1',
    "label": 'name: "a"',
    "file": 'path: "README.md"',
    "repository": 'name: "weekly"',
    "discussionCategory": 'slug: "general"',
    "discussion": "number: 2",
    "issue": "number: 1",
    "milestone": "number: 1",
}
TYPES = [
    "Repository",
    "Issue",
    "IssueComment",
    "Discussion",
    "DiscussionComment",
    "Label",
    "DiscussionCategory",
    "Milestone",
    "PinnedIssue",
    "User",
    "Bot",
    "Commit",
    "Tree",
    "Blob",
    "Ref",
    "TreeEntry",
    "RateLimit",
]


def selection(kind: GraphQLObjectType, depth: int) -> str:
    """All fields of a type; objects below it to a depth."""
    parts = []
    for name, field in kind.fields.items():
        inner = get_named_type(field.type)
        needs = [key for key, each in field.args.items() if is_required_argument(each)]
        if needs and name not in ARGUMENTS:
            continue
        pages = "first" in field.args and "first" not in ARGUMENTS.get(name, "")
        arguments = ARGUMENTS[name] if needs else ("first: 1" if pages else "")
        call = f"{name}({arguments})" if arguments else name
        if is_leaf_type(inner):
            parts.append(call)
        elif is_abstract_type(inner):
            parts.append(f"{call} {{__typename}}")
        elif is_object_type(inner) and depth:
            parts.append(f"{call} {{{selection(inner, depth - 1)}}}")
    return " ".join(parts) or "__typename"


@pytest.fixture
def nodes(api: Api, sandbox: Sandbox) -> dict[str, str]:
    """A way to each type: the query in which `%s` stands for the fields."""
    repo = sandbox.add_repository("writer/weekly", files={"README.md": b"# a\n", "d/x": b"y"})
    repo.has_discussions = True
    repo.make_categories()
    sandbox.add_token("writer", "ghs_x")
    Api(sandbox, "ghs_x")("POST", "/repos/writer/weekly/issues", {"title": "x", "labels": ["a"]})
    repo.add_discussion(title="talk", body="b")
    repo.add_milestone("Season 1")
    repo.issue(1).pinned, repo.issue(1).milestone = True, 1
    for number in (1, 2):
        repo.add_comment(number, "c")
        repo.edit_issue(number, body="edited")
    inside = {
        "Repository": "%s",
        "Issue": "issue(number: 1) {%s}",
        "IssueComment": "issue(number: 1) {comments(first: 1) {nodes {%s}}}",
        "Bot": "issue(number: 1) {author {... on Bot {%s}}}",
        "Discussion": "discussion(number: 2) {%s}",
        "DiscussionComment": "discussion(number: 2) {comments(first: 1) {nodes {%s}}}",
        "Label": 'label(name: "a") {%s}',
        "DiscussionCategory": 'discussionCategory(slug: "general") {%s}',
        "Milestone": "milestone(number: 1) {%s}",
        "PinnedIssue": "pinnedIssues(first: 3) {nodes {%s}}",
        "User": "owner {... on User {%s}}",
        "Ref": "defaultBranchRef {%s}",
        "Commit": 'object(expression: "main") {... on Commit {%s}}',
        "Tree": 'object(expression: "main:d") {... on Tree {%s}}',
        "Blob": 'object(expression: "main:d/x") {... on Blob {%s}}',
        "TreeEntry": 'object(expression: "main:") {... on Tree {entries {%s}}}',
    }
    ways = {
        kind: f'{{repository(owner: "writer", name: "weekly") {{{way}}}}}'
        for kind, way in inside.items()
    }
    return {**ways, "RateLimit": "{rateLimit {%s}}"}


@pytest.mark.parametrize("kind", TYPES)
def test_all_fields_have_values(api: Api, nodes: dict[str, str], kind: str) -> None:
    found = schema().type_map[kind]
    assert isinstance(found, GraphQLObjectType)
    answer = api.graphql(nodes[kind] % selection(found, 2))
    assert answer.get("errors", []) == []


def test_all_mutations_are_furnished() -> None:
    mutation = schema().mutation_type
    assert mutation is not None
    assert set(MUTATIONS) == set(mutation.fields)


def test_issue_mutations_do_what_they_say(api: Api, repo: Repository) -> None:
    issue = repo.add_issue(title="one", labels=["a"])
    repo.add_label("b")
    asked = api.graphql(
        '{repository(owner: "writer", name: "weekly") {id issue(number: 1) {id}'
        ' a: label(name: "a") {id} b: label(name: "b") {id} ref(qualifiedName: "main") {id}}}'
    )["data"]["repository"]
    node, label = asked["issue"]["id"], asked["b"]["id"]

    def mutate(name: str, fields: str, /, **sent: object) -> object:
        kind = f"{name[0].upper()}{name[1:]}Input"
        document = f"mutation ($i: {kind}!) {{{name}(input: $i) {{{fields}}}}}"
        answer = api.graphql(document, i=sent)
        assert "errors" not in answer, answer
        return answer["data"][name]

    mutate("updateIssue", "issue {title} actor {login}", id=node, title="two", labelIds=[label])
    assert (issue.title, issue.labels) == ("two", ["b"])
    mutate("addLabelsToLabelable", "labelable {__typename}", labelableId=node,
           labelIds=[asked["a"]["id"]])  # fmt: skip
    mutate("removeLabelsFromLabelable", "labelable {__typename}", labelableId=node,
           labelIds=[label])  # fmt: skip
    assert issue.labels == ["a"]
    mutate("clearLabelsFromLabelable", "labelable {__typename}", labelableId=node)
    assert issue.labels == []
    mutate("closeIssue", "issue {stateReason}", issueId=node, stateReason="NOT_PLANNED")
    assert (issue.closed, issue.state_reason) == (True, "not_planned")
    mutate("reopenIssue", "issue {state}", issueId=node)
    mutate("lockLockable", "lockedRecord {locked} actor {login}", lockableId=node)
    assert (issue.closed, issue.locked) == (False, True)
    mutate("unlockLockable", "unlockedRecord {locked}", lockableId=node)
    mutate("pinIssue", "issue {isPinned}", issueId=node)
    assert (issue.locked, issue.pinned) == (False, True)
    mutate("unpinIssue", "issue {isPinned} id", issueId=node)
    mutate("createLabel", "label {name}", repositoryId=asked["id"], name="c", color="00ff00")
    assert repo.label("C")
    mutate("addComment", "commentEdge {node {id body}} subject {id}", subjectId=node, body="hi")
    comment = api.graphql(
        "query ($id: ID!) {node(id: $id) {... on Issue {comments(last: 1) {nodes {id}}}}}", id=node
    )["data"]["node"]["comments"]["nodes"][0]["id"]
    mutate("updateIssueComment", "issueComment {body}", id=comment, body="ho")
    assert issue.comments[0].body == "ho"
    mutate("deleteIssueComment", "clientMutationId", id=comment)
    assert issue.comments == []
    head = repo.commit("main", {"x": b"1"}, "Next")
    made = mutate("createRef", "ref {id name}", repositoryId=asked["id"],
                  name="refs/heads/topic", oid=repo.log()[1].oid)  # fmt: skip
    topic = made["ref"]["id"]  # type: ignore[index]
    mutate("updateRef", "ref {target {oid}}", refId=topic, oid=head)
    assert repo.head("topic") == head
    mutate("deleteRef", "clientMutationId", refId=topic)
    assert repo.head("topic") is None
    mutate("deleteIssue", "repository {name}", issueId=node)
    assert repo.issues == []
    assert api("GET", "/repos/writer/weekly/issues/1").status_code == 410
    assert repo.add_issue(title="next").number == 2
