"""Scripts of all contenders with each preset, with and without weights, against the report, digit by digit."""

import pytest

from bakeoff.contenders import contender, contenders
from bakeoff.datasets import datasets
from bakeoff.export.script import race_script
from bakeoff.preparation.prepared import prepare
from bakeoff.race.race import run
from bakeoff.spec import BakeoffSpec
from tests.unit.export.bare import last_table

NETWORKS = ("keras_mlp", "torch_mlp")
WEIGHTS = {
    "wine": {"class_weight": "balanced", "weight_by": "Proline"},
    "diabetes": {"weight_by": "Body mass index"},
}


@pytest.mark.nightly
@pytest.mark.parametrize("weighed", [False, True], ids=["alike", "weighed"])
@pytest.mark.parametrize("dataset", ["wine", "diabetes"])
@pytest.mark.parametrize("preset", ["plain", "fast", "strong"])
def test_every_contender_with_every_preset_prints_the_digits_of_the_report(
    bare_python, engine, tmp_path, preset, dataset, weighed
):
    task = datasets()[dataset].task
    settings = {
        name: info.preset(preset if preset in info.presets_for(task) else "plain", task)
        for name, info in contenders().items()
    }
    spec = BakeoffSpec(dataset=dataset, contenders=settings, rules=WEIGHTS[dataset] if weighed else {})
    report = run(spec, engine)
    (tmp_path / "race.py").write_text(race_script(spec), encoding="utf-8")
    done = bare_python.run("import runpy; runpy.run_path('race.py')", tmp_path)
    assert done.returncode == 0, done.stderr
    table = last_table(done.stdout)
    assert set(report.finished()) == set(contenders())
    for name, outcome in report.finished().items():
        printed_scores = table[contender(name).label]
        assert set(printed_scores) == set(outcome.metrics), name
        for metric, value in printed_scores.items():
            error = 1e-6 if name in NETWORKS else 0.51e-8  # half of the last digit that is printed
            assert value == pytest.approx(outcome.metrics[metric].value, rel=0, abs=error), (name, metric)


@pytest.mark.parametrize("dataset", ["wine", "diabetes"])
def test_the_pytorch_network_begins_as_in_the_race_and_lies_in_memory_alike(dataset):
    """Products of matrices in another order in memory are rounded otherwise, which 256 epochs amplify."""
    torch = pytest.importorskip("torch")
    from bakeoff.contenders.torch_mlp.network import build_model

    info, task = contender("torch_mlp"), datasets()[dataset].task
    spec = BakeoffSpec(dataset=dataset, contenders={"torch_mlp": info.preset("strong", task)}, rules=WEIGHTS[dataset])
    code, _answers = race_script(spec).split("# --- PyTorch network: answers ---")
    names: dict[str, object] = {}
    exec(code, names)
    prepared, settings = prepare(spec), spec.contenders["torch_mlp"]
    estimator = info.build(settings, task, 0)
    problem = estimator._problem(prepared.X_train, prepared.y_train, None, None, sample_weight=prepared.weights)
    mine, wanted = (network.state_dict() for network in (names["torch_network"](), build_model(settings, problem)))
    assert list(mine) == list(wanted)
    for name, weights in wanted.items():
        assert torch.equal(mine[name], weights)
        assert mine[name].stride() == weights.stride(), name
