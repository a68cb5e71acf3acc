"""Real posts, published to the sandbox as their writers would (with `--corpus=DIR`)."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from writers import Writer

from ghblog.markdown.references import find_references, rewrite
from ghblog.marker import unedited
from ghblog.model import Action, Outcome

EVERYTHING = 'repository = "writer/weekly"\ntimezone = "Asia/Shanghai"\n[posts]\nexclude = []\n'


def publish_copy(writer: Writer, of: Path) -> Outcome:
    shutil.rmtree(writer.folder)
    shutil.copytree(of, writer.folder, copy_function=shutil.copyfile)
    writer.folder.chmod(0o755)
    writer.write("ghblog.toml", EVERYTHING)
    outcome = writer.publish()
    assert outcome
    return outcome


def test_every_writers_posts_publish_and_a_second_run_does_nothing(
    writer: Writer, corpus: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = writer.repo
    for folder in sorted(path for path in corpus.iterdir() if path.is_dir()):
        writer.repo = writer.box.add_repository(f"writer/{folder.name}", files={"a": b"a"})
        writer.environ = {"GHBLOG_REPOSITORY": f"writer/{folder.name}"}
        outcome = publish_copy(writer, folder)
        assert outcome.ok
        refused = outcome.plan.of(Action.REFUSE)
        assert all(change.reason.startswith(f"{change.path}:") for change in refused)
        assert all(unedited(issue.body) for issue in writer.repo.issues)
        assert writer.counted() == (None, 1)
        with capsys.disabled():
            print(f"\n{folder.name}: {len(writer.repo.issues)} published, {len(refused)} refused")
        writer.box.clock.advance(3600)
    writer.repo = first


def test_the_seed_is_published_byte_for_byte_below_its_title(writer: Writer, corpus: Path) -> None:
    shutil.copyfile(corpus / "seed.md", writer.folder / "posts" / "seed.md")
    writer.publish()
    below = (corpus / "seed.md").read_bytes().decode().partition("\n")[2]
    assert writer.titles() == ["2022年7月第二周周报"]
    body = writer.body(1)
    assert body.startswith(below)
    assert body.removeprefix(below).strip().startswith("<!-- ghblog {")


def test_all_references_of_all_posts_can_be_rewritten(corpus: Path) -> None:
    done = 0
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_bytes().decode("utf-8", "replace")
        found = find_references(text)
        urls = [
            (one.start, one.end, f"https://example.test/{n}?a=1&b=2", one.bare)
            for n, one in enumerate(found)
        ]
        rewrite(text, urls)
        done += 1
    assert done
