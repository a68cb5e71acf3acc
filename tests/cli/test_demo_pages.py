"""`ghblog demo` stays up until Ctrl-C, and its pages can be clicked through."""

from __future__ import annotations

import re
import urllib.request
from urllib.parse import urljoin

import pytest
from shells import Shell

PAGES = re.compile(r"^(?:The |published ).*?(http://\S+/demo/weekly\S*)$", re.MULTILINE)
SOURCES = re.compile(r"<(?:img|source)[^>]*?(?:src|srcset)=\"([^\"]+)\"")


def test_the_pages_are_served_with_their_pictures_until_ctrl_c(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen: dict[str, tuple[int, str]] = {}

    def fetch(url: str) -> str:
        with urllib.request.urlopen(url) as answer:
            data = answer.read()
            seen[url] = (len(data), answer.headers["content-type"])
            return str(data.decode("utf-8", "replace"))

    def visit() -> None:
        """A visitor in place of the wait, who then presses Ctrl-C."""
        out = capsys.readouterr().out
        for address in dict.fromkeys(PAGES.findall(out)):
            page = fetch(address)
            for source in SOURCES.findall(page):
                fetch(urljoin(address, source))
        raise KeyboardInterrupt

    monkeypatch.setattr("ghblog.cli.demo.wait_for_ctrl_c", visit)
    done = shell("demo")
    assert done.code == 0
    assert "The demo is over." in done.err
    pictures = {url: kind for url, (_, kind) in seen.items() if "/user-attachments/assets/" in url}
    assert len(pictures) == 5
    assert all(kind.startswith("image/") for kind in pictures.values())
    assert {url.rpartition("/weekly")[2] for url in seen} >= {"", "/issues", "/issues/3"}
