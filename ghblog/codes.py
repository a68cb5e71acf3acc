"""The codes of findings and refusals: what each means, why it matters and what to do.

`docs/checks.md` is made of this table by `make docs`. A code keeps its meaning for ever, since
people filter by it; a test has every code of the program in here, and none besides.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

from ghblog.model import Severity

ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of finding.

    Attributes:
        severity: the gravest that it is told with.
        title: a few words.
        why: Markdown, whole sentences: what it is, and what becomes of it on GitHub.
        what_to_do: Markdown, whole sentences.
    """

    name: str
    severity: Severity
    title: str
    why: str
    what_to_do: str


_FILES = (
    Code(
        "unreadable",
        ERROR,
        "The file cannot be read",
        "The system refuses to hand the file out, it is too large to be a post, or it is a link "
        "that leads out of the blog's folder.",
        "Correct its rights, put a copy in place of the link, or keep it out with `posts.exclude`.",
    ),
    Code(
        "encoding",
        ERROR,
        "The file is not UTF-8",
        "Old notes are often in GB18030, Big5 or UTF-16. Guessing would publish wrong characters, "
        "so nothing is published.",
        "Save the file as UTF-8. The hint gives the command where the encoding can be told.",
    ),
    Code(
        "empty",
        ERROR,
        "There is nothing to publish",
        "The file is empty, or there is a title or front matter and no text below it.",
        "Write something, delete the file, or put `draft: true` into its front matter.",
    ),
    Code(
        "merge-conflict",
        ERROR,
        "Merge-conflict marks",
        "The three marks that git leaves in a file (`<<<<<<<`, `=======`, `>>>>>>>`) stand at "
        "the beginnings of lines, in this order. Whoever publishes that publishes both sides of "
        "a quarrel. Marks in a code block are told, too: git puts them there as readily.",
        "Choose a side, delete the marks, and `git add` the file. To show such marks to readers, "
        "indent them by a space.",
    ),
    Code(
        "unfit",
        ERROR,
        "The post cannot be published as it is",
        "Something else keeps it from being published; the message says what.",
        "Do what the hint says.",
    ),
)

_HEADS = (
    Code(
        "front-matter",
        ERROR,
        "Front matter that cannot be understood",
        "The lines between `---` at the head of the file are no YAML, never end, name a key "
        "twice, or have a value that their key cannot have. As a warning: lines that may have "
        "been meant as text are taken for front matter, and so are not published.",
        "Correct it. Text that holds `: ` or `#`, or begins with one of ``[{*&!%@` ``, needs "
        "quotes.",
    ),
    Code(
        "title",
        ERROR,
        "A title that GitHub does not take",
        "GitHub takes titles of up to 256 characters. A title comes from `title:`, else from the "
        "heading that begins the text, else from the file's name.",
        "Give it a shorter one, such as with `title:` in the front matter.",
    ),
    Code(
        "date",
        ERROR,
        "A date that does not exist",
        "`date:` in the front matter is no date, or one that is in no calendar.",
        "Write `2022-07-10`, `2022-07-10 18:30` or `2022-07-10T18:30:00+08:00`.",
    ),
    Code(
        "labels",
        ERROR,
        "Labels that GitHub does not take",
        "A label may have 50 characters and an issue 100 labels; `labels:` is a list of texts.",
        "Shorten the label, or take some away.",
    ),
    Code(
        "id",
        ERROR,
        "An id that cannot be, or that two posts have",
        "The id tells which issue is which post for ever, so no two posts may have the same, not "
        "even in other letters' case. It is the path of the file unless `id:` gives another.",
        "Give one of the posts another with `id:` in its front matter.",
    ),
    Code(
        "target",
        ERROR,
        "It is unclear what the post is to be on GitHub",
        "`target:` is neither `issue` nor `discussion`, both are named, or something is asked "
        "for that a discussion does not have, such as a milestone.",
        "Write `target: issue` or `target: discussion`, and leave out what does not fit.",
    ),
    Code(
        "too-long",
        ERROR,
        "Too long, and it cannot be split",
        "GitHub takes 65,536 characters. A longer post goes on in comments, cut between blocks; "
        "this one has a block, such as a table or a code block, that is too long by itself.",
        "Break that block in two.",
    ),
    Code(
        "duplicate-title",
        WARNING,
        "Several posts have the same title",
        "Readers cannot tell them apart in GitHub's lists, and neither can `ghblog adopt`. Often "
        "it is a report copied from the week before, its title forgotten.",
        "Give one of them another title.",
    ),
    Code(
        "several-h1",
        INFO,
        "Several headings of the first level",
        "GitHub shows the title above the text already. A report with many first-level headings "
        "has no outline: all of them look as important as the title.",
        "Make them second-level headings: `##`.",
    ),
)

