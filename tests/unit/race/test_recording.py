"""The recording of the first screen is of the race that opens with it, and small."""

import json
import zlib
from dataclasses import replace

import numpy as np
import pytest

from bakeoff.contenders import contender
from bakeoff.race.race import Race
from bakeoff.race.recording import PATH, recording, to_json
from bakeoff.race.snapshot import Run
from bakeoff.recipes import OPENING, recipe


def test_the_recording_is_of_the_race_that_the_page_opens_with():
    recorded, spec = recording(), recipe(OPENING).spec
    assert recorded.spec == spec  # else run `.ci/record`
    assert list(recorded.moments) == [name for name in spec.contenders if not contender(name).baseline]


def test_every_moment_has_an_answer_for_each_place_and_times_only_grow():
    recorded = recording()
    for moments in recorded.moments.values():
        answers = [zlib.decompress(moment.answers) for moment in moments]
        assert {len(answer) for answer in answers} == {recorded.stage.n_asked}
        assert max(max(answer) for answer in answers) < len(recorded.stage.class_names) * recorded.stage.levels
        seconds = [moment.cpu_seconds for moment in moments]
        assert seconds == sorted(seconds)


def test_the_winner_is_seen_to_learn_and_to_overtake():
    recorded = recording()
    scores = {name: [at.score for at in moments if at.score is not None] for name, moments in recorded.moments.items()}
    ahead_at_first = max(scores, key=lambda name: scores[name][0])
    ahead_at_last = max(scores, key=lambda name: scores[name][-1])
    assert ahead_at_first != ahead_at_last
    assert scores[ahead_at_last][-1] > scores[ahead_at_last][0] + 0.3


def test_a_race_is_stored_as_the_recording_is():
    recorded = recording()
    run = Run.start("a", recorded.spec)
    lanes = {name: replace(lane, moments=recorded.moments.get(name, ())) for name, lane in run.lanes.items()}
    assert json.loads(to_json(replace(run, lanes=lanes, stage=recorded.stage))) == json.loads(PATH.read_text("utf-8"))
    assert PATH.stat().st_size < 60_000


@pytest.mark.parametrize(
    "names",
    [("decision_tree", "svm", "random_forest"), pytest.param(("keras_mlp", "svm"), marks=pytest.mark.nightly)],
)
def test_it_ends_as_the_race_that_one_can_start(engine, names):
    recorded = recording()
    spec = recorded.spec.with_parts(contenders={name: recorded.spec.contenders[name] for name in names})
    race = Race(spec, engine, watched=True)
    race.wait(300)
    for name in names:
        moments, steps = recorded.moments[name], race.run.lanes[name].steps
        (score,) = [at.score for at in moments if at.score is not None][-1:]
        assert score == pytest.approx(steps[-1].validation_score, abs=0.02 if name == "keras_mlp" else 1e-6), name
        (end,) = race.run.lanes[name].moments[-1:]
        told, tells = (np.frombuffer(zlib.decompress(at.answers), np.uint8) for at in (moments[-1], end))
        same = told // recorded.stage.levels == tells // recorded.stage.levels
        assert same.mean() > (0.9 if name == "keras_mlp" else 0.99), name
