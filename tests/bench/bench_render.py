"""How long pages take: a report of 20 KB made of everything, and a folder of real posts.

python tests/bench/bench_render.py [DIR]
"""

from __future__ import annotations

import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

from ghblog.markdown.github import page
from ghblog.render import Place, file_page, issue_page

PLACE = Place(repository="writer/weekly")
SECTION = """
## Week {n} :tada:

Some words about the week, with **emphasis**, a [link](https://example.org/{n}) and `code`.
Thanks to @ann for #12{n}, see https://github.com/ann/notes/issues/{n} and 0a1b2c{n}.
本周完成了很多工作。

> [!NOTE]
> The sum is $x_{n} + 1$.

![picture](https://example.org/{n}.png)

- [x] done
- [ ] open[^{n}]

| a | b |
| --- | --- |
| 1 | `#0969DA` |

```python
def week(n: int) -> str:  # {n}
    return f"{{n}}th week" if n else "none"
```

[^{n}]: A note.
"""


def main(folder: Path | None) -> int:
    """Print times and ratios; nothing is asserted."""
    report = ""
    while len(report.encode()) < 20_000:
        report += SECTION.format(n=report.count("## Week") + 1)
    first = _start(report)
    print(f"report: {len(report.encode())} bytes, first page in a new process: {first:.0f} ms")
    bare = _timed("cmark-gfm's page", lambda: page(report, hard_breaks=True))
    whole = _timed("issue_page, warm", lambda: issue_page(report, PLACE))
    _timed("file_page, warm", lambda: file_page(report, PLACE))
    print(f"GitHub's additions cost {whole / bare:.0f} times cmark-gfm's page")
    if folder:
        _folder(folder)
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")
    return 0


def _timed(name: str, work: object, times: int = 30) -> float:
    assert callable(work)
    work()
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    median = sorted(taken)[times // 2] * 1000
    print(f"{name}: median {median:.2f} ms, slowest {max(taken) * 1000:.2f} ms")
    return median


def _start(report: str) -> float:
    """Milliseconds from importing the room to the first page."""
    script = (
        "import sys, time; start = time.perf_counter(); from ghblog.render import *;"
        "issue_page(sys.stdin.read(), Place(repository='writer/weekly'));"
        "print((time.perf_counter() - start) * 1000)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], input=report, capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _folder(folder: Path) -> None:
    times = []
    for path in sorted(folder.rglob("*.md")):
        text = path.read_bytes().decode("utf-8", "replace")
        start = perf_counter()
        issue_page(text, PLACE)
        times.append((perf_counter() - start, len(text), path.name))
    slowest = max(times)
    mean = sum(each[0] for each in times) * 1000 / len(times)
    print(
        f"issue_page: {len(times)} posts, {mean:.2f} ms a post, slowest {slowest[0] * 1000:.0f} ms "
        f"({slowest[1]} characters, {slowest[2]})"
    )


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else None))