_PICTURES = (
    Code(
        "missing-picture",
        ERROR,
        "A picture that is not there",
        "The text shows a picture, and there is no such file. Readers would see a broken image.",
        "Put the file there or correct its name; the hint names one that is nearly the same.",
    ),
    Code(
        "outside-picture",
        ERROR,
        "A picture outside of the blog's folder",
        "Nothing outside of the blog's folder is ever uploaded, wherever paths and links lead.",
        "Copy the picture into the blog's folder.",
    ),
    Code(
        "machine-path",
        ERROR,
        "A path that is right on one computer only",
        "`/Users/…`, `C:\\…` and `file:///…` are what Typora and Windows write when a picture is "
        "dropped into a text. Nobody else has that file.",
        "Run `ghblog check --fix` on that computer: it copies the picture beside the post and "
        "corrects the path.",
    ),
    Code(
        "bad-picture",
        ERROR,
        "A picture that cannot be published",
        "The file is empty, damaged, far too large, a Git LFS pointer, an SVG with a script, or "
        "of a kind that GitHub does not show, whatever its name says.",
        "Save it again, as PNG or JPEG, or run `git lfs pull`.",
    ),
    Code(
        "film-problem",
        ERROR,
        "A film or sound that cannot be published",
        "GitHub plays mp4, mov and webm up to 100 MiB, and no sound files.",
        "Convert it, or link to a copy on the web.",
    ),
    Code(
        "dead-picture",
        WARNING,
        "A picture that GitHub will not show as it is written",
        "The file is there and was surely meant, but GitHub's Markdown does not see a picture: "
        "there is a space in the path, an HTML tag in the line above swallows it, or it is "
        "another program's way of writing.",
        "Write it as the hint says.",
    ),
    Code(
        "empty-picture",
        WARNING,
        "A picture without an address",
        "`![Cover]()` is an image with nothing in it: readers see a broken one.",
        "Put the path in, or delete it.",
    ),
    Code(
        "dying-url",
        WARNING,
        "A link to a picture that dies within minutes",
        "Addresses at `private-user-images.githubusercontent.com` are what a browser shows for a "
        "picture in a private place; they end after five minutes.",
        "Use the address that stands in the text when the comment is edited on GitHub, or save "
        "the picture beside the post.",
    ),
    Code(
        "http-picture",
        WARNING,
        "A picture at an http: address",
        "GitHub fetches it for readers through its own proxy. Hosts without https are old ones "
        "as a rule, and when they go the picture goes.",
        "Try the same address with https:, or save the picture beside the post.",
    ),
    Code(
        "missing-alt",
        INFO,
        "A picture without a description",
        "Who cannot see the picture, or has it not loaded, is told nothing of it.",
        "Say in a few words what is to be seen: `![what is to be seen](a.png)`.",
    ),
)

_LINKS = (
    Code(
        "dead-link",
        WARNING,
        "A link to nowhere",
        "A relative link leads to a file that is not in the blog's folder. On GitHub readers get "
        "a page that says 404.",
        "Correct the path, or take the link away.",
    ),
    Code(
        "untracked-file",
        WARNING,
        "A link to a file that is not on GitHub",
        "A link to a file that is no post leads to it in the repository. ghblog does not upload "
        "it: where git does not keep the file, or the blog's folder is no git checkout at all, "
        "readers get a page that says 404.",
        "`git add` the file and push it, or link to a copy on the web.",
    ),
    Code(
        "waiting-link",
        INFO,
        "A link to a post that is not published yet",
        "It leads to a draft, or to a post that cannot be published as it is. Until it is "
        "published, readers cannot follow the link.",
        "Nothing: once that post is published, the posts that lead to it are updated.",
    ),
    Code(
        "empty-link",
        WARNING,
        "A link that nobody can see",
        "`[](https://…)` has no text, so there is nothing to click on.",
        "Write some words between the brackets.",
    ),
    Code(
        "mention",
        WARNING,
        "A mention",
        "`@name` sends that person a notification and subscribes them to the issue. With "
        '`publish.mentions = "quiet"`, as it is by default, an invisible break keeps that from '
        "happening, and this is only for your information.",
        "List in `publish.allow_mentions` whom you want to notify.",
    ),
    Code(
        "backlink",
        WARNING,
        "A reference to another repository",
        "A link to an issue or pull request of another repository, or `owner/repo#12`, leaves a "
        "line “mentioned this” there. A digest of links does that by the hundred.",
        '`publish.backlinks = "quiet"` leads readers there through `redirect.github.com`, which '
        "leaves no trace.",
    ),
    Code(
        "own-reference",
        INFO,
        "A number that becomes a link",
        "`#12` in a text becomes a link to issue, discussion or pull request 12 of the repository "
        "where the post is published, which says “mentioned this”. In a report it is often a rank.",
        'Put it into backquotes, or write it in other words; `publish.backlinks = "quiet"` breaks '
        "it invisibly.",
    ),
    Code(
        "closing",
        WARNING,
        "Words that close an issue",
        "“fixes #12” ties the issue that it names to this text, and may close it.",
        "Write it in other words, or put `#12` into backquotes.",
    ),
    Code(
        "html-comment",
        WARNING,
        "An HTML comment",
        "Readers do not see `<!-- … -->` on the page, but everybody can read it with “Quote "
        "reply”, in e-mails and through the API.",
        "Delete what is not meant for readers. Obsidian's `%%…%%` is taken out before publishing.",
    ),
)

