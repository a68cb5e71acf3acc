"""Whatever a dialect of another package does, its post is whole or is not published."""

from __future__ import annotations

import json

import pytest
from plugging import ADD, EXAMPLE, Plug, proposing, rule
from shells import Shell, Write
from writers import Writer, png

from ghblog.model import Action

BAD = "# A report\n\nfirst\n\nIt is @@good@@, `not` bad.\n"
GOOD = "# Another\n\nNothing of the kind.\n"
HOOK = """
def plugin(md):
    def hook(md, state):
        if "@@" in state.src:
            raise RuntimeError("in a hook")
    md.before_parse_hooks.append(hook)
"""

REWRITING = """
own = plugin
def plugin(md):
    def hook(md, state):
        state.src = state.src.replace("good", "better")
    own(md)
    md.before_parse_hooks.append(hook)
"""


@pytest.mark.parametrize(
    ("code", "line", "why"),
    [
        (rule("raise ValueError('no such word')"), 5, "ValueError: no such word"),
        (rule("return 1 / 0"), 5, "ZeroDivisionError: division by zero"),
        (rule("raise RecursionError"), 5, "RecursionError"),
        (rule("raise SystemExit(0)"), 5, "SystemExit: 0"),
        (rule("exit()"), 5, "SystemExit"),
        (rule("return 'here'"), 5, "TypeError: "),
        (
            rule('state.append_token({"type": "x"})'),
            5,
            'its token has no text as attrs["markdown"]',
        ),
        (proposing("7"), 5, 'its token has no text as attrs["markdown"]'),
        (proposing(r'"a\0b"'), 5, "there is a NUL"),
        (proposing(r'"\ud800"'), 5, "UnicodeEncodeError"),
        (rule(f"{ADD % repr('y')}; return match.start()"), 5, "its rule ends before it begins"),
        (proposing('"y"') + REWRITING, 5, "where this stands cannot be told"),
        (HOOK, 2, "RuntimeError: in a hook"),
        (proposing('"`"'), 5, "would change other parts of the page"),
        (proposing('"@@" + match["x_words"] + "!@@"'), 5, "would change other parts of the page"),
    ],
)
def test_what_fails_is_told_with_its_package_and_its_line(
    code: str, line: int, why: str, plug: Plug, shell: Shell, write: Write
) -> None:
    plug("ghblog-shaky", code)
    write("bad.md", BAD)
    write("good.md", GOOD)
    done = shell("check")
    assert done.code == 1
    assert f"bad.md:{line}: " in done.out
    assert "the dialect “x” of ghblog-shaky 1.0" in done.out and why in done.out
    assert "good.md" not in done.out
    assert "Traceback" not in done.out + done.err


def test_what_a_dialect_prints_is_no_data(plug: Plug, shell: Shell, write: Write) -> None:
    bold = ADD % '"**" + match["x_words"] + "**"'
    plug("ghblog-loud", "print('imported')\n" + rule(f"print('found', flush=True); {bold}"))
    write("bad.md", BAD)
    done = shell("check", "--json")
    assert json.loads(done.out)["ok"] is True
    assert "imported" in done.err and "found" in done.err
    done = shell("export", "bad.md", "--md", "--local", "--offline")
    assert done.out == "first\n\nIt is **good**, `not` bad.\n"


def test_a_text_of_a_kind_of_its_own_is_a_text(plug: Plug, shell: Shell, write: Write) -> None:
    code = """
class Own(str):
    __hash__ = str.__hash__
    def __eq__(self, other):
        raise TypeError("compare me with nothing")
    __ne__ = encode = __eq__
"""
    plug("ghblog-own", code + proposing('Own("**words**")'))
    write("bad.md", BAD)
    done = shell("export", "bad.md", "--md", "--local", "--offline")
    assert (done.code, done.out) == (0, "first\n\nIt is **words**, `not` bad.\n"), done.err


def own_dialect(writer: Writer) -> None:
    writer.write("ghblog.toml", f'repository = "{writer.repo.full_name}"\nposts.folder = "posts"\n')
    writer.environ["GHBLOG_POSTS_DIALECTS"] = "default,x"


def test_its_post_is_held_back_and_the_others_are_published(plug: Plug, writer: Writer) -> None:
    plug("ghblog-shaky", rule("raise ValueError('no')"))
    own_dialect(writer)
    writer.write("posts/bad.md", BAD)
    writer.write("posts/good.md", GOOD)
    outcome = writer.publish()
    assert outcome
    (refused,) = outcome.plan.of(Action.REFUSE)
    assert refused.path == "posts/bad.md" and "ghblog-shaky 1.0" in refused.reason
    assert writer.titles() == ["Another"]


