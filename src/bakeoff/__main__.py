"""Start of ``python -m bakeoff``, which is the command line."""

import sys

from bakeoff.cli import main

sys.exit(main())
