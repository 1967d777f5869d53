import numpy as np
import pytest

from bakeoff.learn.small import small_task


@pytest.mark.parametrize(("data", "n_classes"), [("moons", 2), ("xor", 2), ("circle", 2), ("gauss", 3)])
def test_what_is_shown_is_what_is_computed_with(data, n_classes):
    task = small_task(data, (3, 4), "tanh")
    assert task.network.sizes == (2, 3, 4, n_classes) == (2, 3, 4, len(task.class_names))
    for values in (task.X, *task.network.weights, *task.network.biases):
        np.testing.assert_array_equal(values, np.round(values, 2))
    assert task.reach[0] <= task.X.min() < task.X.max() <= task.reach[1]
    assert set(task.target) == set(range(n_classes))


def test_another_seed_gives_other_weights_for_the_same_rows():
    first, again, other = (small_task("moons", (3,), "tanh", seed) for seed in (0, 0, 1))
    assert (first.X == other.X).all()
    assert (first.network.weights[0] == again.network.weights[0]).all()
    assert (first.network.weights[0] != other.network.weights[0]).any()
