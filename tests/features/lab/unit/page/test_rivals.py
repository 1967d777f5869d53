"""What stands beneath the picture of the network, among the others on the same points."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest

from bakeoff.features.lab.page.rivals import panels
from bakeoff.network.messages import Snapshot

TOLD = "Test 75.0\N{NO-BREAK SPACE}%, training 50.0\N{NO-BREAK SPACE}%"
BESIDE = SimpleNamespace(points=SimpleNamespace(n_classes=2), drawn={}, troubles={})


@pytest.fixture
def snapshot():
    plane = np.zeros((80, 80), dtype=np.uint8)
    return Snapshot(
        serial=1,
        epoch=50,
        batch=0,
        first_epoch=0,
        last_epoch=50,
        obeyed=0,
        playing=False,
        epochs_per_second=0.0,
        cpu_seconds=0.106,
        n_classes=2,
        train_loss=0.5,
        test_loss=0.5,
        train_score=0.5,
        test_score=0.75,
        weights=(),
        biases=(),
        neurons=plane[:0],
        output=plane,
        confusion=np.zeros((2, 2), dtype=np.int32),
    )


def test_the_networks_cost_is_told_at_the_epoch_that_it_led_to_and_at_no_earlier_one(snapshot):
    assert panels(snapshot, BESIDE)[0].lines == (TOLD, "106 ms CPU", "Epoch 50")
    assert panels(replace(snapshot, epoch=6), BESIDE)[0].lines == (TOLD, "Epoch 6")
