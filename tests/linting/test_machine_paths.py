"""Pictures at paths of one computer: found where GitHub looks, and led elsewhere."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ghblog.linting.machine_paths import repointed, strays
from ghblog.markdown.github import page


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("![a](/Users/me/a.png)", ["/Users/me/a.png"]),
        ("![a](/Users/me/a%20b.png)", ["/Users/me/a%20b.png", "/Users/me/a b.png"]),
        ("![a](</Users/me/a b.png>)", ["/Users/me/a b.png", "/Users/me/a%20b.png"]),
        (r"![a](C:\Users\me\a.png)", [r"C:\Users\me\a.png"]),
        ("![a](c:/Users/me/图.png)", ["c:/Users/me/图.png", "c:/Users/me/%E5%9B%BE.png"]),
        ("![a](file:///Users/me/a%20b.png)", ["/Users/me/a b.png"]),
        ("![a](file://localhost/Users/a.png)", ["/Users/a.png"]),
        ("![a](file:///C:/Users/a.png)", ["C:/Users/a.png"]),
        (r"![a](file:C:\Users\a.png)", ["C:/Users/a.png", r"C:\Users\a.png"]),
        ("![a](~/a.png)", ["~/a.png"]),
        ('<img src="/Users/me/a.png" style="zoom:50%">', ["/Users/me/a.png"]),
        ("<img src=/Users/me/a.png>", ["/Users/me/a.png"]),
        ('<video src="/Users/me/a.mp4"></video>', ["/Users/me/a.mp4"]),
        ("![a][1]\n\n[1]: /Users/me/a.png", ["/Users/me/a.png"]),
        (r"![a](C:\Users\Ann Lee\a.png)", [r"C:\Users\Ann Lee\a.png"]),
        (r"![a](C:\Program Files (x86)\a.png)", [r"C:\Program Files (x86)\a.png"]),
        ("![a](/Users/me/Application Support/a.png)", ["/Users/me/Application Support/a.png"]),
    ],
)
def test_a_path_of_one_computer_is_found(text: str, paths: list[str]) -> None:
    (found,) = strays(f"first\n\n{text}\n")
    assert list(found.paths) == paths
    assert found.line == (5 if "\n" in text else 3)


@pytest.mark.parametrize(
    "text",
    [
        "![a](a.png) ![b](../b.png)",
        "![c](https://example.org/Users/a.png) ![d](//example.org/a.png)",
        "[a link](/Users/me/a.png)",
        "`![a](/Users/me/a.png)`",
        "```\n![a](C:\\Users\\Ann Lee\\a.png)\n```\n",
        "![a](\\\\server\\share\\a.png)",
    ],
)
def test_other_destinations_are_none(text: str) -> None:
    if text.startswith("```"):  # found by its looks, and refused by GitHub's parser
        (found,) = strays(text)
        assert repointed(text, found, "a.png") is None
    else:
        assert strays(text) == ()


@pytest.mark.parametrize(
    "path",
    [
        "//server/share/a.png",
        "file://server/share/a.png",
        "file:////server/share/a.png",
        "/%2Fserver/share/a.png",
        "/%5Cserver/share/a.png",
        "file:///%5C%5Cserver/share/a.png",
    ],
)
def test_another_computer_of_the_network_is_never_asked(path: str) -> None:
    texts = (f"![a]({path})", f'<img src="{path}">')
    found = [one for text in texts for stray in strays(text) for one in stray.paths]
    assert [one for one in found if one.replace("\\", "/").startswith("//")] == []
    assert [one for one in found if "%" not in one] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('x ![a](/U/a.png "t") y', 'x ![a](img/图%201.png "t") y'),
        ("![a](</U/a b.png>)", "![a](<img/图%201.png>)"),
        ("<img src='/U/a.png' style='zoom:50%'>", "<img src='img/图%201.png' style='zoom:50%'>"),
        ("<img src=/U/a.png>", "<img src=img/图%201.png>"),
        (r"![a](C:\U\Ann Lee\a.png)", "![a](img/图%201.png)"),
        (
            "![a][1] ![b][1]\n\n[1]: /U/a.png",
            "![a][1] ![b][1]\n\n[1]: img/%E5%9B%BE%201.png",
        ),
    ],
)
def test_only_the_destination_changes(text: str, expected: str) -> None:
    (found,) = strays(text)
    assert repointed(text, found, "img/图 1.png") == expected
    shown = page(expected)
    assert "img/%E5%9B%BE%201.png" in shown or "img/图%201.png" in shown


NAMES = ["/U/a.png", "C:\\U\\a.png", "file:///U/a.png", "<~/a b.png>", "C:\\A b\\c.png"]
FRAMES = ["![]({})", "x ![y]({}) z", '<img src="{}">', "> ![]({})", "```\n![]({})\n```", "`{}`"]
OTHERS = ["\n", "\r\n", "\r", "\n\n", "text", "|", "[", "]", "(", "<div>", "**", "`", "![a](b.png)"]
FRAGMENT = st.one_of(
    st.sampled_from(OTHERS),
    st.builds(
        lambda frame, name: frame.format(name), st.sampled_from(FRAMES), st.sampled_from(NAMES)
    ),
)


@given(st.lists(FRAGMENT, max_size=12))
@settings(max_examples=300)
def test_in_any_document_the_rest_of_the_text_stays(pieces: list[str]) -> None:
    text = "".join(pieces)
    for each in strays(text):
        new = repointed(text, each, "new name.png")
        if new is None:
            continue
        head, tail = text[: each.start], text[each.end :]
        assert new.startswith(head) and new.endswith(tail)
        middle = new[len(head) : len(new) - len(tail)]
        assert middle.strip('"') in {"new%20name.png", f"![{each.alt}](new%20name.png)"}
        assert page(new).count("new%20name.png") >= 1
