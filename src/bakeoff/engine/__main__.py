"""`python -m bakeoff.engine`: the worker host, started by `LocalEngine` and by nobody else.

`multiprocessing` runs the parent's main module again in each child, unless it is a package's `__main__`.
"""

import os
import sys

from bakeoff.engine.host import main

if __name__ == "__main__":
    main(sys.argv[1])
    sys.stderr.flush()
    os._exit(0)  # no teardown: all that could need it has been ended
