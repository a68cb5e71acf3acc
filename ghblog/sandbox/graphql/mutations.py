"""GraphQL mutations. One that is refused leaves those beside it in the same request alone."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

from ghblog.sandbox import branches, issues
from ghblog.sandbox.graphql.context import Context
from ghblog.sandbox.graphql.lookup import typed
from ghblog.sandbox.graphql.objects import CommitView, RefView
from ghblog.sandbox.graphql.repositories import RepositoryView, repository_view
from ghblog.sandbox.graphql.views import (
    ActorView,
    CategoryView,
    CommentView,
    ItemView,
    LabelView,
    MilestoneView,
)
from ghblog.sandbox.items import Item, ItemKind
from ghblog.sandbox.problems import invalid, not_found
from ghblog.sandbox.repository import Repository

Mutation = Callable[[Context, dict[str, Any]], Any]


def _answer(**fields: Any) -> SimpleNamespace:
    return SimpleNamespace(**fields)


def create_commit_on_branch(context: Context, sent: dict[str, Any]) -> Any:
    """Compare and swap: files in, files out, one commit."""
    repo, branch = _branch(context, sent["branch"])
    changes = sent.get("fileChanges") or {}
    added = changes.get("additions") or []
    if sum(len(each["contents"]) for each in added) > branches.MAX_COMMIT:
        raise invalid("The commit's file changes are too large (40 MB at most).")
    made = branches.commit_on_branch(
        context.viewer,
        repo,
        branch=branch,
        expected=sent["expectedHeadOid"],
        message=_message(sent["message"]),
        additions={each["path"]: _bytes(each) for each in added},
        deletions=[each["path"] for each in changes.get("deletions") or []],
    )
    ref = RefView(context, repo, f"refs/heads/{branch.removeprefix('refs/heads/')}")
    return _answer(commit=CommitView(context, repo, made), ref=ref)


def _branch(context: Context, sent: dict[str, Any]) -> tuple[Repository, str]:
    if sent.get("id"):
        ref = typed(context, sent["id"], RefView)
        return ref.repo, ref.full
    owner, slash, name = (sent.get("repositoryNameWithOwner") or "").partition("/")
    if not slash or not sent.get("branchName"):
        raise invalid("Give the branch's id, or repositoryNameWithOwner and branchName.")
    return repository_view(context, owner, name).repo, sent["branchName"]


def _message(sent: dict[str, Any]) -> str:
    headline, body = sent["headline"], sent.get("body")
    if not headline.strip():
        raise invalid("A commit message's headline can't be blank")
    return f"{headline}\n\n{body}" if body else headline


def _bytes(addition: dict[str, Any]) -> bytes:
    try:
        return base64.b64decode(addition["contents"], validate=True)
    except (binascii.Error, ValueError):
        raise invalid(f"The contents of {addition['path']!r} are not valid Base64.") from None


def create_ref(context: Context, sent: dict[str, Any]) -> Any:
    """Make a reference."""
    repo = typed(context, sent["repositoryId"], RepositoryView).repo
    branches.create_ref(context.viewer, repo, sent["name"], sent["oid"])
    return _answer(ref=RefView(context, repo, sent["name"]))


def update_ref(context: Context, sent: dict[str, Any]) -> Any:
    """Point a reference elsewhere."""
    ref = typed(context, sent["refId"], RefView)
    force = bool(sent.get("force"))
    branches.update_ref(context.viewer, ref.repo, ref.full, sent["oid"], force=force)
    return _answer(ref=ref)


def delete_ref(context: Context, sent: dict[str, Any]) -> Any:
    """Remove a reference."""
    ref = typed(context, sent["refId"], RefView)
    branches.delete_ref(context.viewer, ref.repo, ref.full)
    return _answer()


def _label_names(context: Context, ids: list[str] | None) -> list[str]:
    return [typed(context, node, LabelView).name for node in ids or ()]


def create_issue(context: Context, sent: dict[str, Any]) -> Any:
    """Open an issue."""
    repo = typed(context, sent["repositoryId"], RepositoryView).repo
    made = issues.create(
        context.viewer,
        repo,
        "issue",
        title=sent["title"],
        body=sent.get("body") or "",
        labels=_label_names(context, sent.get("labelIds")),
    )
    _plan(context, repo, made, sent)
    return _answer(issue=ItemView(context, repo, made))


def _plan(context: Context, repo: Repository, item: Item, sent: dict[str, Any]) -> None:
    """Set milestone and assignees where they are given; who may only read is not heard."""
    if not context.viewer.can(repo, "issues", "TRIAGE"):
        return
    if "milestoneId" in sent:
        node = sent["milestoneId"]
        item.milestone = typed(context, node, MilestoneView).number if node else 0
    if sent.get("assigneeIds") is not None:
        users = [typed(context, node, ActorView).user for node in sent["assigneeIds"]]
        item.assignees = issues.find_assignees(repo, [user.login for user in users])
    repo.touch(item)


def create_discussion(context: Context, sent: dict[str, Any]) -> Any:
    """Open a discussion; it takes no labels."""
    repo = typed(context, sent["repositoryId"], RepositoryView).repo
    category = typed(context, sent["categoryId"], CategoryView)
    made = issues.create(
        context.viewer,
        repo,
        "discussion",
        title=sent["title"],
        body=sent["body"],
        category=repo.categories.get(_category(category)),
    )
    return _answer(discussion=ItemView(context, repo, made))


def _category(view: CategoryView) -> int:
    return view.made.id


def _item(context: Context, node: str, *kinds: ItemKind) -> ItemView:
    view: ItemView = typed(context, node, ItemView)
    if view.item.kind not in kinds:
        raise not_found(f"Could not resolve to a node with the global id of '{node}'.")
    return view


def _again(view: ItemView) -> ItemView:
    return ItemView(view.context, view.repo, view.item)


def update_issue(context: Context, sent: dict[str, Any]) -> Any:
    """Change an issue; what is not sent stays."""
    view = _item(context, sent["id"], "issue")
    viewer, repo, item = context.viewer, view.repo, view.item
    names = _label_names(context, sent.get("labelIds"))
    issues.edit(viewer, repo, item, title=sent.get("title"), body=sent.get("body"))
    if sent.get("labelIds") is not None:
        issues.set_labels(viewer, repo, item, names)
    _plan(context, repo, item, sent)
    if sent.get("state"):
        issues.set_state(viewer, repo, item, closed=sent["state"] == "CLOSED")
    return _answer(issue=_again(view), actor=view.actor(viewer.login))


def update_discussion(context: Context, sent: dict[str, Any]) -> Any:
    """Change a discussion; what is not sent stays."""
    view = _item(context, sent["discussionId"], "discussion")
    title, body = sent.get("title"), sent.get("body")
    made = None
    if sent.get("categoryId"):
        made = typed(context, sent["categoryId"], CategoryView).made
        if made.id != view.item.category:
            issues.require_category(context.viewer, view.repo, made)
    issues.edit(context.viewer, view.repo, view.item, title=title, body=body)
    if made is not None:
        view.item.category = made.id
    return _answer(discussion=_again(view))


def _state(kind: ItemKind, *, closed: bool) -> Mutation:
    def change(context: Context, sent: dict[str, Any]) -> Any:
        view = _item(context, sent[f"{kind}Id"], kind)
        reason = (sent.get("stateReason") or sent.get("reason") or "").lower()
        issues.set_state(context.viewer, view.repo, view.item, closed=closed, reason=reason)
        return _answer(**{kind: _again(view)})

    return change


def _labelling(how: str) -> Mutation:
    def change(context: Context, sent: dict[str, Any]) -> Any:
        view = _item(context, sent["labelableId"], "issue", "discussion")
        given, old = _label_names(context, sent.get("labelIds")), view.item.labels
        names = {
            "add": [*old, *given],
            "remove": [name for name in old if name not in given],
            "clear": [],
        }
        issues.set_labels(context.viewer, view.repo, view.item, names[how])
        return _answer(labelable=_again(view))

    return change


def create_label(context: Context, sent: dict[str, Any]) -> Any:
    """Make a label."""
    repo = typed(context, sent["repositoryId"], RepositoryView).repo
    name, color, text = sent["name"], sent["color"], sent.get("description") or ""
    made = issues.create_label(context.viewer, repo, name=name, color=color, description=text)
    return _answer(label=LabelView(context, repo, made))


def add_comment(context: Context, sent: dict[str, Any]) -> Any:
    """Comment on an issue."""
    view = _item(context, sent["subjectId"], "issue")
    made = issues.comment(context.viewer, view.repo, view.item, sent["body"])
    shown = CommentView(context, view.repo, view.item, made)
    return _answer(subject=_again(view), comment_edge=_answer(node=shown, cursor=shown.key))


def add_discussion_comment(context: Context, sent: dict[str, Any]) -> Any:
    """Comment on a discussion, or answer a comment."""
    view = _item(context, sent["discussionId"], "discussion")
    above = sent.get("replyToId")
    reply_to = _comment(context, above, "discussion").comment.id if above else 0
    made = issues.comment(context.viewer, view.repo, view.item, sent["body"], reply_to)
    return _answer(comment=CommentView(context, view.repo, view.item, made))


def _comment(context: Context, node: str, *kinds: ItemKind) -> CommentView:
    """The comment of this id, which must stand below one of these kinds."""
    view: CommentView = typed(context, node, CommentView)
    if view.item.kind not in kinds or view.comment.deleted:
        raise not_found(f"Could not resolve to a node with the global id of '{node}'.")
    return view


def _update_comment(key: str, field: str, *kinds: ItemKind) -> Mutation:
    def change(context: Context, sent: dict[str, Any]) -> Any:
        view = _comment(context, sent[key], *kinds)
        issues.edit_comment(context.viewer, view.repo, view.item, view.comment, sent["body"])
        return _answer(**{field: CommentView(context, view.repo, view.item, view.comment)})

    return change


def _delete_comment(*kinds: ItemKind) -> Mutation:
    def change(context: Context, sent: dict[str, Any]) -> Any:
        view = _comment(context, sent["id"], *kinds)
        issues.delete_comment(context.viewer, view.repo, view.item, view.comment)
        return _answer(comment=view)

    return change


def delete_item(context: Context, sent: dict[str, Any]) -> Any:
    """Delete an issue or a discussion."""
    view = _item(context, sent.get("issueId") or sent["id"], "issue", "discussion")
    issues.delete(context.viewer, view.repo, view.item)
    return _answer(discussion=view, repository=view.repository)


def _locking(*, locked: bool) -> Mutation:
    def change(context: Context, sent: dict[str, Any]) -> Any:
        view = _item(context, sent["lockableId"], "issue", "discussion")
        context.viewer.require_write(view.repo, issues.area(view.item.kind))
        reason = (sent.get("lockReason") or "").lower().replace("off_topic", "off-topic")
        view.item.locked = locked
        view.item.lock_reason = reason.replace("_", " ") if locked else ""
        view.repo.touch(view.item)
        record = {"locked_record" if locked else "unlocked_record": _again(view)}
        return _answer(actor=view.actor(context.viewer.login), **record)

    return change


def _pinning(*, pinned: bool) -> Mutation:
    def change(context: Context, sent: dict[str, Any]) -> Any:
        view = _item(context, sent["issueId"], "issue")
        issues.set_pinned(context.viewer, view.repo, view.item, pinned=pinned)
        return _answer(issue=_again(view), id=view.id)

    return change


MUTATIONS: dict[str, Mutation] = {
    "addComment": add_comment,
    "addDiscussionComment": add_discussion_comment,
    "addLabelsToLabelable": _labelling("add"),
    "clearLabelsFromLabelable": _labelling("clear"),
    "closeDiscussion": _state("discussion", closed=True),
    "closeIssue": _state("issue", closed=True),
    "createCommitOnBranch": create_commit_on_branch,
    "createDiscussion": create_discussion,
    "createIssue": create_issue,
    "createLabel": create_label,
    "createRef": create_ref,
    "deleteDiscussion": delete_item,
    "deleteDiscussionComment": _delete_comment("discussion"),
    "deleteIssue": delete_item,
    "deleteIssueComment": _delete_comment("issue", "pull"),
    "deleteRef": delete_ref,
    "lockLockable": _locking(locked=True),
    "pinIssue": _pinning(pinned=True),
    "removeLabelsFromLabelable": _labelling("remove"),
    "reopenDiscussion": _state("discussion", closed=False),
    "reopenIssue": _state("issue", closed=False),
    "unlockLockable": _locking(locked=False),
    "unpinIssue": _pinning(pinned=False),
    "updateDiscussion": update_discussion,
    "updateDiscussionComment": _update_comment("commentId", "comment", "discussion"),
    "updateIssue": update_issue,
    "updateIssueComment": _update_comment("id", "issue_comment", "issue", "pull"),
    "updateRef": update_ref,
}
