"""What stands beneath the picture of the network, among the others on the same points."""

from dataclasses import replace
from types import SimpleNamespace

import numpy as np

from bakeoff.features.lab.page.rivals import panels
from tests.snapshots import snapshot

TOLD = "Test 75.0\N{NO-BREAK SPACE}%, training 50.0\N{NO-BREAK SPACE}%"
BESIDE = SimpleNamespace(points=SimpleNamespace(n_classes=2), drawn={}, troubles={})


def test_the_networks_cost_is_told_at_the_epoch_that_it_led_to_and_at_no_earlier_one():
    plane = np.zeros((80, 80), dtype=np.uint8)
    at = {"epoch": 50, "last_epoch": 50, "cpu_seconds": 0.106}
    shown = snapshot(**at, train_score=0.5, test_score=0.75, neurons=plane[:0], output=plane)
    assert panels(shown, BESIDE)[0].lines == (TOLD, "106 ms CPU", "Epoch 50")
    assert panels(replace(shown, epoch=6), BESIDE)[0].lines == (TOLD, "Epoch 6")
