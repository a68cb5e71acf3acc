"""Present texts, read again where they were read too long ago to be written over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ghblog.model import Change, Existing, Remark, Result, Status
from ghblog.sync.lookup import comments_below
from ghblog.sync.weigh import Present, comments_to_read, weigh
from ghblog.sync.work import Work

# In seconds. The present texts were read before the writer was asked.
STALE_TEXTS = 300.0


@dataclass
class Rereading:
    """Weighs changes again.

    Attributes:
        texts, remarks: what was read again, by the post's node id.
        asked: the node ids that were asked for.
    """

    work: Work
    texts: dict[str, Existing] = field(default_factory=dict)
    remarks: dict[str, Sequence[Remark]] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)

    def is_due(self, since: float) -> bool:
        """Whether what was read at `since`, by the clock's monotonic time, is too old."""
        return self.work.desk.ports.clock.monotonic() - since > STALE_TEXTS

    def weighed(self, change: Change, batch: Sequence[Change]) -> Change:
        """The change, weighed against texts that are read now; if it is another one by that, its
        result says why.

        Args:
            batch: the change and those that follow, at most 50: they are read at once.
        """
        assert change.entry
        if change.entry.node not in self.asked:
            self._read(batch)
        work, plan = self.work, self.work.desk.plan
        present = Present(self.texts, self.remarks, plan.viewer, work.publishers)
        weighed = weigh([change], present, work.compose, blog=plan.blog)[0]
        if weighed.action is not change.action:
            work.results[change.post] = Result(weighed, Status.FAILED, message=weighed.reason)
        return weighed

    def _read(self, batch: Sequence[Change]) -> None:
        github = self.work.desk.ports.github
        nodes = [one.entry.node for one in batch if one.entry]
        self.texts |= github.read_nodes(nodes)
        self.remarks |= comments_below(github, comments_to_read(batch))
        self.asked.update(nodes)
