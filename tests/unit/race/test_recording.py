"""The recording of the first screen is of today's default race, and small."""

import json
import zlib
from dataclasses import replace

from bakeoff.contenders import contender
from bakeoff.race.recording import PATH, recording, to_json
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec


def test_the_recording_is_of_the_race_that_starts_by_default():
    recorded, spec = recording(), BakeoffSpec()
    assert recorded.spec == spec  # else run `.ci/record`
    assert list(recorded.moments) == [name for name in spec.contenders if not contender(name).baseline]


def test_every_moment_has_an_answer_for_each_picture_and_times_only_grow():
    recorded = recording()
    assert recorded.stage.pictures.shape == (recorded.stage.n_asked, 8, 8)
    for moments in recorded.moments.values():
        answers = [zlib.decompress(moment.answers) for moment in moments]
        assert {len(answer) for answer in answers} == {recorded.stage.n_asked}
        assert max(max(answer) for answer in answers) < len(recorded.stage.class_names) * recorded.stage.levels
        seconds = [moment.cpu_seconds for moment in moments]
        assert seconds == sorted(seconds)


def test_contenders_are_seen_to_learn():
    recorded = recording()
    right = {
        name: [
            sum(
                code // recorded.stage.levels == target
                for code, target in zip(answer, recorded.stage.target, strict=True)
            )
            for answer in (zlib.decompress(moment.answers) for moment in moments)
        ]
        for name, moments in recorded.moments.items()
    }
    assert all(counts[0] < counts[-1] for counts in right.values())


def test_a_race_is_stored_as_the_recording_is():
    recorded = recording()
    run = Run.start("a", recorded.spec)
    lanes = {name: replace(lane, moments=recorded.moments.get(name, ())) for name, lane in run.lanes.items()}
    assert json.loads(to_json(replace(run, lanes=lanes, stage=recorded.stage))) == json.loads(PATH.read_text("utf-8"))
    assert PATH.stat().st_size < 60_000
