"""An engine over an existing Dask cluster.

::

    server  ---  host  ---  Dask worker  ---  runner  ---  job
           pipes     TCP, TLS           pipes        pipes

The queue is the local engine's, in a host beside the server. On each Dask worker a runner forks jobs from a template of
its own, as the local engine does. What goes between the two is what goes over the local engine's pipes.
"""

from collections.abc import Callable, Sequence
from importlib.util import find_spec

from bakeoff.engine.hosted import HostedEngine
from bakeoff.engine.line import Line
from bakeoff.errors import NotInstalledError, install
from bakeoff.text import _, counted, sentences


class ClusterEngine(HostedEngine):
    """Runs each job in a process of its own on a worker of a Dask cluster; see `Engine` for the protocol.

    Workers may join and leave at any time. The jobs of one that is gone fail; where all are, jobs wait until there is
    one again.

    Parameters
    ----------
    address : str
        The scheduler's, such as ``tcp://scheduler:8786``.
    preload : sequence of str
        Modules to import once on each worker, ahead of time, for all its jobs to share.
    interactive_slots : int
        How many interactive jobs run at once on each worker, beside the others.

    Raises
    ------
    NotInstalledError
        If Dask's scheduler is not there to be imported.
    """

    def __init__(self, address: str, preload: Sequence[str] = (), interactive_slots: int = 1) -> None:
        if find_spec("distributed") is None:
            raise NotInstalledError(
                _("Dask is not installed: run {command} to use a cluster.", command=install("cluster"))
            )
        self._arguments = {"address": address, "preload": list(preload), "interactive_slots": interactive_slots}
        super().__init__()

    @property
    def slots(self) -> int:
        """Number of jobs that run at once, interactive ones not counted; 1 while there is no worker."""
        return max(1, self._line.capacity.slots)

    @property
    def ready(self) -> bool:
        """True if there is a worker with a loaded template; jobs submitted earlier wait for it."""
        return super().ready and self.machines > 0

    @property
    def trouble(self) -> str:
        """Reason why waiting jobs do not begin, a sentence; empty if there is a machine."""
        return "" if self.ready else _("No machine of the cluster is ready; what waits begins as soon as one is.")

    @property
    def capacity(self) -> str:
        """Number of machines and slots in words; empty while there is no machine."""
        if not self.ready:
            return ""
        machines = counted("The cluster has {n} machine.", "The cluster has {n} machines.", self.machines)
        slots = counted("One training runs at a time.", "Up to {n} trainings run at once.", self.slots)
        return sentences(machines, slots)

    @property
    def machines(self) -> int:
        """On how many machines jobs run."""
        return self._line.capacity.machines

    def _line_to_host(self, renew: Callable[[], bool]) -> Line:
        return Line("bakeoff.engine.cluster", self._arguments, renew)
