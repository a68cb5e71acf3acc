"""A post as a page or a text that other platforms take: `ghblog export`. Part of `blog`.

It is what GitHub gets, without the marker; pictures at the addresses where GitHub shows them.
"""

from ghblog.exporting.exporter import export
from ghblog.exporting.values import Exported, Order

__all__ = ["Exported", "Order", "export"]
