"""Starting: a blog where there is none yet, and this week's report.

Both look at what the writer did before and go on in the same way. Pure but for `disk` and
`zones`: `setup` and `report` say what would be written, the command line asks and writes.
"""
