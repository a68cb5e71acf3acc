"""Which dialects of other packages are used: those that the settings name, and no others."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from plugging import Plug, proposing
from shells import Shell, Write

from ghblog.config import load
from ghblog.errors import ConfigError
from ghblog.model import Settings

BOLD = proposing('"**" + match["x_words"] + "**"')
POST = "# A report\n\nIt is @@good@@.\n"


def test_a_dialect_that_is_named_is_used(plug: Plug, shell: Shell, write: Write) -> None:
    plug("ghblog-x", BOLD)
    write("a.md", POST)
    done = shell("check", "--all")
    assert done.code == 0
    assert "a.md:3" in done.out and "@@good@@ becomes **good** (x)" in done.out


def test_a_package_that_is_only_installed_is_not_even_imported(
    plug: Plug, folder: Path, shell: Shell, write: Write
) -> None:
    plug("ghblog-sleeping", "raise SystemExit('imported')")
    write("ghblog.toml", 'timezone = "UTC"\n')
    write("a.md", POST)
    assert shell("check").code == 0
    assert not any(name.startswith("ghblog_sleeping") for name in sys.modules)


def test_the_settings_can_be_read_without_importing_the_package(plug: Plug, folder: Path) -> None:
    plug("ghblog-lazy", BOLD)
    assert load(folder, environ={}).dialects[-1] == "x"
    assert not any(name.startswith("ghblog_lazy") for name in sys.modules)


def test_default_stands_for_all_that_are_built_in(plug: Plug, folder: Path) -> None:
    plug("ghblog-x", BOLD)
    built_in = Settings(root=folder).dialects
    assert load(folder, environ={}).dialects == (*built_in, "x")
    (folder / "ghblog.toml").write_text('posts.dialects = ["x", "default", "zoom", "x"]\n')
    assert load(folder, environ={}).dialects == ("x", *built_in)
    environ = {"GHBLOG_POSTS_DIALECTS": "default"}
    assert load(folder, environ=environ).dialects == built_in


def test_private_words_are_taken_out_beside_a_dialect_of_ones_own(
    plug: Plug, shell: Shell, write: Write
) -> None:
    plug("ghblog-x", BOLD)
    write("a.md", "# A report\n\n@@good@@ %%my boss is a fool%% news\n")
    done = shell("export", "a.md", "--md", "--local", "--offline")
    assert (done.code, done.out) == (0, "**good**  news\n"), done.err


def refused(folder: Path) -> ConfigError:
    with pytest.raises(ConfigError) as told:
        load(folder, environ={})
    assert told.value.where.endswith("ghblog.toml:4")
    return told.value


def test_a_name_that_no_package_brings_is_refused_with_its_line(folder: Path) -> None:
    error = refused(folder)
    assert 'there is no dialect "x"' in error.message
    assert "install the package that brings it" in error.hint
    (folder / "ghblog.toml").write_text('\n\n\nposts.dialects = ["wikilink"]\n')
    assert refused(folder).hint == 'did you mean "wikilinks"?'


@pytest.mark.parametrize("name", ["embeds", "toc", "root-url", "default"])
def test_a_package_cannot_take_the_place_of_what_is_built_in(
    plug: Plug, folder: Path, name: str
) -> None:
    plug("ghblog-bold", BOLD, dialect=name)
    assert load(folder.parent, environ={}).dialects == Settings(root=folder).dialects
    (folder / "ghblog.toml").write_text(f'\n\n\nposts.dialects = ["{name}"]\n')
    error = refused(folder)
    assert f"ghblog-bold 1.0 brings a dialect “{name}”" in error.message


def test_two_packages_with_one_name_are_told_apart_by_the_writer(plug: Plug, folder: Path) -> None:
    plug("ghblog-bold", BOLD)
    plug("other-bold", BOLD, version="2.1")
    error = refused(folder)
    assert "ghblog-bold 1.0 and other-bold 2.1 both bring a dialect “x”" in error.message


@pytest.mark.parametrize(
    ("code", "why"),
    [
        ("import no_such_module", "ModuleNotFoundError: No module named 'no_such_module'"),
        ("def plugin(md: ", "SyntaxError:"),
        ("other = 1", "AttributeError:"),
        ("raise SystemExit(0)", "SystemExit: 0"),
        ("def plugin(md): exit()", "SystemExit"),
        ("plugin = 'a text'", "TypeError: its entry point leads to str, and not to a function"),
        ("def plugin(): pass", "TypeError: plugin() takes 0 positional arguments"),
        ("def plugin(md):\n    raise KeyError('no such rule')", "KeyError: 'no such rule'"),
        ("def plugin(md): pass\nplugin.needle = 7", "TypeError: its needle is int"),
        ("def plugin(md):\n    md.inline.register('x', '(', print)", "error: "),
    ],
)
def test_a_package_that_cannot_be_loaded_is_named_and_nothing_is_done(
    code: str, why: str, plug: Plug, shell: Shell, write: Write
) -> None:
    plug("ghblog-broken", code)
    write("a.md", POST)
    for command in (["check"], ["publish", "--dry-run", "--offline"]):
        done = shell(*command)
        assert done.code == 2
        assert "the dialect “x” of ghblog-broken 1.0 cannot be loaded" in done.err
        assert why in done.err and "posts.dialects" in done.err
        assert "Traceback" not in done.err and "fault in ghblog" not in done.err
