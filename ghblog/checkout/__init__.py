"""What git says of the source folder. Without git, or outside of a checkout, it says nothing:
nothing here is an error."""

from ghblog.checkout.history import Contains
from ghblog.checkout.remotes import name_in_url
from ghblog.checkout.work_tree import Checkout

__all__ = ["Checkout", "Contains", "name_in_url"]
