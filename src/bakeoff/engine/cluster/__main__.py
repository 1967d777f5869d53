"""`python -m bakeoff.engine.cluster`: the host before a cluster, started by `ClusterEngine` and by nobody else.

It has the queue, beside the server, of what runs on Dask's workers.
"""

import json
from urllib.parse import urlsplit

from bakeoff.engine.cluster.connection import Connection
from bakeoff.engine.host import Host, as_process, take_standard_streams
from bakeoff.engine.outbox import Outbox
from bakeoff.engine.running import Joined, Leaving, Left, News
from bakeoff.engine.wire import Capacity, Command


class ClusterHost(Host):
    """Tells the server how much can run at once, too."""

    def _handle(self, news: Command | News) -> None:
        super()._handle(news)
        if isinstance(news, Joined | Leaving | Left):
            staying = [name for name, machine in self._machines.items() if not machine.leaving]
            computers = {urlsplit(name).hostname for name in staying}  # one may have several workers
            self._outbox.tell(Capacity(len(computers), self._slots()[False]))


def main(arguments: str) -> None:
    """Run the host over standard input and output until the server hangs up.

    Parameters
    ----------
    arguments : str
        JSON object with `address`, `interactive_slots` and `preload`.
    """
    commands, reports = take_standard_streams()
    given = json.loads(arguments)
    outbox = Outbox(reports)
    connection = Connection(given["address"], given["interactive_slots"], given["preload"], outbox)
    host = ClusterHost(outbox, connection)
    connection.start(host.post)
    host.run(commands)


if __name__ == "__main__":
    as_process(main)
