"""Files, folders and commits for people, and files as bytes."""

from __future__ import annotations

import mimetypes
import re
from types import SimpleNamespace
from typing import Any
from urllib.parse import quote

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from ghblog.sandbox import branches
from ghblog.sandbox.git import CommitFacts, TreeLine
from ghblog.sandbox.pages.site import Site
from ghblog.sandbox.problems import not_found
from ghblog.sandbox.repository import Repository

PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp")
RAW_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_RELATIVE = re.compile(r'(?<=\s)(src|href)="(?![a-zA-Z][a-zA-Z0-9+.-]*:|//|#)([^"]*)"')
_TYPES = {".webp": "image/webp", ".avif": "image/avif", ".svg": "image/svg+xml"}


def split(repo: Repository, rest: str) -> tuple[str, str, CommitFacts]:
    """`ref/path` apart: a branch's name may hold slashes, so the longest that is one wins."""
    names = rest.strip("/").split("/")
    for size in range(len(names), 0, -1):
        ref = "/".join(names[:size])
        commit = branches.resolve(repo, ref)
        if commit:
            return ref, "/".join(names[size:]), commit
    raise not_found(f"There is no branch for {rest} in {repo.full_name}.")


def content_type(path: str, data: bytes) -> str:
    """The type under which GitHub serves a raw file: text is always plain."""
    suffix = "." + path.rpartition(".")[2].lower()
    kind = _TYPES.get(suffix) or mimetypes.guess_type(path)[0] or ""
    if kind.startswith(("image/", "video/", "audio/")):
        return kind
    return "application/octet-stream" if b"\x00" in data[:8000] else "text/plain; charset=utf-8"


def raw(repo: Repository, commit: CommitFacts, path: str) -> Response:
    """A file's bytes."""
    line = repo.git.find(commit.tree, path)
    data = repo.git.blob(line.oid) if line else None
    if data is None:
        raise not_found(f"There is no file {path}.")
    headers = {"X-Content-Type-Options": "nosniff", "Content-Security-Policy": RAW_POLICY}
    return Response(data, headers=headers, media_type=content_type(path, data))


def home(site: Site, repo: Repository) -> Response:
    """The repository's front: its files and its README."""
    commit = branches.resolve(repo, "HEAD")
    if commit is None:
        return site.page("code.html", repo, tab="code", path="", commit=None)
    return _folder(site, repo, repo.default_branch, "", commit)


def tree(site: Site, repo: Repository, rest: str) -> Response:
    """A folder."""
    ref, path, commit = split(repo, rest)
    return _folder(site, repo, ref, path, commit)


def blob(site: Site, repo: Repository, rest: str, request: Request) -> Response:
    """A file; with `?raw=true` its bytes. Without, not even a picture is one, as on GitHub."""
    ref, path, commit = split(repo, rest)
    if request.query_params.get("raw") in {"true", "1"}:
        return raw(repo, commit, path)
    line = repo.git.find(commit.tree, path)
    if line is None or line.kind != "blob":
        raise not_found(f"There is no file {path} on {ref}.")
    shown = _shown(site, repo, ref, path, line)
    return _code(site, repo, ref, path, commit, lines=None, shown=shown)


def commits(site: Site, repo: Repository, rest: str) -> Response:
    """A branch's history."""
    ref, _, commit = split(repo, rest)
    history = list(repo.git.walk(commit.oid))[:200]
    return site.page("commits.html", repo, tab="code", ref=ref, commits=history)


def _folder(site: Site, repo: Repository, ref: str, path: str, commit: CommitFacts) -> Response:
    line = repo.git.find(commit.tree, path)
    lines = repo.git.tree(line.oid) if line else None
    if lines is None:
        raise not_found(f"There is no folder {path} on {ref}.")
    lines = sorted(lines, key=lambda each: (each.kind != "tree", each.name))
    readme = next((each for each in lines if each.name.lower() == "readme.md"), None)
    above = f"{path}/" if path else ""
    shown = _shown(site, repo, ref, above + readme.name, readme) if readme else None
    return _code(site, repo, ref, path, commit, lines=lines, shown=shown)


def _code(
    site: Site, repo: Repository, ref: str, path: str, commit: CommitFacts, **more: Any
) -> Response:
    names = path.split("/") if path else []
    crumbs = [(name, "/".join(names[: n + 1])) for n, name in enumerate(names)]
    heads = [name.removeprefix("refs/heads/") for name in repo.git.refs() if "/heads/" in name]
    return site.page(
        "code.html",
        repo,
        tab="code",
        ref=ref,
        path=path,
        commit=commit,
        crumbs=crumbs,
        branches=heads,
        **more,
    )


def _shown(site: Site, repo: Repository, ref: str, path: str, line: TreeLine) -> Any:
    data = repo.git.blob(line.oid) or b""
    low = path.lower()
    text = None if b"\x00" in data[:8000] else data.decode(errors="replace")
    html = ""
    if low.endswith((".md", ".markdown")) and text is not None:
        folder = path.rpartition("/")[0]
        html = relink(site.html(text, hard_breaks=False), repo, ref, folder)
    return SimpleNamespace(
        name=line.name,
        path=path,
        size=len(data),
        text=text,
        picture=low.endswith(PICTURES),
        html=Markup(html),  # noqa: S704 - sanitised by ghblog.render
    )


def relink(html: str, repo: Repository, ref: str, folder: str) -> str:
    """Relative addresses in a rendered file made to lead into the repository, as GitHub does."""

    def lead(match: re.Match[str]) -> str:
        kind = "raw" if match[1] == "src" else "blob"
        target = match[2] if match[2].startswith("/") else f"{folder}/{match[2]}"
        names: list[str] = []
        for name in target.split("/"):
            if name == "..":
                names = names[:-1]
            elif name not in ("", "."):
                names.append(name)
        return f'{match[1]}="/{repo.full_name}/{kind}/{quote(ref)}/{"/".join(names)}"'

    return _RELATIVE.sub(lead, html)
