"""`python -m bakeoff.engine.cluster`: the host before a Dask cluster, started by `ClusterEngine` and by nobody else."""

from bakeoff.engine.cluster.host import main
from bakeoff.engine.host import as_process

if __name__ == "__main__":
    as_process(main)
