"""Every sentence of the program that the preview can show is in the Chinese catalogues.

Which sentences become a finding, a reason or a hint cannot be followed through all helpers, so the
net is cast wider: *every* text in the sources of the modules that the preview imports counts as a
sentence that holds a space and a word, unless its form or the lists below say what else it is. What
is one word (`issue`, `picture`) cannot be found so; tests of behaviour see it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import ghblog
from ghblog.preview.chinese.catalogue import HOLE, Sentence, read
from ghblog.preview.chinese.sentences import PARTS, SENTENCES

PACKAGE = Path(ghblog.__file__).parent
CATALOGUES = PACKAGE / "preview" / "chinese"
FOREIGN = "foreign"  # words of others, which none of our sources has

# What the preview is made of; what they import is looked at, too.
STARTS = ("ghblog.preview.app", "ghblog.viewing", "ghblog.workshop", "ghblog.config")

# Modules whose sentences the preview does not show. What they alone import is not followed.
ELSEWHERE = {
    "ghblog.adopting": "adopt",
    "ghblog.checkout.history": "options of git",
    "ghblog.codes": "docs/checks.md; the page shows a code's name only",
    "ghblog.github.attachments": "uploading; what it says of a token is in the catalogue",
    "ghblog.github.branches": "writing",
    "ghblog.github.comments": "writing",
    "ghblog.github.discussions": "writing",
    "ghblog.github.finishing": "writing",
    "ghblog.github.issues": "writing",
    "ghblog.github.pacing": "writing",
    "ghblog.github.pulls": "writing",
    "ghblog.github.rights": "auth status",
    "ghblog.github.talking": "writing",
    "ghblog.github.uploads": "writing",
    "ghblog.github.writes": "writing",
    "ghblog.keyrings": "auth",
    "ghblog.markdown.comments": "a fault within; documents.py says it in words of its own",
    "ghblog.markdown.rewriting": "a fault within; documents.py says it in words of its own",
    "ghblog.model.adoption": "adopt",
    "ghblog.pictures.attaching": "uploading",
    "ghblog.pictures.preparing": "what the settings do to a picture, for a hash",
    "ghblog.preview.chinese": "this very thing",
    "ghblog.preview.files": "what no page is",
    "ghblog.preview.hub": "a protocol between server and script",
    "ghblog.preview.serving": "before there is a page",
    "ghblog.preview.words": "has both languages",
    "ghblog.render": "GitHub's own words, and markup",
    "ghblog.settings_table.reference": "docs/configuration.md",
    "ghblog.sync.apply": "publishing",
    "ghblog.sync.attaching": "publishing",
    "ghblog.sync.claims": "publishing",
    "ghblog.sync.indexing": "publishing",
    "ghblog.sync.matching": "adopt",
    "ghblog.sync.pairing": "adopt",
    "ghblog.sync.ports": "publishing",
    "ghblog.sync.proposing": "publishing",
    "ghblog.sync.settle": "publishing",
    "ghblog.sync.takeover": "waiting, which only a publish does",
    "ghblog.sync.writing": "publishing",
    "ghblog.web": "fetching pictures, which the preview never does",
}
NOT_ELSEWHERE = {"ghblog.render.code_blocks", "ghblog.render.emoji"}  # notes of our own

# Calls and names whose texts are no sentences.
CALLS = {"Code", "Key", "_brands", "compile", "debug"}
NAMES = {
    "PICTURE_POLICY",
    "POLICY",
    "RULES",
    "_ALERTS",
    "_AREAS",
    "_ENDS_PARAGRAPH",
    "_PICTURES",
    "_VOID",
}

# Pieces that their module puts into longer sentences, which the catalogue has as a whole.
PIECES = {
    ' (GitHub says: "{}")',
    ", and the key store cannot be asked ({})",
    " and {} more",
    " that the file wants",
    ", and trying again did not help",
    ", since {}",
    "; #{} stays as it is",
    "GitHub plays mp4, mov and webm",
    "GitHub shows png, jpg, gif, webp and svg",
    "`git add` it",
    "a changed post is",
    "a GitHub account",
    "a link to nothing",
    "an account or a team",
    "an id that differs only in case from that of",
    "become links to issues of these numbers here",
    "becomes a link to the issue of this number here",
    "becomes {}",
    "in an unknown encoding",
    "is left out",
    "keep it in a git repository",
    "leave no trace: they are",
    "leaves no trace",
    "lines about them; write `%%` as code where you mean it",
    "no file",
    "not a film",
    "notifies nobody",
    "notify nobody: they are",
    "put %% around whole words or, alone on their lines, around paragraphs with blank ",
    "that breaks off or is damaged at its line {}",
    "that declares XML entities",
    "the command line",
    'the link to "{}"',
    "the same id as",
    'the {} "{}"',
    "turns or scales",
    "{} changed posts are",
}

# Texts whose holes other texts of ours fill: the catalogue has what comes out, all of it.
FILLED = {
    "#{} is of the other kind: GitHub cannot turn it into the {}",
    "cannot {} now: {}; GitHub asks to wait until {}",
    "cannot {}: {}{}",
    "has {} pixels, and ghblog {} pictures of at most {}",
    'has {} {}, "{}"',
    "is an SVG picture {}",
    "is not a picture: {}",
    "is {}: {}",
    "it is {}",
    "somebody deleted part {}",
    "somebody edited part {}",
    "the {kind} may not {doing} in {place}: it lacks the right {right}{because}",
    'the {} "{}" {}',
    "there is no token for {}{}",
    "to the branch “{}”{}",
    "write category: …; {}",
    "{} (local time)",
    "{} and push it, or link to a copy on the web",
    "{} has a path that is right on one computer only",
    "{} is right on one computer only",
    "{} leads out of the blog's folder",
    "{} leads to no file",
    "{} lies outside of the blog's folder",
    "{} of #{} on the web",
    "{} taken for a moved file by the title",
    "{} {} a trace of this post",
    "{} {} made quiet",
    "{} {} notified",
    "{} {}: it is made quiet",
    "{}; only GitHub's web pages can make one",
    "{}s are switched off in {}",
    "“{}” is the title of {}{}, too",
    '"{}" is not the name of {}',
}

# Texts that say something else, or say it elsewhere.
OTHERWISE = {
    "(line endings)": "the plan on a terminal",
    "Bearer {}": "a header",
    "Contents: read and Issues: read": "GitHub's names of rights",
    "GitHub asks to wait until {}: {}": "progress on a terminal",
    "GitHub attaches no {} files": "uploading",
    "Token(value='***', source={})": "for programmers",
    "cannot tell whether GitHub did {}: {}": "writing",
    "cmark_mem *": "C",
    "cmarkgfm {} / {}": "for a hash",
    "ghblog-commit: {}": "a commit's message",
    "harmless to repeat: repeat it after a lost answer and after rate limits": "for programmers",
    "iconv -f {} -t UTF-8 {} > {}": "a command",
    "in doubt": "publishing",
    "in step": "the page shows the state",
    "leave it to the caller, who must look at its lease first": "for programmers",
    "line {}: {}": "for programmers; line and message are told apart",
    "no answer from GitHub ({}); again in {} s": "progress on a terminal",
    "not done": "publishing",
    "posts are below {}, matching {}": "an argument of the command",
    "repeat it only when it surely was not carried out": "for programmers",
    "respond to your request in time": "GitHub's words",
    "run the command again: it finds out first": "writing",
    "something went wrong": "GitHub's words",
    "such as github.com or git.example.org": "auth",
    "templates/{}: {}": "a path, and Jinja's words",
    "templates/{}{}: {}": "a path, and Jinja's words",
    "this host takes no uploads": "uploading",
    "timed out": "GitHub's words",
    "void (*)(cmark_node *)": "C",
    "{} is no host": "auth",
    "{} is no {}": "for programmers",
    "{} is not encrypted: the token can be read on the way; use https": "on a terminal",
    "{}-{} has no week {}": "a fault within",
    "{}<video hidden>": "markup",
    "“{}” is no post of this blog": "an argument of the command",
}

_SENTENCE = re.compile(r"[a-z]{2}")
_MARKUP = re.compile(r'\s*<[a-z!/]|.*(?:<[a-z]+ .*="|\\[bswdrnAZ]|\(\?|\[\^|\{[0-9],)', re.DOTALL)
_RIGHT = re.compile(r"(?:\w+: (?:read|write)(?: and )?)+")
_NAMED = re.compile(r"\{\w*\}")


@cache
def modules() -> dict[str, ast.Module]:
    """Module → its source, of all that the preview shows sentences of."""
    found: dict[str, ast.Module] = {}
    waiting = list(STARTS)
    while waiting:
        name = waiting.pop()
        path = _path(name)
        if name in found or path is None or not _looked_at(name):
            continue
        found[name] = ast.parse(path.read_text("utf-8"))
        waiting += _imports(found[name])
    return found


def _looked_at(module: str) -> bool:
    above = (module == one or module.startswith(f"{one}.") for one in ELSEWHERE)
    # The package's own module only passes names of others on.
    return module in NOT_ELSEWHERE or not (module == "ghblog" or any(above))


def _path(name: str) -> Path | None:
    base = PACKAGE.parent.joinpath(*name.split("."))
    for path in (base.with_suffix(".py"), base / "__init__.py"):
        if path.is_file():
            return path
    return None


def _imports(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (one.name for one in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{one.name}" for one in node.names)


def texts(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and text of everything in quotation marks that may be shown; holes are `{}`."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.JoinedStr):
            yield node.lineno, _template(node)
            waiting += [one.value for one in node.values if isinstance(one, ast.FormattedValue)]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.lineno, node.value
        elif isinstance(node, ast.Call) and _named(node.func) in CALLS:
            waiting += (one for one in _inner(node) if isinstance(one, ast.Call))
        elif not _is_no_sentence(node):
            waiting += ast.iter_child_nodes(node)


def _inner(call: ast.Call) -> list[ast.expr]:
    return [*call.args, *(one.value for one in call.keywords)]


def _named(node: ast.expr) -> str:
    return str(getattr(node, "id", getattr(node, "attr", "")))


def _template(node: ast.JoinedStr) -> str:
    return "".join(str(one.value) if isinstance(one, ast.Constant) else HOLE for one in node.values)


def _is_no_sentence(node: ast.AST) -> bool:
    """Documentation, patterns and the like, with all that is in them."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign | ast.AnnAssign):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        return any(isinstance(one, ast.Name) and one.id in NAMES for one in targets)
    return False


