"""Settings: where they come from, who wins, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from ghblog.config import load
from ghblog.errors import ConfigError
from ghblog.model import Settings
from ghblog.settings_table import KEYS, reference

REFUSED = Path(__file__).with_name("refused.txt")  # settings, then what the user reads
REGENERATE = (
    "docs/configuration.md is out of date: run python -c 'import pathlib, ghblog.settings_table as"
    ' t; pathlib.Path("docs/configuration.md").write_text(t.reference(), encoding="utf-8")\''
)


@pytest.fixture
def blog(tmp_path: Path) -> Path:
    """A checkout's top folder; nothing above it is ever looked at."""
    top = tmp_path / "blog"
    (top / ".git").mkdir(parents=True)
    return top


def read(
    folder: Path,
    toml: str = "",
    name: str = "ghblog.toml",
    *,
    environ: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
) -> Settings:
    if toml:
        (folder / name).write_text(toml, encoding="utf-8")
    return load(folder, environ=environ or {}, overrides=flags)


def refused(
    folder: Path,
    toml: str = "",
    *,
    environ: Mapping[str, str] | None = None,
    flags: Mapping[str, object] | None = None,
) -> str:
    """What the user reads: the error and its hint."""
    with pytest.raises(ConfigError) as caught:
        read(folder, toml, environ=environ, flags=flags)
    return f"{caught.value} | {caught.value.hint}".replace(str(folder), "BLOG")


def test_without_a_file_the_defaults_hold_and_the_root_is_the_top_folder(blog: Path) -> None:
    (blog / "a" / "b").mkdir(parents=True)
    assert read(blog / "a" / "b") == Settings(root=blog.resolve())


def test_without_file_and_checkout_the_root_is_where_one_started(tmp_path: Path) -> None:
    assert read(tmp_path).root == tmp_path.resolve()


def test_start_may_be_a_file(blog: Path) -> None:
    (blog / "a.md").write_text("# A")
    assert load(blog / "a.md", environ={}).root == blog.resolve()


def test_every_setting_can_be_set_in_the_file(blog: Path) -> None:
    (blog / "reports").mkdir()
    toml = """
        repository = "octo/blog.io"
        timezone = "Asia/Shanghai"
        [blog]
        name = "travel-2"
        [posts]
        folder = "./reports/"
        include = ["*.txt"]
        exclude = []
        labels = ["weekly", "生活"]
        target = "issue"
        [publish]
        max_new = 0
        publishers = ["octocat", "dependabot[bot]"]
        [pictures]
        store = "branch"
        [index]
        enabled = false
        path = "docs/INDEX.md"
    """
    assert read(blog, toml) == Settings(
        root=blog.resolve(),
        repository="octo/blog.io",
        timezone="Asia/Shanghai",
        blog="travel-2",
        posts_folder="reports",
        include=("*.txt",),
        exclude=(),
        labels=("weekly", "生活"),
        max_new=0,
        publishers=("octocat", "dependabot[bot]"),
        store="branch",
        index=False,
        index_path="docs/INDEX.md",
    )


def test_pyproject_toml_may_hold_the_settings(blog: Path) -> None:
    settings = read(
        blog, '[project]\nname = "x"\n[tool.ghblog.blog]\nname = "b"\n', "pyproject.toml"
    )
    assert settings.blog == "b"


def test_a_pyproject_toml_without_our_table_is_passed_over_even_when_broken(blog: Path) -> None:
    (blog / "below").mkdir()
    (blog / "below" / "pyproject.toml").write_text("broken =")
    (blog / "ghblog.toml").write_text('timezone = "UTC"')
    assert read(blog / "below").timezone == "UTC"
    assert read(blog / "below").root == blog.resolve()


def test_ghblog_toml_counts_where_both_files_are(blog: Path) -> None:
    read(blog, '[tool.ghblog]\ntimezone = "UTC"\n', "pyproject.toml")
    assert read(blog, 'timezone = "Asia/Tokyo"').timezone == "Asia/Tokyo"


def test_a_file_above_the_checkout_does_not_count(blog: Path) -> None:
    (blog.parent / "ghblog.toml").write_text('timezone = "UTC"')
    assert read(blog).timezone == ""


