"""The program's own sentences in Chinese, for the pages.

Where they are made they stay English, so that terminal, JSON and logs are the same everywhere. The
catalogues beside this module have each of them as its source has it, with `{}` for what is put in.
"""

from ghblog.preview.chinese.sentences import in_chinese

__all__ = ["in_chinese"]