def is_sentence(text: str) -> bool:
    """Whether a text may be one, by its form."""
    plain = text.strip()
    if " " not in plain or not _SENTENCE.search(plain.replace(HOLE, "")):
        return False
    return not (_MARKUP.match(text) or _RIGHT.fullmatch(text))


@cache
def catalogued() -> dict[str, Sentence]:
    """English → the sentence, of all but the words of others."""
    names = [name for name in (*SENTENCES, *PARTS) if name != FOREIGN]
    return {one.english: one for name in names for one in read(CATALOGUES / f"{name}.txt")}


def pattern(text: str) -> re.Pattern[str]:
    """What matches the catalogue's sentences that a text of the source may give: its holes may be
    filled with other texts there, as in `this {} is empty` for pictures and films."""
    return re.compile("(.*)".join(map(re.escape, _NAMED.split(text))), re.DOTALL)


def lacks(text: str) -> bool:
    """Whether a text of the source is a sentence that the catalogues do not have."""
    if not is_sentence(text) or text in PIECES or text in OTHERWISE:
        return False
    if text in FILLED:
        return not any(map(pattern(text).fullmatch, catalogued()))
    return not {text, _NAMED.sub(HOLE, text)} & catalogued().keys()


@cache
def sources() -> frozenset[str]:
    """Every text of every module."""
    trees = (ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py"))
    return frozenset(text for tree in trees for _, text in texts(tree))


def test_every_sentence_that_the_preview_can_show_is_there_in_chinese() -> None:
    lacking = [
        f"{_path(module)}:{line}: add to ghblog/preview/chinese: {text}"
        for module, tree in sorted(modules().items())
        for line, text in sorted(texts(tree))
        if lacks(text)
    ]
    assert not lacking, "\n".join(lacking)


@cache
def is_said(english: str) -> bool:
    """Whether the program says it: as it is, or made of several texts, each in another's holes."""
    if is_text(english):
        return True
    if any(english in text for text in stripped() if text.startswith("<")):
        return True  # within markup
    return any(
        english not in parts and all(map(is_said if tell else is_text, parts))
        for tell, literals in made()
        if all(one in english for one in literals)
        for parts in fillings(english, literals)
    )


def is_text(english: str) -> bool:
    """Whether it is one text of the program, or a hole."""
    return english in {"", HOLE} or english in stripped()


def fillings(english: str, literals: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """What may stand between literals, the first and last of which are at the ends."""
    first, *rest = literals
    if not rest:
        if english == first:
            yield ()
        return
    if not english.startswith(first):
        return
    left = english[len(first) :]
    for at in (n for n in range(len(left) + 1) if left.startswith(rest[0], n)):
        for others in fillings(left[at:], tuple(rest)):
            yield left[:at].strip(), *others


@cache
def stripped() -> frozenset[str]:
    """What `sources` has, without white space round it."""
    return frozenset(text.strip() for text in sources())


@cache
def made() -> tuple[tuple[bool, tuple[str, ...]], ...]:
    """The texts with holes, parted by them, and whether they have words of their own. Those that
    begin or end as no sentence does are pieces of others, such as `, and trying again did not
    help`."""
    found = set()
    for text in sources():
        whole = HOLE + text if text[:1] in {" ", ",", ";"} else text
        whole = whole + HOLE if text[-1:] == " " else whole
        plain = _NAMED.sub("", whole)
        if plain and plain != whole:
            found.add((bool(_SENTENCE.search(plain)), tuple(_NAMED.split(whole))))
    return tuple(found)


def test_no_sentence_is_left_in_the_catalogues_that_the_program_does_not_say_any_more() -> None:
    left = [english for english in catalogued() if not is_said(english)]
    assert not left, "\n".join(["take away:", *left])


def test_no_exception_is_left_that_nothing_needs() -> None:
    here = {text for tree in modules().values() for _, text in texts(tree)}
    left = sorted((PIECES | FILLED | OTHERWISE.keys()) - here)
    left += [one for one in PIECES if not any(one.strip() in known for known in catalogued())]
    assert not left, "\n".join(left)


@pytest.mark.parametrize("name", [*SENTENCES, *PARTS])
def test_both_languages_have_the_same_holes(name: str) -> None:
    wrong = [
        one.english
        for one in read(CATALOGUES / f"{name}.txt")
        if sorted(n for n, _ in one.holes) != list(range(one.english.count(HOLE)))
    ]
    assert wrong == []


@pytest.mark.parametrize("name", [*SENTENCES, *PARTS])
def test_no_sentence_is_there_twice(name: str) -> None:
    english = [one.english for one in read(CATALOGUES / f"{name}.txt")]
    assert len(english) == len(set(english))
