"""What is wrong with front matter, titles and the outline."""

from __future__ import annotations

from ghblog.codes.code import ERROR, INFO, WARNING, Code

HEADS = (
    Code(
        "front-matter",
        ERROR,
        "Front matter that cannot be understood",
        "The lines between `---` at the head of the file are no YAML, or those between `+++` no "
        "TOML; they never end, name a key twice, or have a value that their key cannot have. Or "
        "the file begins with front matter in JSON, which Hugo reads and ghblog does not. As a "
        "warning: lines that may have been meant as text are taken for front matter, and so are "
        "not published.",
        "Correct it. In YAML, text that holds `: ` or `#`, or begins with one of ``[{*&!%@` ``, "
        "needs quotes; in TOML every text does. Write JSON as YAML: `hugo convert toYAML` does "
        "that.",
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
    Code(
        "endless-code",
        WARNING,
        "A code block that never ends",
        "Nothing closes it, so GitHub shows everything below it as code. A closing fence has at "
        "least as many signs as the opening one, the same signs, and nothing behind them.",
        "Close it with a line of three backticks, or of what it was opened with.",
    ),
    Code(
        "lost-bold",
        WARNING,
        "Bold text that GitHub does not see",
        "GitHub takes no `**` for the end of bold text if punctuation stands before it and a "
        "letter behind it, nor one for its beginning if it is the other way round. Chinese has "
        "no spaces that would help, so readers of `**注意：**这里` see the asterisks.",
        "Put the punctuation outside, `**注意**：这里`, or a space between, or write "
        "`<b>注意：</b>这里`.",
    ),
)
