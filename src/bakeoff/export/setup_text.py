"""Sentences that a report's page and a model's card share."""

from collections.abc import Iterator

from bakeoff.fields import Settings, Task, knobs
from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import Setting
from bakeoff.text import _, sentences


def said(settings: Settings, task: Task, data: str = "") -> Iterator[tuple[str, str]]:
    """Yield label and value of each setting that has an effect, on this kind of data if it is said."""
    for knob in knobs(type(settings)):
        if knob.applies(settings, task, data):
            yield _(knob.label), knob.written(getattr(settings, knob.name))


def prepared_words(setting: Setting) -> str:
    """Say how the rows were split, and what the preprocessing does to them."""
    counts = _(
        "{train} rows to train on, {validation} to validate, {test} held out for the end.",
        train=f"{setting.n_train:,}",
        validation=f"{setting.n_validation:,}",
        test=f"{setting.n_test:,}",
    )
    return sentences(counts, *setting.steps)


def fingerprint_told(setting: Setting) -> str:
    """Say the name and the fingerprint of a table of one's own."""
    return _("{title}: fingerprint of the data {fingerprint}", title=setting.title, fingerprint=setting.fingerprint)


def first_seed_told(race: FinishedRace) -> str:
    """Say of which of several seeds single rows and kept models are; empty with one seed."""
    seeds = max((outcome.seeds for outcome in race.outcomes.values()), key=len)
    if len(seeds) < 2:
        return ""
    return _(
        "Scores, costs and the verdict are over {n} seeds. Views of single rows, and the models to ask or save, are "
        "from seed {seed}.",
        n=len(seeds),
        seed=seeds[0].seed,
    )
