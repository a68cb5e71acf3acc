"""What other programs write and GitHub does not know."""

from __future__ import annotations

from ghblog.codes.code import ERROR, INFO, WARNING, Code

DIALECTS = (
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
        "dialect-failed",
        ERROR,
        "A dialect of another package failed",
        "A package that you installed and named in `posts.dialects` found something here, and then "
        "failed, or what it proposes would change other parts of the page. Readers would see what "
        "was typed, be it a spoiler, so the post is not published.",
        "Do what the hint says, or take the dialect out of `posts.dialects` and tell those who "
        "made the package.",
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
