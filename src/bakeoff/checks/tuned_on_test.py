"""A contender that was tuned by looking at its test score."""

from collections.abc import Iterator

from bakeoff.checks.base import Check, Tries
from bakeoff.checks.looks import tested_rows
from bakeoff.contenders import contender
from bakeoff.evaluation.base import Finding
from bakeoff.text import _

MOST_LOOKS = 5
"""Settings of one contender that may be scored on one test part. Of that many equals the best looks better by chance
alone by 1.16 standard errors of a score, the mean of the largest of five normal draws; of more, by more."""


def find(tries: Tries) -> Iterator[Finding]:
    """Name the contender with the most settings that were scored on this very test part, whatever else took part."""
    seen = [race for race in tries.raced if tested_rows(race) == tested_rows(tries.spec)]
    n_settings = {
        name: len({settings.model_dump_json() for race in seen if (settings := race.contenders.get(name))})
        for name in tries.spec.contenders
        if not contender(name).baseline
    }
    most = max(n_settings, key=n_settings.__getitem__, default=None)
    if most is None or n_settings[most] < MOST_LOOKS:
        return
    yield Finding(
        "tuned_on_test",
        "warning",
        _(
            "{label} has been scored with {n} different settings on this very test part.",
            label=contender(most).label,
            n=n_settings[most],
        ),
        _("Taking the best of them tunes on the test part, so its score is too good to last."),
        _("Let the judge tune it, which keeps off the test part.")
        if tries.spec.dataset.info.official_test
        else _("Let the judge tune it, without the test part. Or set a fresh seed of the split for the end."),
    )


CHECK = Check("tuned_on_test", "Contenders tuned by looking at the test part", 60, Tries, find)
