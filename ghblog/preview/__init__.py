"""The local web page: each report as GitHub will show it, live, beside what publishing changes.

Nothing of it leaves the machine, and nothing outside of the blog is served.
"""

from ghblog.preview.serving import Preview

__all__ = ["Preview"]
