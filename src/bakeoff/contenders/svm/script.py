"""The support vector machine as a script: scikit-learn's own, and the functions that make its probabilities."""

from collections.abc import Iterator

from bakeoff.contenders.base import Contender
from bakeoff.contenders.scikit_learn import scikit_learn_cell
from bakeoff.contenders.svm import calibration, fast
from bakeoff.contenders.temperature import softmax_of
from bakeoff.contenders.traits import Cell, OwnProbabilities, ScriptedRace
from bakeoff.fields import Settings
from bakeoff.text import _

OWN_PROBABILITIES = OwnProbabilities(
    functions=(calibration.scores, calibration.winners, softmax_of, calibration.probabilities),
    scores="scores({model}.decision_function({X}))",
    probabilities="probabilities({model}.decision_function({X}), {scale})",
    most_held_out=calibration.MOST_ROWS,
    note="scikit-learn’s own machine has no probabilities: the functions above make those of the race from its "
    "decision values. Its predict gives the most probable class without them.",
)


def machine_cells(info: Contender, settings: Settings, race: ScriptedRace) -> Iterator[Cell]:
    """Yield the cell that fits the machine; numbers are learnt as `SVMRegressor` does."""
    words, numbers = "", race.task == "regression"
    if numbers:
        words = _("It learns the target scaled to mean 0 and variance 1, so C means the same in any unit.")
    elif fast.may_pay(race.rows, race.features):
        words = _(
            "Where scikit-learn-intelex is installed the race uses it, and a few rows in 10,000 may get another answer."
        )
    yield scikit_learn_cell(info, settings, race, scaled_target=numbers, more_words=words)
