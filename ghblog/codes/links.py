"""What is wrong with links, and what mentions and hidden words do."""

from __future__ import annotations

from ghblog.codes.code import INFO, WARNING, Code

LINKS = (
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
        "old-name",
        INFO,
        "A link by the old name of a post",
        "The file was renamed or moved since it was published. On GitHub the link leads to the "
        "post all the same, but your editor does not find it. What names posts had is known from "
        "the last time that ghblog read GitHub here.",
        "Nothing, or `ghblog check --fix`, which writes the new name where that changes nothing "
        "for readers.",
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
    Code(
        "run-on-address",
        WARNING,
        "An address that goes on into the words behind it",
        "GitHub makes a link of a bare address, and only white space, `<` and the punctuation of "
        "ASCII end it: of `https://example.org/a，然后` all is the address, and leads to nothing.",
        "Write `<https://example.org/a>，然后`, as `ghblog check --fix` does, or a space behind "
        "the address.",
    ),
)
