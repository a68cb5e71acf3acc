"""Every setting once: its key, type, default, check and what it means to the writer.

`config` reads settings by this table and `docs/configuration.md` is generated from it.
"""

from ghblog.settings_table.key import BadValueError, Key, nearest
from ghblog.settings_table.new import PATTERN_FIELD, PATTERN_FIELDS, TITLE_STYLES
from ghblog.settings_table.reference import reference
from ghblog.settings_table.table import KEYS, by_path

__all__ = [
    "KEYS",
    "PATTERN_FIELD",
    "PATTERN_FIELDS",
    "TITLE_STYLES",
    "BadValueError",
    "Key",
    "by_path",
    "nearest",
    "reference",
]
