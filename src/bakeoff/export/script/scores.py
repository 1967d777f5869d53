"""Scores in the script: scikit-learn's metrics, against which the page's own are tested."""

from bakeoff.contenders.traits import Cell
from bakeoff.evaluation.metrics import Metric, with_deciding
from bakeoff.race.predicting import largest
from bakeoff.text import _

_SCORE = """
leaderboard = {{}}


def score(name, answers):
    found = {{
{of_answers}    }}
    print(name, {{metric: float(value) for metric, value in found.items()}})
    leaderboard.setdefault(name, []).append(found)
"""

_SCORE_CLASSES = """
leaderboard = {{}}
n_classes = int(y.max()) + 1


def score(name, answers, classes=None, probabilities=None):
{answering}    found = {{
{of_answers}    }}
    if probabilities is not None:
        chances = np.zeros((len(y_test), n_classes))  # none for a class that nobody could learn
        chances[:, classes] = probabilities
        codes = range(n_classes) if n_classes > 2 else [1]
        shown = [code for code in codes if 0 < np.sum(y_test == code) < len(y_test)]
        found |= {{
{of_probabilities}        }}
    print(name, {{metric: float(value) for metric, value in found.items()}})
    leaderboard.setdefault(name, []).append(found)
"""

_LEAST_COST = """    # The answer is the class whose expected cost, by the contender's probabilities, is least.
    costs = np.array({costs})  # a row for each true class
    expected = np.zeros((len(y_test), n_classes))
    for code, chance in zip(classes, np.asarray(probabilities, dtype=np.float64).T):
        expected += chance[:, None] * costs[code]
    answers = (expected / {largest!r}).round(12).argmin(axis=1)
"""

_TABLE = """
# With several seeds a score is the mean over them.
table = pd.DataFrame({{name: pd.DataFrame(found).mean() for name, found in leaderboard.items()}}).T
table = table.sort_values("{decides}", ascending={ascending})
print(table.to_string(float_format="{{:.8f}}".format))
"""


def score_cell(decides: Metric, costs: list[list[float]] | None = None) -> Cell:
    """Return the cell that says how answers are scored: by every metric of the report.

    With `costs` answers are those of least expected cost.
    """
    known = with_deciding(decides.task, decides)
    of_answers = [metric for metric in known if not metric.of_probabilities]
    of_probabilities = [metric for metric in known if metric.of_probabilities]
    code = (_SCORE_CLASSES if decides.task == "classification" else _SCORE).format(
        of_answers=_lines(of_answers, 8),
        of_probabilities=_lines(of_probabilities, 12),
        answering="" if costs is None else _LEAST_COST.format(costs=costs, largest=largest(costs)),
    )
    return Cell(
        _("How answers are scored"),
        _("Each contender answers for the test part, which nobody has seen; the scores say how good the answers are."),
        code,
        ("import numpy as np", "from sklearn import metrics"),
    )


def table_cell(decides: Metric) -> Cell:
    """Return the cell that prints the leaderboard."""
    code = _TABLE.format(decides=decides.name, ascending=not decides.greater_is_better)
    return Cell(_("Leaderboard"), _("The best comes first."), code, ("import pandas as pd",))


def _lines(scored: list[Metric], indent: int) -> str:
    return "".join(f'{" " * indent}"{metric.name}": {metric.in_script},\n' for metric in scored)
