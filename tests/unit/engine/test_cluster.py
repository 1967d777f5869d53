"""The contract, held by the engine over a Dask cluster."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from bakeoff.engine.cluster import ClusterEngine
from tests.unit.engine.contract import EngineContract
from tests.unit.engine.dask_cluster import DaskCluster
from tests.waiting import wait_until


@pytest.mark.nightly
class TestCluster(EngineContract):
    """Two clusters, of one worker and of two; every engine of a test connects to one of them."""

    addresses: dict[int, str]

    @pytest.fixture(scope="class", autouse=True)
    @classmethod
    def clusters(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
        with ExitStack() as stack:
            cls.addresses = {
                n: stack.enter_context(DaskCluster(tmp_path_factory.mktemp("dask"), n)).address for n in (1, 2)
            }
            yield

    @classmethod
    def start(cls, slots: int) -> ClusterEngine:
        engine = ClusterEngine(cls.addresses[slots])
        wait_until(lambda: engine.ready and engine.slots == slots)  # a worker that is not there yet has no slot
        return engine
