"""Fetching pictures that posts show: from places that may be asked, and no others."""

from ghblog.web.addresses import any_host, github_host
from ghblog.web.safe import SafeWeb

__all__ = ["SafeWeb", "any_host", "github_host"]
