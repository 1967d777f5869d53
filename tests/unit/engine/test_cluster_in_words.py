"""What a cluster says of its machines."""

import pytest

from bakeoff.engine.cluster import ClusterEngine


class Cluster(ClusterEngine):
    """One that needs no Dask."""

    def __init__(self, machines: int, slots: int) -> None:
        self.room = machines, slots

    @property
    def ready(self) -> bool:
        return self.machines > 0

    @property
    def machines(self) -> int:
        return self.room[0]

    @property
    def slots(self) -> int:
        return self.room[1]


@pytest.mark.parametrize(
    ("engine", "trouble", "room"),
    [
        (Cluster(1, 1), "", "The cluster has 1 machine. One training runs at a time."),
        (Cluster(2, 8), "", "The cluster has 2 machines. Up to 8 trainings run at once."),
        (Cluster(0, 1), "No machine of the cluster is ready; what waits begins as soon as one is.", ""),
    ],
)
def test_a_cluster_tells_how_much_can_run_at_once_or_that_none_is_there(engine, trouble, room):
    assert (engine.trouble, engine.capacity) == (trouble, room)
