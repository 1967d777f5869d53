"""Lessons made up for tests."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from bakeoff.contenders import contenders
from bakeoff.evaluation.metrics import METRICS
from bakeoff.lesson.goal import Condition, Goal
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.measures import MEASURES

ACCURACY = {"measure": "race.score", "of": "svm", "metric": "accuracy", "at_least": 0.95}
VALIDATED = ACCURACY | {"measure": "race.validation_score"}
BEATS = {"measure": "race.beats", "of": "random_forest", "against": "keras_mlp"}
FEW_FEATURES = {"measure": "race.features_used", "at_most": 3}
SMALL_LOSS = {"measure": "lab.test_loss", "at_most": 0.05}
FEW_EPOCHS = {"measure": "lab.epochs", "at_most": 300}
GOALS: Mapping[str, Mapping[str, Any]] = {
    "race": {"all_of": [ACCURACY]},
    "lab": {"all_of": [SMALL_LOSS, FEW_EPOCHS]},
    "judge": {"all_of": [{"measure": "judge.beats", "of": "random_forest", "against": "svm"}]},
}


def lesson(place: str = "race", **parts: Any) -> Lesson:
    """Return a lesson of a place with some parts other than usual."""
    return Lesson.parse({"place": place, "title": "Better", "goal": GOALS.get(place, GOALS["race"])} | parts)


def race_goal(*conditions: Mapping[str, Any]) -> Goal:
    return Goal.parse({"all_of": conditions})


NAMES = sorted(contenders())
TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["C"], exclude_characters="\u2028\u2029"), min_size=1, max_size=60
).filter(lambda text: text.strip() == text and " ".join(text.split()) == text)
STATES = {
    "race": st.fixed_dictionaries(
        {}, optional={"dataset": st.sampled_from(["iris", "wine", "moons"]), "rules.seed": st.sampled_from("1234")}
    ),
    "judge": st.fixed_dictionaries({}, optional={"judge.folds": st.sampled_from("346"), "svm.C": st.just("3.0")}),
    "lab": st.fixed_dictionaries(
        {}, optional={"data": st.sampled_from(["xor", "spiral"]), "layers": st.just("8:tanh"), "svm.C": st.just("3.0")}
    ),
}


@st.composite
def conditions(draw: st.DrawFn, place: str, without: str) -> Condition:
    """Draw a condition that can be met, of any measure of a place but those on this part of the data."""
    measure = draw(
        st.sampled_from([each for each in MEASURES.values() if each.place == place and each.part != without])
    )
    subjects = draw(st.permutations(NAMES))
    said: dict[str, Any] = dict(zip(measure.subjects, subjects, strict=False))
    if measure.takes_metric:
        said["metric"] = draw(st.sampled_from(measure.metrics or [metric.name for metric in METRICS]))
    if not measure.is_truth:
        unit = measure.unit_in(said.get("metric", ""))
        number = st.integers if unit.whole else st.floats
        limit = draw(number(max(0, unit.low), min(unit.high, 10**6)))
        said[draw(st.sampled_from(["at_least", "at_most"]))] = limit
    return Condition(measure=measure.name, **said)


@st.composite
def goals(draw: st.DrawFn, place: str) -> Goal:
    """Draw a goal of any form, any part of which can be met."""
    condition = conditions(place, draw(st.sampled_from(["validation", "test"])))
    inner = st.builds(lambda parts: Goal(any_of=tuple(parts)), st.lists(condition, min_size=1, max_size=2))
    return Goal(any_of=tuple(draw(st.lists(condition | inner, min_size=1, max_size=4))))


@st.composite
def lessons(draw: st.DrawFn) -> Lesson:
    """Draw a lesson."""
    place = draw(st.sampled_from(["lab", "race", "judge"]))
    hidden = st.lists(st.sampled_from(["rules", "transform", *NAMES]), max_size=3, unique=True)
    return Lesson(
        place=place,
        title=draw(TEXTS),
        task=draw(TEXTS),
        state=draw(STATES[place]),
        free_data=True,
        hidden=() if place == "lab" else tuple(draw(hidden)),
        hints=tuple(draw(st.lists(TEXTS, max_size=5))),
        goal=draw(goals(place)),
    )
