"""What is wrong with a file as a whole."""

from __future__ import annotations

from ghblog.codes.code import ERROR, Code

FILES = (
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
