"""What is said beneath the pages is said wholly in its reader's language, wherever and whenever it was made."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace

import numpy as np
import pandas as pd
import pytest

from bakeoff.checks.base import EndedRace, SetUp
from bakeoff.checks.registry import checks, look
from bakeoff.contenders import Step, contenders
from bakeoff.datasets import Dataset, datasets
from bakeoff.datasets.registry import brought
from bakeoff.datasets.upload.rare_classes import gathered
from bakeoff.datasets.upload.values import names_of
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.base import Finding, Prediction
from bakeoff.evaluation.costs import COSTS
from bakeoff.evaluation.metrics import METRICS, metric_named
from bakeoff.evaluation.verdict import verdict
from bakeoff.features.published import published
from bakeoff.fields import Settings, knobs
from bakeoff.glossary import TERMS
from bakeoff.network.settings import LabSettings
from bakeoff.preparation.pipeline_diagram import planned, transformed
from bakeoff.preparation.prepared import prepare_dataset
from bakeoff.race.endings import cut_short, killed
from bakeoff.race.preprocessing_text import calibration_text, preprocessing_text
from bakeoff.recipes import recipes
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.study.account import account
from bakeoff.study.plan import Plan
from bakeoff.study.record import Fitted, Record, StudyFit, StudyLane
from bakeoff.study.summary import summary
from bakeoff.text import Sentence, speaking, told
from bakeoff.transform import Transform
from tests.catalogues import PSEUDO, left_in_english, pseudo_language

ROWS = 200
AS_WRITTEN = {"iris", "irs", "leave_out", "max_depth", "minmax", "none", "rules", "scale", "seed", "standard"}
"""Names of settings and their values, which are the same everywhere."""


@pytest.fixture(autouse=True, scope="module")
def pseudo(tmp_path_factory):
    with pseudo_language(tmp_path_factory.mktemp("locale")):
        yield


def table(**columns: object) -> Dataset:
    """Return data in whose own words are no letters that the pseudo-language changes."""
    frame = pd.DataFrame(np.random.default_rng(0).normal(size=(ROWS, 2)), columns=["x1", "x2"]).assign(**columns)
    return Dataset(frame, np.tile([0, 1], ROWS // 2), "classification", tuple(frame), ("p", "q"), "t")


def findings(of: list[Finding]) -> list[str]:
    """Return all that findings say."""
    return [text for found in of for text in (found.what, found.reason, found.mend, found.button, found.headline)]


def who_won() -> list[str]:
    target = np.tile([0, 1], 100)
    answers = {
        name: Prediction(np.where(np.arange(200) < wrong, 1 - target, target))
        for name, wrong in {"svm": 8, "decision_tree": 10, "random_forest": 60, "dummy": 90, "linear": 88}.items()
    }
    race = EndedRace(metric_named("accuracy"), failed=("keras_mlp",))
    won = verdict(target, answers, metric_named("accuracy"), 2, caveats=tuple(look(race).findings))
    return [won.headline, won.sentence, won.test]


def how_it_ended() -> list[str]:
    step = Step(5, 20, 1.0, 1.0)
    return [
        text
        for name, info in contenders().items()
        if info.step_name
        for text in (
            killed(name, step, training=True),
            cut_short(name, step, 1, 0, "", 0),
            cut_short(name, step, 1, 0, "", 60),
            cut_short(name, step, 3, 2, "", 60),
        )
    ]


def what_is_wrong_with_a_race() -> list[str]:
    steps = [Step(n, 20, 0.0, 0.0, train_score=1.0, validation_loss=2 - n / 20) for n in range(1, 21)]
    scored = {"decision_tree": (steps, 0.7), "random_forest": (steps, 0.8)}
    names = ("svm", "linear")
    done = {"keras_mlp": steps}
    return findings(look(EndedRace(metric_named("accuracy"), done, scored, names, names, names[:1])).findings)


def what_is_wrong_with_a_set_up() -> list[str]:
    data = table(z1=np.tile(["k", "l"], ROWS // 2), z2=np.tile(["k", "l"], ROWS // 2), b=np.arange(ROWS) * 10)
    texts = []
    for n in (1, 2):
        used = data if n == 2 else data.without(["z2"])
        spec = BakeoffSpec(dataset="iris", contenders=["svm", "k_nearest"], rules={"scale": "none"})
        looked = look(SetUp(spec, prepare_dataset(used, spec.rules, "T")))
        texts += [*findings(looked.findings), *(reason for _check, reason in looked.not_applicable)]
    return texts


def how_data_were_prepared() -> list[str]:
    days = pd.date_range("2024-01-01", periods=ROWS)
    data = table(d=days, z=np.tile(["k", "l", None, "m"], ROWS // 4))
    rules = BakeoffSpec(dataset="iris").rules.model_copy(update={"leave_out": ("x1", "x2")})
    by_time = rules.model_copy(update={"split": "time", "split_by": "d"})
    transform = Transform(components=3, degree=2, copies=1)
    parts = [prepare_dataset(data, rules, "T", transform), prepare_dataset(data, by_time, "T")]
    spec = BakeoffSpec(dataset="iris")
    calibrated = [spec.replace("rules.calibration", way) for way in ("own", "all", "none")]
    return [
        *preprocessing_text(rules, parts[0]),
        *preprocessing_text(by_time, parts[1]),
        *parts[0].feature_names_out,
        *(text for chosen in calibrated for text in calibration_text(chosen, parts[0])),
    ]


def what_a_study_found() -> list[str]:
    means = {"svm": 0.9, "decision_tree": 0.7, "random_forest": 0.9, "dummy": 0.5}
    fitted = tuple(
        Fitted(StudyFit(fold, 0, name), {"accuracy": mean + float(noise)}, 400, 100, 0.1, 0.1)
        for name, mean in means.items()
        for fold, noise in enumerate(np.random.default_rng(len(name)).normal(0, 0.04, size=10))
    )
    lanes = {name: StudyLane(name, name, status="done") for name in means}
    spec = BakeoffSpec(dataset="iris", contenders=list(means))
    record = Record("study", spec, Plan(folds=5, repeats=2), lanes, (None,), {}, 10, 5, fitted)
    going_on = replace(record, lanes={**lanes, "svm": replace(lanes["svm"], status="training")})
    return [account(record), summary(record), summary(going_on)]


def how_values_are_refused() -> list[str]:
    wrong = (
        {"contenders": {"svm": {"C": -1}}},
        {"contenders": {"svm": {"C": "-"}}},
        {"contenders": {"svm": {"C": {}}}},
        {"contenders": {"decision_tree": {"max_depth": 0.5}}},
        {"rules": {"seed": 2**40}},
        {"contenders": []},
        {"contenders": 1},
        {"rules": 1},
        {"rules": {"leave_out": 1}},
        {"rules": {"scale": "q"}},
        {"dataset": "irs"},
    )
    return list(map(refusal, wrong))


def refusal(values: dict[str, object]) -> str:
    with pytest.raises(BakeoffError) as refused:
        BakeoffSpec(**values)
    return refused.value.args[0]


MAKERS = [
    who_won,
    how_it_ended,
    what_is_wrong_with_a_race,
    what_is_wrong_with_a_set_up,
    how_data_were_prepared,
    what_a_study_found,
    how_values_are_refused,
]


@pytest.mark.parametrize("made", MAKERS, ids=lambda made: made.__name__)
def test_all_of_it_is_in_the_readers_language(made):
    english = made()
    with speaking(PSEUDO):
        other = made()
        assert [told(text) for text in english] == other
    assert [word for text in other for word in left_in_english(text) if word not in AS_WRITTEN] == []
    assert [told(text) for text in other] == english
    assert any(english)


def test_what_data_are_called_hangs_on_no_language():
    classes = pd.Series([f"k{n}" for n in range(100)] + ["l"] * 30)
    with speaking(PSEUDO):
        assert names_of([0, "x"]) == ["Column 1", "x"]
        assert set(gathered(classes)) == {"Other", "l"}


def test_a_preparation_that_is_kept_is_the_same_in_every_language():
    rules, transform = BakeoffSpec(dataset="iris").rules, Transform(degree=2)
    english = transformed(planned({"x": "text"}, rules), rules, transform).then
    assert english[0].startswith("Compress by PCA to ")
    with speaking(PSEUDO):
        assert [*map(told, english)] == [*transformed(planned({"x": "text"}, rules), rules, transform).then]


RECORDS = (datasets(), brought(), contenders(), recipes(), published(), COSTS)


def declared_texts(value: object) -> Iterator[str]:
    """Yield the messages of a record, of those within it and of the settings that it names."""
    if isinstance(value, Sentence):
        yield value
    elif isinstance(value, type) and issubclass(value, Settings):
        yield from (text for knob in knobs(value) for text in declared_texts(knob))
    elif isinstance(value, Mapping):
        yield from (text for part in value.values() for text in declared_texts(part))
    elif isinstance(value, tuple):
        yield from (text for part in value for text in declared_texts(part))
    elif is_dataclass(value) and not isinstance(value, type):
        yield from (text for field in fields(value) for text in declared_texts(getattr(value, field.name)))


def test_all_that_is_declared_is_in_the_catalogue():
    texts = {*declared_texts((*RECORDS, METRICS, TERMS, checks(), Rules, Transform, Plan, LabSettings))}
    assert len(texts) > 500
    with speaking(PSEUDO):
        said = {text: re.sub(r"\{\w+\}", "", told(text)) for text in texts}
    assert {text for text, words in said.items() if left_in_english(words)} == set()
