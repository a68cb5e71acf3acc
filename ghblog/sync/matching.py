"""Which posts are which issues and discussions that exist already. Pure.

By marker, by the number in the front matter, by title, then by likeness of text. Whoever takes a
post for the wrong issue loses that issue's text at the next edit, so wherever two could be meant
nobody is chosen.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from ghblog.marker import read_marker, trusted
from ghblog.model import Document, Existing, Kind, Post, Refusal
from ghblog.model.adoption import Match, Verdict
from ghblog.sync.likeness import gist, likeness, nearest
from ghblog.sync.pairing import Pair, pair_by_text, pair_by_title, percent, telling
from ghblog.sync.recover import Recovered
from ghblog.sync.titles import title_key

_Key = TypeVar("_Key", str, int)
_A = {Kind.ISSUE: "an issue", Kind.DISCUSSION: "a discussion"}
_OTHER = {Kind.ISSUE: Kind.DISCUSSION, Kind.DISCUSSION: Kind.ISSUE}


@dataclass(frozen=True, slots=True)
class Question:
    """What is to be matched.

    Attributes:
        posts: those that the ledger does not know and that are no moved files.
        existing: all issues and discussions.
        recovered: what bears a marker, and what bears none.
        build: a post's document; its text is compared.
        authors: logins whose issues may be posts; empty: all who may publish here.
    """

    posts: Sequence[Post]
    existing: Sequence[Existing]
    recovered: Recovered
    build: Callable[[Post], Document | Refusal]
    viewer: str
    publishers: Sequence[str]
    authors: Sequence[str] = ()

    def ours(self, one: Existing) -> bool:
        """Whether somebody wrote it whose issues may be posts."""
        if self.authors:
            return one.author.casefold() in {name.casefold() for name in self.authors}
        return trusted(one, self.viewer, self.publishers)


@dataclass(slots=True)
class _Work:
    """What is left to match, and what was found.

    Attributes:
        posts, free: what is left on either side.
        all: the candidates, whether they are left or not.
        gists, present: of posts and of candidates.
        doubts: matches that nobody can tell, unless a later step can.
    """

    question: Question
    posts: dict[str, Post]
    free: dict[int, Existing]
    all: dict[int, Existing]
    gists: dict[str, str] = field(default_factory=dict)
    present: dict[int, str] = field(default_factory=dict)
    found: dict[str, Match] = field(default_factory=dict)
    doubts: dict[str, Match] = field(default_factory=dict)

    def settle(self, match: Match) -> None:
        """A post's final match."""
        self.found[match.post.id] = match
        self.posts.pop(match.post.id, None)
        if match.existing:
            self.free.pop(match.existing.number, None)

    def gist_of(self, one: Existing) -> str:
        """The gist of a text on GitHub."""
        if one.number not in self.present:
            self.present[one.number] = gist(one.body)
        return self.present[one.number]


def find_matches(what: Question) -> tuple[tuple[Match, ...], tuple[Existing, ...]]:
    """A match for each post, in the order of the posts, and the issues and discussions, by those
    whose may be posts, that are none."""
    free = {one.number: one for one in candidates(what)}
    work = _Work(what, {post.id: post for post in what.posts}, dict(free), free)
    _by_marker(work)
    _by_number(work)
    _read_texts(work)
    for same_kind in (True, False):
        _by_title(work, same_kind=same_kind)
        _by_text(work, same_kind=same_kind)
    for post in tuple(work.posts.values()):
        nothing = Match(post, Verdict.UNMATCHED, "nothing on GitHub is like it")
        work.settle(work.doubts.get(post.id, nothing))
    named = {number for match in work.found.values() for number in match.numbers}
    left = [one for one in work.free.values() if one.number not in named]
    return tuple(work.found[post.id] for post in what.posts), tuple(left)


def candidates(what: Question) -> Iterable[Existing]:
    """What may be a post: by the right people, and not kept by this blog or another."""
    unmarked = (one for one in what.recovered.unmarked if read_marker(one.body) is None)
    return [one for one in unmarked if what.ours(one)]


def _by_marker(work: _Work) -> None:
    recovered = work.question.recovered
    for post in tuple(work.posts.values()):
        if one := recovered.records.get(post.id):
            if one.kind is post.kind:
                work.settle(Match(post, Verdict.EXACT, "bears its marker", existing=one))
            else:
                work.settle(_other_kind(post, one))
        elif why := recovered.doubtful.get(post.id):
            work.settle(Match(post, Verdict.AMBIGUOUS, why))


def _by_number(work: _Work) -> None:
    """`issue: 12` in the front matter: the writer knows."""
    named = defaultdict(list)
    for post in work.posts.values():
        if post.number:
            named[post.number].append(post)
    present = {one.number: one for one in work.question.existing}
    for number, posts in named.items():
        for post in posts:
            work.settle(_numbered(work, post, present.get(number), posts))


