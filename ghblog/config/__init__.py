"""Settings: found, read, checked. Flags beat `GHBLOG_*` variables, which beat the file."""

from ghblog.config.loading import load, settings_file

__all__ = ["load", "settings_file"]
