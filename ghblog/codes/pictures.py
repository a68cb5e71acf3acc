"""What is wrong with pictures and films."""

from __future__ import annotations

from ghblog.codes.code import ERROR, INFO, WARNING, Code

PICTURES = (
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
