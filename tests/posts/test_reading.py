"""From a folder to posts: what the writer put there, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ghblog.model import Post, Refusal, Settings
from ghblog.posts import DiskFiles, read_posts

NOW = datetime(2022, 7, 20, 12, tzinfo=UTC)


class Blog:
    """A folder with posts, read as ghblog reads it."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.settings = Settings(root=root, timezone="Asia/Shanghai")
        self.commits: Mapping[str, date] = {}
        self.asked = 0

    def write(self, path: str, content: str | bytes) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        data = content if isinstance(content, bytes) else content.encode()
        (self.root / path).write_bytes(data)

    def read(self) -> tuple[tuple[Post, ...], tuple[Refusal, ...]]:
        def commits() -> Mapping[str, date]:
            self.asked += 1
            return self.commits

        files = DiskFiles(self.root)
        return read_posts(files, self.settings, now=NOW, first_commits=commits)

    def post(self, content: str | bytes, path: str = "a.md") -> Post:
        self.write(path, content)
        posts, refusals = self.read()
        assert refusals == ()
        return next(post for post in posts if post.path == path)

    def refused(self, content: str | bytes, path: str = "a.md") -> str:
        self.write(path, content)
        return "\n".join(str(refusal) for refusal in self.read()[1])


@pytest.fixture
def blog(tmp_path: Path) -> Blog:
    return Blog(tmp_path)


def test_the_title_comes_from_the_front_matter_then_the_heading_then_the_name(blog: Blog) -> None:
    assert blog.post("---\ntitle: ' One \n\n  two'\n---\n# Other\n").title == "One two"
    assert blog.post("\n# A *b* `c` &amp; d #\n\ntext").title == "A b c & d"
    assert blog.post("Setext\n===\n\ntext").title == "Setext"
    assert blog.post("text\n\n# Heading", "2022-07-10 周报.md").title == "2022-07-10 周报"
    assert blog.post("---\ntitle:\n---\n## Second\n", "b.md").title == "b"


def test_the_date_comes_from_the_front_matter_and_is_then_not_guessed(blog: Blog) -> None:
    post = blog.post("---\ndate: 2022-07-09T20:00:00Z\n---\nx", "2021-01-01.md")
    assert (post.date, post.date_guessed) == (date(2022, 7, 10), False)


def test_a_missing_date_is_guessed_from_name_title_and_path(blog: Blog) -> None:
    post = blog.post("# 2021-01-01\n\nx", "2022/0228/2022-07-10.md")
    assert (post.date, post.date_guessed) == (date(2022, 7, 10), True)
    assert blog.post("# 2022年7月第二周周报\n\nx", "b.md").date == date(2022, 7, 10)
    assert blog.post("x", "2022/0228/c.md").date == date(2022, 2, 28)
    assert blog.asked == 0


def test_else_the_first_commit_tells_the_date_and_git_is_asked_once(blog: Blog) -> None:
    blog.commits = {"a.md": date(2020, 2, 2), "été.md": date(2020, 3, 3)}
    blog.write("e\u0301te\u0301.md", "x")
    blog.write("a.md", "x")
    posts, _ = blog.read()
    assert [post.date for post in posts] == [date(2020, 2, 2), date(2020, 3, 3)]
    assert blog.asked == 1


def test_else_it_is_today_in_the_blogs_time_zone(blog: Blog) -> None:
    blog.settings = replace(blog.settings, timezone="Pacific/Kiritimati")
    post = blog.post("x")
    assert (post.date, post.date_guessed) == (date(2022, 7, 21), True)


def test_a_posts_id_is_its_path_below_the_posts_folder_without_suffix(blog: Blog) -> None:
    blog.settings = replace(blog.settings, posts_folder="posts")
    assert blog.post("x", "posts/2022/e\u0301te\u0301.v2.md").id == "2022/été.v2"
    assert blog.post("---\nid: ' my/e\u0301 '\n---\nx", "posts/b.md").id == "my/é"
    assert blog.post("---\nid: 12\n---\nx", "posts/c.md").id == "12"


@pytest.mark.parametrize(
    ("head", "held"),
    [
        ("draft: true", "it is a draft (draft: true)"),
        ("draft: Yes", "it is a draft (draft: true)"),
        ("draft: false", ""),
        ("published: false", "it is not to be published (published: false)"),
        ("published: true", ""),
        ("date: 2022-07-20", ""),
        ("date: 2022-07-21", "its date, 2022-07-21, is in the future"),
        ("date: 2022-07-20 20:01", "its date, 2022-07-20 20:01, is in the future"),
        ("date: 2022-07-20 20:00", ""),
    ],
)
def test_drafts_and_what_is_yet_to_come_are_held_back(blog: Blog, head: str, held: str) -> None:
    assert blog.post(f"---\n{head}\n---\nx").held == held