def test_flags_beat_variables_and_variables_beat_the_file(blog: Path) -> None:
    environ = {"GHBLOG_PUBLISH_MAX_NEW": "2", "GHBLOG_POSTS_LABELS": "a, b c,", "PATH": "/bin"}
    settings = read(blog, '[publish]\nmax_new = 1\n[posts]\nlabels = ["x"]', environ=environ)
    assert (settings.max_new, settings.labels) == (2, ("a", "b c"))
    flags = {"publish.max_new": 7, "posts.labels": ("z",), "timezone": None}
    settings = read(blog, environ=environ, flags=flags)
    assert (settings.max_new, settings.labels, settings.timezone) == (7, ("z",), "")


def test_an_empty_variable_is_not_set(blog: Path) -> None:
    assert read(blog, environ={"GHBLOG_PUBLISH_MAX_NEW": ""}).max_new == 3


def test_a_variable_sets_true_and_false(blog: Path) -> None:
    assert read(blog, environ={"GHBLOG_INDEX_ENABLED": "off"}).index is False


CASES = re.findall(r"((?s:.*?))\n=> (.*)\n\n?", REFUSED.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("toml", "message"), CASES)
def test_what_cannot_be_is_refused_with_line_and_hint(blog: Path, toml: str, message: str) -> None:
    (blog / "reports").mkdir()
    (blog / "link").symlink_to(blog.parent)
    assert refused(blog, toml) == message


def test_settings_that_are_not_utf_8_are_refused_with_their_line(blog: Path) -> None:
    (blog / "ghblog.toml").write_bytes('a = 1\n[blog]\nname = "周"'.encode("gb18030"))
    message = "BLOG/ghblog.toml:3: the settings are not UTF-8 | save the file as UTF-8"
    assert refused(blog) == message


def test_a_byte_order_mark_and_crlf_do_no_harm(blog: Path) -> None:
    (blog / "ghblog.toml").write_bytes(
        b'\xef\xbb\xbftimezone = "UTC"\r\n[publish]\r\nmax_new = 5\r\n'
    )
    assert read(blog).max_new == 5


def test_the_line_in_pyproject_toml_is_right_after_other_tables(blog: Path) -> None:
    toml = '[project]\ndependencies = [\n  "x",\n]\n\n[tool.ghblog.publish]\n\nmax_nwe = 1\n'
    (blog / "pyproject.toml").write_text(toml)
    assert refused(blog).startswith('BLOG/pyproject.toml:8: there is no setting "publish.max_nwe"')


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        (
            "GHBLOG_POSTS_LABLES",
            "a",
            'environment: there is no setting "GHBLOG_POSTS_LABLES"'
            ' | did you mean "GHBLOG_POSTS_LABELS"?',
        ),
        (
            "GHBLOG_PUBLISH_MAX_NEW",
            "many",
            "environment variable GHBLOG_PUBLISH_MAX_NEW:"
            ' publish.max_new must be a whole number, not "many" | ',
        ),
        (
            "GHBLOG_INDEX_ENABLED",
            "perhaps",
            "environment variable GHBLOG_INDEX_ENABLED:"
            ' index.enabled must be true or false, not "perhaps" | ',
        ),
        (
            "GHBLOG_TIMEZONE",
            "Mars",
            'environment variable GHBLOG_TIMEZONE: timezone: "Mars" is not a time zone'
            ' | write a name such as "Asia/Shanghai"',
        ),
    ],
)
def test_a_bad_variable_is_refused_by_its_name(
    blog: Path, name: str, value: str, message: str
) -> None:
    assert refused(blog, environ={name: value}) == message


def test_a_bad_flag_is_refused_by_its_name(blog: Path) -> None:
    message = refused(blog, flags={"publish.max_new": -2})
    assert message.startswith("publish.max_new on the command line: publish.max_new: -2 is less")
    assert "did you mean" in refused(blog, flags={"publish.maxnew": 2})


def test_the_settings_page_is_up_to_date() -> None:
    page = Path(__file__).parents[2] / "docs" / "configuration.md"
    assert page.read_text(encoding="utf-8") == reference(), REGENERATE


def test_every_field_of_the_settings_but_the_root_can_be_set() -> None:
    assert {key.field for key in KEYS} == set(Settings.__dataclass_fields__) - {"root"}
    assert len({key.variable for key in KEYS}) == len(KEYS)