def test_a_published_post_stays_as_it_is_while_the_dialect_fails(
    plug: Plug, writer: Writer
) -> None:
    plug("ghblog-x", proposing('"**" + match["x_words"] + "**"'))
    own_dialect(writer)
    writer.write("posts/bad.md", BAD)
    writer.publish()
    before = writer.body(1)
    assert "It is **good**, `not` bad." in before
    plug("ghblog-x", rule("raise ValueError('no')"), version="1.1")
    assert writer.publish() is None
    assert writer.body(1) == before


def test_a_new_version_is_noticed_and_writes_only_what_it_changes(
    plug: Plug, writer: Writer
) -> None:
    plug("ghblog-x", proposing('"**" + match["x_words"] + "**"'))
    own_dialect(writer)
    writer.write("posts/bad.md", BAD)
    writer.write("posts/good.md", GOOD)
    writer.publish()
    first = {post.path: post.inputs for post in writer.blog().sources().posts}
    plug("ghblog-x", proposing('"**" + match["x_words"] + "**"'), version="1.1")
    second = {post.path: post.inputs for post in writer.blog().sources().posts}
    assert first["posts/bad.md"] != second["posts/bad.md"]
    assert first["posts/good.md"] == second["posts/good.md"]
    assert not writer.plan().pending
    plug("ghblog-x", proposing('"*" + match["x_words"] + "*"'), version="1.2")
    (change,) = writer.plan().writes
    assert (change.action, change.path) == (Action.UPDATE, "posts/bad.md")


def test_a_dialect_that_overrides_rules_of_markdown_harms_no_other(
    plug: Plug, shell: Shell, write: Write
) -> None:
    plug(
        "ghblog-rough",
        """
        def plugin(md):
            md.block.register("block_quote", None, lambda *_: 1 / 0)
        """,
    )
    write("a.md", "# A\n\nNo quote, ==x== %%y%%.\n")
    write("b.md", "# B\n\n> [!info] Title\n> words\n")
    done = shell("check")
    assert "a.md:3" in done.out and "highlight" in done.out
    assert "b.md" in done.out and "ZeroDivisionError" in done.out and done.code == 1
    told = shell("export", "a.md", "--md", "--local", "--offline")
    assert told.code == 0, told.err
    assert told.out == "No quote, ==x== .\n"


def test_what_is_twice_in_quotes_is_turned_twice(plug: Plug, shell: Shell, write: Write) -> None:
    """The mark of the quote is in the text, and not in what the rule sees."""
    plug("ghblog-hiding", proposing('"**gone**"').replace("[^@]+", "[^@>]+"))
    quote = "> @@he\n> dies@@\n"
    write("a.md", f"# A\n\n{quote}\nwords\n\n{quote}\n```\n{quote}```\n")
    done = shell("export", "a.md", "--md", "--local", "--offline")
    left = f"> **gone**\n\nwords\n\n> **gone**\n\n```\n{quote}```\n"
    assert (done.code, done.out) == (0, left), done.err


def spoiler(plug: Plug) -> None:
    plug("ghblog-spoiler", EXAMPLE.read_text("utf-8"), dialect="x", what="spoiler")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("> :::spoiler End\n> He dies.\n> :::\n", 3),
        ("- a\n\n  :::spoiler End\n  He dies.\n  :::\n", 5),
        ("a\n:::spoiler End\nHe dies.\n:::\nb\n", 4),
        (":::spoiler End\n- He dies.\n:::\n", 3),
        ("a\n\n:::spoiler\n<!-- He dies\n\n:::\n", 5),
    ],
)
def test_a_spoiler_that_cannot_be_hidden_is_not_published(
    text: str, line: int, plug: Plug, shell: Shell, write: Write
) -> None:
    spoiler(plug)
    write("a.md", f"# A\n\n{text}")
    done = shell("check")
    assert done.code == 1 and f"a.md:{line}: " in done.out and "ghblog-spoiler 1.0" in done.out


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("```\n:::spoiler End\nHe dies.\n:::\n```\n", "```\n:::spoiler End\nHe dies.\n:::\n```\n"),
        (
            ":::spoiler\nx\n:::\n\n:::spoiler\nx\n:::\n",
            "<details><summary>Spoiler</summary>\n\nx\n\n</details>\n\n"
            "<details><summary>Spoiler</summary>\n\nx\n\n</details>\n",
        ),
        (
            ":::spoiler A & B\n==x== %%secret%%\n\n- ![[a.png]]\n\n:::\n",
            "<details><summary>A &amp; B</summary>\n\n==x==\n\n- ![](<a.png>)\n\n</details>\n",
        ),
    ],
)
def test_a_block_is_turned_with_all_that_is_in_it(
    text: str, becomes: str, plug: Plug, shell: Shell, write: Write
) -> None:
    spoiler(plug)
    write("a.md", f"# A\n\n{text}")
    write("a.png", png())
    done = shell("export", "a.md", "--md", "--local", "--offline")
    assert (done.code, done.out) == (0, becomes), done.err
