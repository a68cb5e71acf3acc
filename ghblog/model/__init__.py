"""The words of the house as frozen values, and the ports as Protocols.

Imports nothing else of ghblog, so that every room can speak these words.
Where a rule is GitHub's, `docs/lifecycle.md` says where it is written.
"""

from ghblog.model.hashes import canonical, short_hash
from ghblog.model.hub import (
    Commit,
    Created,
    Existing,
    Finish,
    Head,
    Label,
    Pull,
    Remark,
    Repository,
    Snapshot,
)
from ghblog.model.ledger import Claim, Entry, Ledger, Proposed
from ghblog.model.names import folded
from ghblog.model.plan import (
    WRITES,
    Action,
    Change,
    IndexChange,
    Listener,
    Outcome,
    Plan,
    Progress,
    Result,
    Status,
)
from ghblog.model.ports import Clock, Composer, Files, GitHub, IndexFile, Machine, Reader, Web
from ghblog.model.posts import (
    Document,
    Finding,
    Kind,
    Meta,
    Part,
    Picture,
    Post,
    Refusal,
    Settings,
    Severity,
    Slot,
)

__all__ = [
    "WRITES",
    "Action",
    "Change",
    "Claim",
    "Clock",
    "Commit",
    "Composer",
    "Created",
    "Document",
    "Entry",
    "Existing",
    "Files",
    "Finding",
    "Finish",
    "GitHub",
    "Head",
    "IndexChange",
    "IndexFile",
    "Kind",
    "Label",
    "Ledger",
    "Listener",
    "Machine",
    "Meta",
    "Outcome",
    "Part",
    "Picture",
    "Plan",
    "Post",
    "Progress",
    "Proposed",
    "Pull",
    "Reader",
    "Refusal",
    "Remark",
    "Repository",
    "Result",
    "Settings",
    "Severity",
    "Slot",
    "Snapshot",
    "Status",
    "Web",
    "canonical",
    "folded",
    "short_hash",
]