def test_a_guessed_date_never_holds_a_post_back(blog: Blog) -> None:
    assert blog.post("x", "2030-01-01.md").held == ""


@pytest.mark.parametrize(
    ("head", "labels"),
    [
        ("labels: [one, ' two ', ONE]", ("one", "two", "weekly")),
        ("labels:\n- a b\n- Weekly", ("a b", "Weekly")),
        ("labels: a, b c,", ("a", "b c", "weekly")),
        ("tags: [x]", ("weekly",)),
        ("labels: []", ("weekly",)),
    ],
)
def test_labels_are_the_posts_own_and_the_blogs(
    blog: Blog, head: str, labels: tuple[str, ...]
) -> None:
    blog.settings = replace(blog.settings, labels=("weekly",))
    assert blog.post(f"---\n{head}\n---\nx").labels == labels


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "a.md:1: is empty (write something into it, or delete it)"),
        (" \n\t\r\n", "a.md:1: is empty (write something into it, or delete it)"),
        ("\ufeff", "a.md:1: is empty (write something into it, or delete it)"),
        ("\n# Title\n\n \n", "a.md:2: has a title and no text (write something below, or add"
         " draft: true to its head)"),
        ("---\ntitle: x\n---\n\n", "a.md:2: has front matter and no text (write something below,"
         " or add draft: true to its head)"),
        ("---\ntitle: [x]\n---\ny", "a.md:2: has a title that is not a text (write title: and a"
         " text)"),
        ("# " + "长" * 257 + "\n\nx", "a.md:1: has a title of 257 characters, and GitHub takes 256"
         " (give it a shorter one, such as with title: at its head)"),
        ("---\n\ndate: 2022-02-30\n---\nx", 'a.md:3: has an impossible date: "2022-02-30" is a'
         " date that does not exist (write 2022-07-10, or 2022-07-10 18:30, or"
         " 2022-07-10T18:30:00+08:00)"),
        ("---\ndraft: maybe\n---\nx", "a.md:2: has draft: that is neither true nor false"
             " (write draft: true, or false)"),
        ("---\nlabels: {a: b}\n---\nx", "a.md:2: has labels that are not a list of texts (write"
         " labels: [one, two], or one in each line, after a hyphen)"),
        ("---\nlabels: [" + "x" * 51 + "]\n---\nx", 'a.md:2: has a label of 51 characters, "'
         + "x" * 51 + '" (GitHub takes 50)'),
        ("---\nlabels: [" + ",".join(map(str, range(101))) + "]\n---\nx", "a.md:2: has 101 labels"
         " (GitHub takes 100)"),
        ("---\nid: a//b\n---\nx", 'a.md:2: has an id that cannot be, "a//b": between, before and'
         " after / there must be something"),
        ("---\nid: a/../b\n---\nx", 'a.md:2: has an id that cannot be, "a/../b": no part of it'
         " may be . or .. or .git"),
        ("---\nid: a/.GIT\n---\nx", 'a.md:2: has an id that cannot be, "a/.GIT": no part of it may'
         " be . or .. or .git"),
        ('---\nid: "a\\tb"\n---\nx', 'a.md:2: has an id that cannot be, "a\\tb": it has a control'
         " character"),
        ("---\nid: a\\b\n---\nx", 'a.md:2: has an id that cannot be, "a\\b": it has a backslash'),
        ("---\nid: " + "x" * 201 + "\n---\nx", 'a.md:2: has an id that cannot be, "' + "x" * 57 +
         '...": it has more than 200 characters'),
        ("a\nb\0\n", "a.md:2: holds a NUL, so it is no text (save it as UTF-8 text, or keep it out"
         " with posts.exclude)"),
        ("第一行\n周报\n".encode("gb18030"), "a.md:1: is not UTF-8 (byte 0xB5) (save it as UTF-8;"
         " if it is GB18030: iconv -f GB18030 -t UTF-8 a.md > a.md.new)"),
        (b"ok\r\nok\rok\n\xff\x41\x80", "a.md:4: is not UTF-8 (byte 0xFF) (save it as UTF-8)"),
        ("周报".encode("utf-16"), "a.md:1: is UTF-16, not UTF-8 (save it as UTF-8; if it is UTF-16:"
         " iconv -f UTF-16 -t UTF-8 a.md > a.md.new)"),
    ],
)  # fmt: skip
def test_what_cannot_be_published_says_where_why_and_what_to_do(
    blog: Blog, content: str | bytes, message: str
) -> None:
    blog.write("good.md", "fine")
    assert blog.refused(content) == message
    assert [post.path for post in blog.read()[0]] == ["good.md"]


