"""Markdown text in, values out; imports nothing else of ghblog.

Two parsers answer two questions. mistune (`dialect`) reads what the writer means. cmark-gfm
(`github`) referees what GitHub will show: `references`, `rewriting`, `headings` and `comments`
believe nothing that its page does not confirm (`probe`).
"""
