"""A race's network as a job brings it: its numbers are Keras', and one that is too large leads to one that is not."""

import numpy as np
import pytest

from bakeoff.features.learn.network import forward, mean_loss
from bakeoff.features.learn.of_race import MOST_INPUTS, RaceNetwork, TakenApart, take_apart
from bakeoff.preparation.prepared import prepare
from bakeoff.race.models import load, models_folder
from bakeoff.race.race import Race
from bakeoff.spec import BakeoffSpec


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAKEOFF_DATA", str(tmp_path_factory.mktemp("data")))
        yield


def of_network(dataset: str, **network: object) -> BakeoffSpec:
    return BakeoffSpec(dataset=dataset, contenders={"keras_mlp": {"epochs": 3, **network}})


def raced(engine, spec: BakeoffSpec) -> RaceNetwork:
    race = Race(spec, engine, keep_models=True)
    assert race.wait(60)
    return RaceNetwork(spec, models_folder(race.id))


def taken(asked: RaceNetwork) -> TakenApart:
    return take_apart(asked, None)


def test_its_numbers_are_those_of_the_race(engine):
    asked = raced(engine, of_network("iris", hidden="6:tanh,4:relu"))
    brought = taken(asked)
    task = brought.task
    assert task.network.sizes == (4, 6, 4, 3)
    assert task.network.activations == ("tanh", "relu")
    assert len(task.input_names) == 4
    assert not task.in_plane
    prepared = prepare(asked.spec)
    np.testing.assert_array_equal(task.X, prepared.X_test[: len(task.X)])
    model = load(asked.folder, "keras_mlp").model_
    np.testing.assert_allclose(forward(task.network, task.X).answer, np.asarray(model(task.X)), rtol=1e-4, atol=1e-6)
    assert np.isfinite(mean_loss(task.network, task.X, task.target))


def test_one_that_is_too_large_leads_to_the_nearest_that_is_not(engine):
    brought = taken(raced(engine, of_network("breast_cancer", hidden="32:relu,3:tanh")))
    assert brought.task is None
    assert "30-32-3-2, is too large" in brought.why_not
    task = taken(raced(engine, brought.nearest)).task
    assert task.network.sizes == (MOST_INPUTS, 8, 3, 2)
    assert task.network.activations == ("relu", "tanh")


@pytest.mark.parametrize(
    ("dataset", "settings"),
    [
        ("diabetes", {}),
        ("iris", {"batch_norm": True, "hidden": "4"}),
        ("iris", {"input_weights": True, "robust_inputs": True, "hidden": "4"}),
        ("iris", {"hidden": "4:mish"}),
    ],
)
def test_what_is_not_drawn_is_told(engine, dataset, settings):
    brought = taken(raced(engine, of_network(dataset, **settings)))
    assert brought.task is None
    assert brought.why_not.startswith("What can be drawn" if dataset == "diabetes" else "What is drawn are")
