"""An engine over an existing Dask cluster.

::

    server  ---  host  ---  Dask worker  ---  runner  ---  job
           pipes     TCP, TLS           pipes        pipes

The queue is the local engine's, in a host beside the server. On each Dask worker a runner forks jobs from a template of
its own, as the local engine does. What goes between the two is what goes over the local engine's pipes.
"""

from bakeoff.engine.cluster.engine import ClusterEngine

__all__ = ["ClusterEngine"]
