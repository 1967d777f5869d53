"""The textbook network against Keras' own fit, and what batches and passes make of it."""

import keras
import numpy as np
import pytest
from sklearn.metrics import accuracy_score

from bakeoff.features.learn.digits import digit_pictures, rows
from bakeoff.features.learn.textbook.training import (
    BATCHES,
    FIRST,
    MOST_PASSES,
    MOST_STEPS,
    PASSES,
    RATE,
    most_passes,
    reached,
    reached_large,
    run,
    start,
    steps_of,
)


def test_ten_steps_on_all_rows_are_those_of_keras():
    data, network = digit_pictures(), start()
    X = rows(data.train)
    layers = [keras.layers.Dense(32, "relu", dtype="float64"), keras.layers.Dense(10, "softmax", dtype="float64")]
    model = keras.Sequential([keras.Input((64,), dtype="float64"), *layers])
    model.set_weights([part for pair in zip(network.weights, network.biases, strict=True) for part in pair])
    model.compile(keras.optimizers.Adam(RATE), "sparse_categorical_crossentropy")
    model.fit(X, data.y_train, epochs=PASSES, batch_size=len(X), verbose=0)
    told = model.predict(rows(data.test), verbose=0).argmax(axis=1)
    assert run(0, PASSES).tested == pytest.approx(accuracy_score(data.y_test, told), abs=1 / len(told))
    validated = model.predict(rows(data.validation), verbose=0).argmax(axis=1)
    expected = accuracy_score(data.y_validation, validated)
    assert run(0, PASSES).accuracy == pytest.approx(expected, abs=1 / len(validated))


def test_ten_passes_in_batches_are_forty_three_times_as_many_steps():
    first, second = run(*FIRST), run(0, PASSES)
    assert (first.n_steps, second.n_steps) == (430, 10)
    assert first.passes[-1] == second.passes[-1] == 10
    assert first.steps[0] == 0
    assert first.accuracies[0] == second.accuracies[0]
    assert second.accuracy < 0.3 < 0.9 < first.accuracy


def test_the_goal_is_not_reached_at_the_start_and_is_by_batches_or_by_passes():
    first = run(*FIRST)
    assert not reached(first, run(0, PASSES))
    assert not reached(first, run(512, PASSES))
    assert reached(first, first)
    assert reached(first, run(64, 20))
    assert not reached_large(first, run(64, 20))
    assert not reached_large(first, run(256, 20))
    assert reached_large(first, run(256, 60))


@pytest.mark.parametrize("batch", BATCHES)
def test_nobody_waits_for_more_steps_than_are_allowed(batch):
    most = most_passes(batch)
    assert PASSES <= most <= MOST_PASSES
    assert steps_of(len(digit_pictures().train), batch, most) <= MOST_STEPS


def test_the_last_batch_of_a_pass_may_be_smaller():
    assert [steps_of(100, 32, 2), steps_of(96, 32, 2), steps_of(100, 0, 3)] == [8, 6, 3]
    assert np.all(np.diff(run(256, 3).steps) > 0)
