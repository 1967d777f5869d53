"""`python -m bakeoff.engine.cluster`: the host before a Dask cluster, started by `ClusterEngine` and by nobody else."""

import os
import sys
import traceback

from bakeoff.engine.cluster.host import main

if __name__ == "__main__":
    status = 1
    try:
        main(sys.argv[1])
        status = 0
    except BaseException:  # whatever it is, the server must see the host end
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)  # no teardown: Dask's would wait for connections
