"""What is on GitHub → Markdown files with front matter. Overwrites nothing, sends nothing."""

from ghblog.importing.choosing import Choice
from ghblog.importing.disk import DiskShelf
from ghblog.importing.importer import Importer
from ghblog.importing.values import Fate, Here, Imported, Item, Order

__all__ = ["Choice", "DiskShelf", "Fate", "Here", "Imported", "Importer", "Item", "Order"]
