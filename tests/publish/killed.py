"""Publishes in a process of its own, so that a test can kill it: `killed.py FOLDER`."""

import sys
from pathlib import Path

from ghblog.blog import Blog
from ghblog.clock import SystemClock
from ghblog.machine import ThisMachine


class Hasty(SystemClock):
    """The real clock without the pauses between two writes: the test is about being killed."""

    def sleep(self, seconds: float) -> None:
        """Do not wait."""


folder = Path(sys.argv[1])
clock = Hasty()
machine = ThisMachine(clock, folder.parent / "laptop")
Blog.open(folder, clock=clock, machine=machine).publish(agree=lambda plan: plan.pending)
