"""The autoencoder: trained on training images alone, and better than as many principal components."""

import functools

import numpy as np
import pytest
from sklearn.neural_network import MLPRegressor

from bakeoff.features.learn.amounts.autoencoder import NUMBERS, PASSES, autoencoded, codes
from bakeoff.features.learn.amounts.components import compressed
from bakeoff.features.learn.digits import digit_pictures

trained = functools.cache(autoencoded)


def test_more_passes_miss_held_out_images_less_and_then_less_than_the_components():
    short, long = trained(2, PASSES[0]), trained(2, PASSES[1])
    data = digit_pictures()
    assert long.missed < short.missed
    assert long.missed == pytest.approx(np.sqrt(np.mean((long.rebuilt - data.validation) ** 2)))
    assert long.missed < compressed(2).missed
    assert long.weights == 64 * 32 + 32 * 2 + 2 * 32 + 32 * 64 + 32 + 2 + 32 + 64


@pytest.mark.nightly
@pytest.mark.parametrize("numbers", NUMBERS)
def test_it_misses_held_out_images_less_than_as_many_principal_components(numbers):
    assert trained(numbers, PASSES[-1]).missed < compressed(numbers).missed


def test_the_hard_goal_needs_training_and_few_numbers():
    assert not trained(4, PASSES[0]).reached  # the start
    assert trained(4, PASSES[-1]).reached
    assert compressed(4).accuracy < 0.9  # no way by components alone


def test_the_work_is_told():
    shares: list[float] = []
    autoencoded(2, 3, shares.append)
    assert shares == pytest.approx([1 / 3, 2 / 3, 1])


def test_codes_are_what_the_network_computes_at_its_narrow_layer():
    X = np.random.default_rng(0).uniform(size=(40, 5))
    model = MLPRegressor(hidden_layer_sizes=(6, 2, 6), activation="tanh", max_iter=500, random_state=0).fit(X, X)
    behind = codes(model, X)
    for kernel, bias in list(zip(model.coefs_, model.intercepts_, strict=True))[2:-1]:
        behind = np.tanh(behind @ kernel + bias)
    assert behind @ model.coefs_[-1] + model.intercepts_[-1] == pytest.approx(model.predict(X))


def test_each_validation_image_has_its_place_in_the_map():
    made = trained(2, PASSES[0])
    assert made.codes.shape == (len(digit_pictures().validation), 2)
    assert np.abs(made.codes).max() <= 1
