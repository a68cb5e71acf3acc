"""A stand-in for GitHub on a local port, for the demo and the tests.

It is built from GitHub's published contract, not from what our own client happens to send.
Needs the extra `demo`.

    with Sandbox(clock=SandboxClock()) as box:
        box.add_user("writer", token="ghp_writer")
        repo = box.add_repository("writer/weekly", files={"README.md": b"# Weekly"})
"""

from ghblog.sandbox.clock import SandboxClock
from ghblog.sandbox.faults import Fault
from ghblog.sandbox.log import Entry, Incoming
from ghblog.sandbox.repository import Repository
from ghblog.sandbox.sandbox import Sandbox

__all__ = ["Entry", "Fault", "Incoming", "Repository", "Sandbox", "SandboxClock"]
