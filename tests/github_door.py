"""The adapter's way to the sandbox, over HTTP."""

from __future__ import annotations

from ghblog.github import GitHubAdapter, connect
from ghblog.sandbox import Sandbox, SandboxClock

# What may become of the answer to a request that was carried out, or not.
LOST_ANSWERS: list[dict[str, object]] = [
    {"drop": "after"},
    {"drop": "before"},
    {"nonsense": b"{"},
    {"status": 502, "body": "x"},
]


class Door:
    """Opens adapters, and keeps what they told."""

    def __init__(self, box: Sandbox, clock: SandboxClock) -> None:
        self.box = box
        self.clock = clock
        self.told: list[str] = []
        self._opened: list[GitHubAdapter] = []

    def __call__(
        self, repository: str = "writer/weekly", token: str = "ghp_writer"
    ) -> GitHubAdapter:
        hub = connect(token, self.box.api_url, repository, self.clock, self.told.append)
        self._opened.append(hub)
        return hub

    def asked(self) -> list[str]:
        """What was asked of the sandbox since the last time."""
        lines = [f"{entry.method} {entry.operation or entry.path}" for entry in self.box.requests]
        self.box.requests.clear()
        return [line.replace("/api/v3/repos/writer/weekly", "") for line in lines]

    def close(self) -> None:
        """Close all that was opened."""
        for hub in self._opened:
            hub.close()
