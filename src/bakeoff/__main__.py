"""Start of ``python -m bakeoff``, which is the command line."""

import sys

from bakeoff.cli import main

if __name__ == "__main__":
    sys.exit(main())
