"""The REST side of the sandbox: which handler answers which path."""

from __future__ import annotations

from collections.abc import Callable

from ghblog.sandbox.rest import comments, contents, git, issues, milestones, misc, pulls, uploads
from ghblog.sandbox.rest.call import Answer, Call

Handler = Callable[[Call], Answer]

TOP: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "/user", misc.get_user),
    ("GET", "/rate_limit", misc.get_rate_limit),
    ("GET", "/meta", misc.get_meta),
    ("POST", "/markdown", misc.render),
    ("POST", "/markdown/raw", misc.render_raw),
)
# Below /repos/{owner}/{repo}, and below /repositories/{id}, where redirects lead.
REPOSITORY: tuple[tuple[str, str, Handler], ...] = (
    ("GET", "", misc.get_repository),
    ("PATCH", "", misc.update_repository),
    ("GET", "/branches/{branch:path}", misc.get_branch),
    ("GET", "/contents", contents.get_content),
    ("GET", "/contents/{path:path}", contents.get_content),
    ("PUT", "/contents/{path:path}", contents.put_content),
    ("DELETE", "/contents/{path:path}", contents.delete_content),
    ("POST", "/git/blobs", git.create_blob),
    ("GET", "/git/blobs/{file_sha}", git.get_blob),
    ("POST", "/git/trees", git.create_tree),
    ("GET", "/git/trees/{tree_sha:path}", git.get_tree),
    ("POST", "/git/commits", git.create_commit),
    ("GET", "/git/commits/{commit_sha}", git.get_commit),
    ("GET", "/git/matching-refs/{ref:path}", git.matching_refs),
    ("GET", "/git/ref/{ref:path}", git.get_ref),
    ("POST", "/git/refs", git.create_ref),
    ("PATCH", "/git/refs/{ref:path}", git.update_ref),
    ("DELETE", "/git/refs/{ref:path}", git.delete_ref),
    ("GET", "/issues", issues.list_issues),
    ("POST", "/issues", issues.create_issue),
    ("GET", "/issues/comments", comments.list_all_comments),
    ("GET", "/issues/comments/{comment_id:int}", comments.get_comment),
    ("PATCH", "/issues/comments/{comment_id:int}", comments.update_comment),
    ("DELETE", "/issues/comments/{comment_id:int}", comments.delete_comment),
    ("GET", "/issues/{issue_number:int}", issues.get_issue),
    ("PATCH", "/issues/{issue_number:int}", issues.update_issue),
    ("GET", "/issues/{issue_number:int}/comments", comments.list_comments),
    ("POST", "/issues/{issue_number:int}/comments", comments.create_comment),
    ("GET", "/issues/{issue_number:int}/labels", issues.list_issue_labels),
    ("POST", "/issues/{issue_number:int}/labels", issues.add_issue_labels),
    ("PUT", "/issues/{issue_number:int}/labels", issues.set_issue_labels),
    ("DELETE", "/issues/{issue_number:int}/labels", issues.remove_all_issue_labels),
    ("DELETE", "/issues/{issue_number:int}/labels/{name:path}", issues.remove_issue_label),
    ("PUT", "/issues/{issue_number:int}/lock", issues.lock),
    ("DELETE", "/issues/{issue_number:int}/lock", issues.unlock),
    ("GET", "/labels", comments.list_labels),
    ("POST", "/labels", comments.create_label),
    ("GET", "/labels/{name:path}", comments.get_label),
    ("PATCH", "/labels/{name:path}", comments.update_label),
    ("DELETE", "/labels/{name:path}", comments.delete_label),
    ("GET", "/milestones", milestones.list_milestones),
    ("POST", "/milestones", milestones.create_milestone),
    ("GET", "/pulls", pulls.list_pulls),
    ("POST", "/pulls", pulls.create_pull),
    ("GET", "/pulls/{pull_number:int}", pulls.get_pull),
    ("PATCH", "/pulls/{pull_number:int}", pulls.update_pull),
    ("GET", "/releases", misc.unfurnished),
)
# On a host of its own, uploads.github.com.
UPLOADS: tuple[tuple[str, str, Handler], ...] = (
    ("POST", "/user-attachments/assets", uploads.create_asset),
)


def table() -> list[tuple[str, str, Handler]]:
    """Every (method, path, handler), paths relative to the API's root."""
    prefixes = ("/repos/{owner}/{repo}", "/repositories/{repository_id:int}")
    below = [(verb, top + path, run) for top in prefixes for verb, path, run in REPOSITORY]
    return [*TOP, *below]