def _numbered(work: _Work, post: Post, one: Existing | None, posts: Sequence[Post]) -> Match:
    number = post.number
    if len(posts) > 1:
        paths = ", ".join(each.path for each in posts)
        why, hint = f"several files name #{number}: {paths}", "let one of them name it"
    elif one is None:
        why, hint = f"there is no issue or discussion #{number}", "correct the number"
    elif one.kind is not post.kind:
        return _other_kind(post, one)
    elif number in work.free:
        return _named(work, post, one)
    elif not work.question.ours(one):
        why, hint = f"#{number} is by {one.author}", f"add --author {one.author} if it is yours"
    else:
        why, hint = f"#{number} is kept for another post or blog", "correct the number"
    return Match(post, Verdict.UNFIT, why, hint, numbers=(number,) if one else ())


def _named(work: _Work, post: Post, one: Existing) -> Match:
    """The writer knows; but a number may be mistyped, so another text is asked about."""
    document = work.question.build(post)
    if isinstance(document, Refusal):
        return _unfit(post, document)
    score = likeness(gist("\n".join(part.text for part in document.parts)), work.gist_of(one))
    if score == 1:
        return Match(post, Verdict.EXACT, "its front matter names it", existing=one)
    why = f"its front matter names it; the text is {percent(score)} alike"
    return Match(post, Verdict.LIKELY, why, "", one, (), score)


def _unfit(post: Post, refusal: Refusal) -> Match:
    where = f"{refusal.path}:{refusal.line}: {refusal.message}"
    return Match(post, Verdict.UNFIT, where, refusal.hint)


def _other_kind(post: Post, one: Existing) -> Match:
    why = f"#{one.number} is {_A[one.kind]}, and the post is to be {_A[post.kind]}"
    hint = f"write `target: {one.kind}` into its front matter"
    return Match(post, Verdict.UNFIT, why, hint, numbers=(one.number,))


def _read_texts(work: _Work) -> None:
    """The texts of the posts that are left; what cannot be published is not taken over."""
    for post in tuple(work.posts.values()):
        document = work.question.build(post)
        if isinstance(document, Refusal):
            work.settle(_unfit(post, document))
        else:
            work.gists[post.id] = gist("\n".join(part.text for part in document.parts))


def _by_title(work: _Work, *, same_kind: bool) -> None:
    groups: defaultdict[tuple[str, Kind], list[Existing]] = defaultdict(list)
    for one in work.free.values():
        groups[title_key(one.title), one.kind].append(one)
    titled: defaultdict[tuple[str, Kind], list[Post]] = defaultdict(list)
    for post in work.posts.values():
        titled[title_key(post.title), post.kind if same_kind else _OTHER[post.kind]].append(post)
    for key, posts in titled.items():
        if fitting := groups.get(key):
            texts = {post.id: work.gists[post.id] for post in posts}
            others = {one.number: work.gist_of(one) for one in fitting}
            _take(work, pair_by_title(posts, fitting, texts, others), same_kind=same_kind)


def _by_text(work: _Work, *, same_kind: bool) -> None:
    """What is left, whatever it is called, against all there is."""
    posts = _telling(work.gists)
    left = {id_: text for id_, text in posts.items() if id_ in work.posts}
    texts = _telling({number: work.gist_of(one) for number, one in work.all.items()})
    free = [number for number in texts if number in work.free]
    if not left or not free:
        return
    scores = nearest(left, texts)
    for number, scored in nearest({number: texts[number] for number in free}, posts).items():
        for id_, score in scored.items():
            scores.setdefault(id_, {})[number] = score
    for kind in Kind:
        wanted = [post for post in work.posts.values() if post.kind is kind and post.id in left]
        fits = kind if same_kind else _OTHER[kind]
        fitting = [number for number in free if work.all[number].kind is fits]
        _take(work, pair_by_text(wanted, fitting, scores), same_kind=same_kind)


def _telling(texts: Mapping[_Key, str]) -> dict[_Key, str]:
    return {key: text for key, text in texts.items() if telling(text)}


def _take(work: _Work, pairs: Iterable[Pair], *, same_kind: bool) -> None:
    for pair in pairs:
        id_, one = pair.post.id, work.free.get(pair.numbers[0])
        if id_ not in work.posts or one is None:
            continue
        if not same_kind:
            if id_ not in work.doubts:
                work.settle(_other_kind(pair.post, one))
        elif pair.verdict is Verdict.AMBIGUOUS:
            hint = f"write `{one.kind}: {one.number}` into its front matter if it is #{one.number}"
            doubt = Match(pair.post, pair.verdict, pair.reason, hint, None, pair.numbers)
            work.doubts.setdefault(id_, doubt)
        else:
            work.settle(Match(pair.post, pair.verdict, pair.reason, "", one, (), pair.likeness))