def test_broken_yaml_and_bad_bytes_leave_it_unknown_which_post_it_is(blog: Blog) -> None:
    blog.write("x/a.md", "---\ntitle: [\n---\nx")
    blog.write("x/b.md", b"\xff")
    blog.write("x/c.md", "# only\n")
    blog.settings = replace(blog.settings, posts_folder="x")
    assert [(each.id, each.unread) for each in blog.read()[1]] == [
        ("a", True),
        ("b", True),
        ("c", False),
    ]


def test_two_posts_with_one_id_are_both_refused_and_name_each_other(blog: Blog) -> None:
    blog.write("a.md", "---\ntitle: x\nid: same\n---\nx")
    blog.write("b.md", "---\nid: same\n---\nx")
    blog.write("c.md", "x")
    posts, refusals = blog.read()
    assert [post.path for post in posts] == ["c.md"]
    hint = "(give one of them another with id: in its front matter)"
    assert [str(refusal) for refusal in refusals] == [
        f'a.md:3: has the same id as b.md, "same" {hint}',
        f'b.md:2: has the same id as a.md, "same" {hint}',
    ]
    assert [refusal.id for refusal in refusals] == ["same", "same"]


def test_ids_that_differ_only_in_case_are_refused(blog: Blog) -> None:
    blog.write("a.md", "x")
    assert "a.md:1: has an id that differs only in case from that of b.md" in blog.refused(
        "---\nid: A\n---\nx", "b.md"
    )


def test_a_file_with_two_suffixes_has_one_id(blog: Blog) -> None:
    blog.write("a.md", "x")
    assert "a.markdown:1: has the same id as a.md" in blog.refused("x", "a.markdown")


def test_a_refused_post_still_holds_its_id(blog: Blog) -> None:
    blog.write("a.md", "# only a title\n")
    refused = blog.refused("---\nid: a\n---\nx", "b.md")
    assert "b.md:2: has the same id as a.md" in refused


def test_a_link_out_of_the_blog_is_refused(blog: Blog, tmp_path: Path) -> None:
    blog = Blog(tmp_path / "blog")
    blog.write("a.md", "x")
    (tmp_path / "secret.md").write_text("secret")
    (blog.root / "b.md").symlink_to(tmp_path / "secret.md")
    assert str(blog.read()[1][0]) == "b.md:1: cannot be read: it lies outside of the blog's folder"


def test_a_file_name_that_is_no_text_is_refused_readably(blog: Blog) -> None:
    name = b"bad\xff.md".decode("utf-8", "surrogateescape")
    (blog.root / name).write_text("x")
    assert "has an id that cannot be" in str(blog.read()[1][0])
    assert str(blog.read()[1][0]).encode()


def test_posts_come_sorted_by_path_without_readmes_and_the_index(blog: Blog) -> None:
    blog.settings = replace(blog.settings, index_path="INDEX.md")
    for path in ("b.md", "README.md", "a/README.zh.md", "INDEX.md", "a/z.markdown", "a.txt"):
        blog.write(path, "x")
    assert [post.path for post in blog.read()[0]] == ["a/z.markdown", "b.md"]


def test_equal_inputs_mean_equal_results(blog: Blog) -> None:
    first = blog.post("---\nlabels: [a]\n---\nx")
    assert blog.post("---\nlabels: [a]\n---\nx") == first
    blog.settings = replace(blog.settings, labels=("b",))
    labelled = blog.post("---\nlabels: [a]\n---\nx")
    assert (labelled.source, labelled.inputs) != (first.source, first.inputs)
    assert labelled.source == first.source
    assert blog.post("---\nlabels: [a]\n---\ny").source != first.source
    renamed = blog.post("---\nlabels: [a]\n---\nx", "other-title.md")
    assert renamed.source == first.source
    assert renamed.inputs != labelled.inputs


def test_a_new_day_changes_no_inputs(blog: Blog) -> None:
    blog.write("a.md", "x")
    files = DiskFiles(blog.root)
    later = datetime(2023, 1, 1, tzinfo=UTC)
    (one,), _ = read_posts(files, blog.settings, now=NOW, first_commits=dict)
    (two,), _ = read_posts(files, blog.settings, now=later, first_commits=dict)
    assert (one.inputs, one.date) != (two.inputs, two.date)
    assert one.inputs == two.inputs
