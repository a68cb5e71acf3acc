"""Every code of the table is told by the program, and every code of the program is in the table."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from plugging import Plug, rule
from shells import Shell
from writers import png

import ghblog
from ghblog.checking import check
from ghblog.codes import CODES
from ghblog.model import Settings, Severity
from ghblog.posts import DiskFiles

PACKAGE = Path(ghblog.__file__).parent
ORDER = list(Severity)
HEAD = "# A report\n\ntext\n\n"

# code → the files of a blog that has it
Files = dict[str, str | bytes]
BLOGS: dict[str, Files] = {
    "unreadable": {"link.md": "../outside.md"},  # made a link below
    "encoding": {"a.md": "周报".encode("gb18030")},
    "empty": {"a.md": ""},
    "merge-conflict": {"a.md": HEAD + "<<<<<<< a\n=======\n>>>>>>> b\n"},
    "front-matter": {"a.md": "---\ntitle: [\n---\ntext\n"},
    "title": {"a.md": f"# {'x' * 257}\n\ntext\n"},
    "date": {"a.md": "---\ndate: 2022-02-31\n---\ntext\n"},
    "labels": {"a.md": f"---\nlabels: [{'y' * 51}]\n---\ntext\n"},
    "id": {"a.md": "---\nid: b\n---\ntext\n", "b.md": HEAD},
    "target": {"a.md": "---\ntarget: nowhere\n---\ntext\n"},
    "too-long": {"a.md": HEAD + "```\n" + "x" * 70_000 + "\n```\n"},
    "duplicate-title": {"a.md": HEAD, "b.md": HEAD},
    "several-h1": {"a.md": HEAD + "# Another\n"},
    "endless-code": {"a.md": HEAD + "```\ncode\n\nmore text\n"},
    "lost-bold": {"a.md": HEAD + "**注意：**这里\n"},
    "missing-picture": {"a.md": HEAD + "![x](no.png)\n"},
    "outside-picture": {"a.md": HEAD + "![x](../no.png)\n"},
    "machine-path": {"a.md": HEAD + "![x](/Users/me/a.png)\n"},
    "bad-picture": {"a.md": HEAD + "![x](a.png)\n", "a.png": b"nothing of the sort"},
    "film-problem": {"a.md": HEAD + "![x](a.mp4)\n", "a.mp4": b"nothing of the sort"},
    "dead-picture": {"a.md": HEAD + "<br/>\n![x](a.png)\n", "a.png": png()},
    "empty-picture": {"a.md": HEAD + "![x]()\n"},
    "dying-url": {
        "a.md": HEAD + "![x](https://private-user-images.githubusercontent.com/1/a.png?jwt=x)\n"
    },
    "http-picture": {"a.md": HEAD + "![x](http://example.org/a.png)\n"},
    "missing-alt": {"a.md": HEAD + "![](https://example.org/a.png)\n"},
    "dead-link": {"a.md": HEAD + "[x](no.md)\n"},
    "untracked-file": {"a.md": HEAD + "[x](a.csv)\n", "a.csv": b"1,2\n"},
    "waiting-link": {"a.md": HEAD + "[x](b.md)\n", "b.md": "---\ndraft: true\n---\ntext\n"},
    "empty-link": {"a.md": HEAD + "[](https://example.org)\n"},
    "mention": {"a.md": HEAD + "thanks to @ann\n"},
    "own-reference": {"a.md": HEAD + "the song is #1 now\n"},
    "backlink": {"a.md": HEAD + "see https://github.com/rust-lang/rust/issues/1\n"},
    "closing": {"a.md": HEAD + "fixes #12\n"},
    "run-on-address": {"a.md": HEAD + "https://example.org/c，后面\n"},
    "html-comment": {"a.md": HEAD + "<!-- call Ann -->\n"},
    "turned": {"a.md": HEAD + "![[a.png]]\n", "a.png": png()},
    "unturned": {"a.md": HEAD + "[![x](https://example.org/y.mp4)](https://example.org)\n"},
    "dialect-failed": {"a.md": HEAD + "@@words@@\n"},  # with a package that is installed below
    "missing-embed": {"a.md": HEAD + "![[no.png]]\n"},
    "ambiguous-embed": {
        "a.md": HEAD + "![[a.png]]\n",
        "one/a.png": png(1),
        "two/a.png": png(2),
    },
    "note-embed": {"a.md": HEAD + "![[b]]\n", "b.md": "# B\n\ntext\n"},
    "dead-wikilink": {"a.md": HEAD + "[[nothing]]\n"},
    "ambiguous-wikilink": {
        "a.md": HEAD + "[[b]]\n",
        "one/b.md": "# B1\n\ntext\n",
        "two/b.md": "# B2\n\ntext\n",
    },
    "private-comment": {"a.md": HEAD + "%%\nnever closed\n"},
    "nested-callout": {"a.md": HEAD + "- > [!info] Title\n  > words\n"},
    "toc": {"a.md": HEAD + "[TOC]\n"},
    "shortcode": {"a.md": HEAD + "{{< youtube id >}}\n"},
    "highlight": {"a.md": HEAD + "==marked==\n"},
}


def test_every_code_of_the_table_has_an_example_here() -> None:
    assert sorted([*BLOGS, "unfit", "old-name"]) == sorted(CODES)  # these have tests of their own


@pytest.mark.parametrize("code", BLOGS)
def test_a_code_is_told_of_the_blog_that_has_it(
    code: str, folder: Path, shell: Shell, plug: Plug, monkeypatch: pytest.MonkeyPatch
) -> None:
    if code == "dialect-failed":
        plug("ghblog-shaky", rule("raise ValueError"))
        monkeypatch.setenv("GHBLOG_POSTS_DIALECTS", "default, x")
    for name, content in BLOGS[code].items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        if name == "link.md":
            (folder.parent / "outside.md").write_text(HEAD, encoding="utf-8")
            path.symlink_to(str(content))
        else:
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
    done = shell("check", "--json")
    findings = json.loads(done.out)["findings"]
    found = [each for each in findings if each["code"] == code]
    assert found, findings
    for each in found:
        assert ORDER.index(Severity(each["severity"])) >= ORDER.index(CODES[code].severity)
        assert each["line"] >= 1 and each["message"] and each["path"] in BLOGS[code]
    assert done.code == (1 if any(each["severity"] == "error" for each in findings) else 0)


class RestlessFiles(DiskFiles):
    """A post that is edited whenever it has been read."""

    def read(self, path: str) -> bytes:
        data = super().read(path)
        (self.root / path).write_bytes(data + b"more\n")
        return data


def test_a_post_that_changes_while_it_is_read_is_unfit(folder: Path) -> None:
    (folder / "a.md").write_text(HEAD, encoding="utf-8")
    now = datetime(2022, 7, 10, tzinfo=UTC)
    (found,) = check(RestlessFiles(folder), Settings(root=folder), now=now).findings
    assert (found.path, found.code, found.severity) == ("a.md", "unfit", Severity.ERROR)
    assert "changed while" in found.message


# Where a code stands in a call: by keyword `code`, or at this place.
CALLS = {
    "Finding": 2,
    "finding": 2,
    "tell": 1,
    "Refusal": 8,
    "FaultError": 3,
    "told_as": 0,
    "Doubt": 2,
    "Problem": 0,
}


def codes_of(path: Path) -> Iterator[str]:
    """The codes that a module gives to findings and refusals, where they are written out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        function = node.func
        name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
        if name not in CALLS:
            continue
        place = CALLS[name]
        given = [word.value for word in node.keywords if word.arg == "code"]
        given += node.args[place : place + 1]
        for one in given:
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value


def test_every_code_of_the_program_is_in_the_table() -> None:
    rooms = [PACKAGE / "posts", PACKAGE / "linting", PACKAGE / "markdown" / "dialects"]
    modules = [*(path for room in rooms for path in room.rglob("*.py")), PACKAGE / "checking.py"]
    used = {code for path in modules for code in codes_of(path)}
    assert len(used) > 20
    assert used - CODES.keys() == set()


@pytest.mark.parametrize("name", CODES)
def test_an_explanation_is_whole_sentences(name: str) -> None:
    code = CODES[name]
    assert code.title[0].isupper() and not code.title.endswith(".")
    for text in (code.why, code.what_to_do):
        assert text.endswith(".") and "  " not in text
