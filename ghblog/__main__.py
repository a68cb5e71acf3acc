"""`python -m ghblog`."""

import sys

from ghblog.cli import main

if __name__ == "__main__":
    sys.exit(main())
