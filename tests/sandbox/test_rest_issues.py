"""What GitHub's REST API says of issues, said by the sandbox."""

from __future__ import annotations

from typing import Any

import pytest
import requests

from ghblog.sandbox import Repository, Sandbox


class Api:
    """A plain client: the tests of the sandbox do without ours."""

    def __init__(self, box: Sandbox, token: str = "ghp_writer") -> None:
        self.box = box
        self.session = requests.Session()
        self.session.trust_env = False
        if token:
            self.session.headers["Authorization"] = f"Bearer {token}"

    def __call__(self, method: str, path: str, json: Any = None, **how: Any) -> requests.Response:
        how.setdefault("allow_redirects", False)
        url = path if path.startswith("http") else self.box.api_url + path
        return self.session.request(method, url, json=json, timeout=10, **how)


@pytest.fixture
def api(sandbox: Sandbox) -> Api:
    return Api(sandbox)


@pytest.fixture
def repo(sandbox: Sandbox) -> Repository:
    return sandbox.add_repository("writer/weekly", files={"README.md": b"# Weekly\n"})


def test_an_issue_is_created_with_labels_that_did_not_exist(api: Api, repo: Repository) -> None:
    sent = {"title": "第一周", "body": "a\r\nb\n", "labels": ["weekly", "2026"]}
    answer = api("POST", "/repos/writer/weekly/issues", sent)
    assert answer.status_code == 201
    assert answer.headers["Location"] == answer.json()["url"]
    assert answer.json()["author_association"] == "OWNER"
    (issue,) = repo.issues
    assert (issue.title, issue.body, issue.labels) == ("第一周", "a\r\nb\n", ["weekly", "2026"])


def test_a_patch_replaces_all_labels_and_counts_as_one_edit(api: Api, repo: Repository) -> None:
    issue = repo.add_issue(title="one", labels=["a", "b"])
    api("PATCH", "/repos/writer/weekly/issues/1", {"labels": ["c"], "title": "two", "body": "x"})
    assert (issue.labels, issue.title, issue.body, issue.edits) == (["c"], "two", "x", 1)
