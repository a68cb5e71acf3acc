"""The one door to GitHub. PyGithub is imported here alone, and only by `connect`."""

from ghblog.github.adapter import Account, GitHubAdapter, connect
from ghblog.github.rights import Lack, lacks, untold
from ghblog.github.tokens import TokenKind

__all__ = ["Account", "GitHubAdapter", "Lack", "TokenKind", "connect", "lacks", "untold"]