_DIALECTS = (
    Code(
        "turned",
        INFO,
        "Turned into what GitHub knows",
        "Something that GitHub's Markdown does not have, such as `![[a.png|300]]`, is written "
        "differently in what is published. Your file stays as it is.",
        "Nothing. `posts.dialects` lists what is turned.",
    ),
    Code(
        "unturned",
        WARNING,
        "Stays as another program writes it",
        "It is written in a way that GitHub does not know, and where it stands it cannot be put "
        "differently without changing something else, so readers see it as it is typed.",
        "Write it as the hint says.",
    ),
    Code(
        "missing-embed",
        ERROR,
        "An embedded file that is not there",
        "`![[a.png]]` names no file beside the post, in the attachment folder or anywhere in the "
        "blog's folder.",
        "Put it there, or correct its name.",
    ),
    Code(
        "ambiguous-embed",
        ERROR,
        "An embedded file that is there several times",
        "`![[a.png]]` fits several files, and nobody can tell which one is meant.",
        "Write a path: `![[2022-07/a.png]]`.",
    ),
    Code(
        "note-embed",
        WARNING,
        "An embedded note",
        "`![[note]]` shows the note's text in Obsidian. GitHub cannot, so it becomes a link.",
        "Copy what readers need into the post.",
    ),
    Code(
        "dead-wikilink",
        WARNING,
        "A wikilink to nowhere",
        "`[[name]]` names no note of the blog, so readers see the brackets.",
        "Correct the name, or take the brackets away.",
    ),
    Code(
        "ambiguous-wikilink",
        WARNING,
        "A wikilink that fits several notes",
        "Nobody can tell which one is meant, so it stays as it is and readers see the brackets.",
        "Write a path: `[[2022/07-w1]]`.",
    ),
    Code(
        "private-comment",
        ERROR,
        "A private comment that cannot be taken out",
        "What stands between `%%` and `%%` is private in Obsidian and is taken out before "
        "publishing. Here that cannot be done for certain, so the post is not published. As a "
        "warning: Obsidian hides what follows a `%%` that nobody closes, and this one stands "
        "between blanks, so it is hardly meant, and published.",
        "Close the comment with `%%`, or delete it.",
    ),
    Code(
        "nested-callout",
        WARNING,
        "A callout inside something else",
        "GitHub's alerts cannot stand in lists or in other quotes, so it stays a plain quote.",
        "Take it out of the list or quote.",
    ),
    Code(
        "toc",
        WARNING,
        "A table of contents that stays plain text",
        "Typora's `[TOC]` is shown as these five characters. GitHub makes no such table in issues.",
        "Delete it.",
    ),
    Code(
        "shortcode",
        WARNING,
        "A shortcode that stays plain text",
        "Only Hugo knows what `{{< youtube id >}}` and its like stand for; of these only "
        "`{{< figure … >}}` is turned, and readers see the others with their braces.",
        "Write in Markdown what it is to show; of a film, its address.",
    ),
    Code(
        "highlight",
        WARNING,
        "Marked text that stays plain text",
        "`==words==` is shown with its equals signs.",
        "Write `**words**`, or `<mark>words</mark>`.",
    ),
)

SECTIONS: tuple[tuple[str, tuple[Code, ...]], ...] = (
    ("Files", _FILES),
    ("Front matter, titles and outline", _HEADS),
    ("Pictures and films", _PICTURES),
    ("Links, mentions and hidden words", _LINKS),
    ("What other programs write", _DIALECTS),
)
"""All codes under the headings of `docs/checks.md`."""

CODES = MappingProxyType({code.name: code for _, codes in SECTIONS for code in codes})
"""Name → code."""
