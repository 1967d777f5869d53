"""`python -m bakeoff.engine`: the worker host, started by `LocalEngine` and by nobody else.

`multiprocessing` runs the parent's main module again in each child, unless it is a package's `__main__`.
"""

import os
import sys
import traceback

from bakeoff.engine.host import main

if __name__ == "__main__":
    status = 1
    try:
        main(sys.argv[1])
        status = 0
    except BaseException:  # whatever it is, the server must see the host end
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)  # no teardown, which would wait for jobs: all have been ended
