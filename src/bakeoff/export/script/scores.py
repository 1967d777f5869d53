"""How the script scores answers: by scikit-learn's metrics, which the page's are tested against."""

from bakeoff.contenders.traits import Cell
from bakeoff.evaluation.metrics import Metric, metrics
from bakeoff.fields import Task
from bakeoff.text import _

_OF_ANSWERS = {
    "accuracy": "metrics.accuracy_score(y_test, answers)",
    "balanced_accuracy": "metrics.balanced_accuracy_score(y_test, answers)",
    "f1": 'metrics.f1_score(y_test, answers, average="macro")',
    "mcc": "metrics.matthews_corrcoef(y_test, answers)",
    "r2": "metrics.r2_score(y_test, answers)",
    "rmse": "metrics.root_mean_squared_error(y_test, answers)",
    "mae": "metrics.mean_absolute_error(y_test, answers)",
}
_OF_PROBABILITIES = {
    "roc_auc": "np.mean([metrics.roc_auc_score(y_test == one, chances[:, one]) for one in shown])",
    "average_precision": "np.mean([metrics.average_precision_score(y_test == one, chances[:, one]) for one in shown])",
    "log_loss": "metrics.log_loss(y_test, chances, labels=range(n_classes))",
    "brier": "metrics.brier_score_loss(y_test, chances, labels=range(n_classes))",
}
"""Each of the report's metrics by name, of answers and of probabilities."""

_SCORE = """
leaderboard = {{}}


def score(name, answers):
    found = {{
{of_answers}    }}
    print(name, found)
    leaderboard.setdefault(name, []).append(found)
"""

_SCORE_CLASSES = """
leaderboard = {{}}
n_classes = int(y.max()) + 1


def score(name, answers, classes=None, probabilities=None):
    found = {{
{of_answers}    }}
    if probabilities is not None:
        chances = np.zeros((len(y_test), n_classes))  # none for a class that nobody could learn
        chances[:, classes] = probabilities
        codes = range(n_classes) if n_classes > 2 else [1]
        shown = [code for code in codes if 0 < np.sum(y_test == code) < len(y_test)]
        found |= {{
{of_probabilities}        }}
    print(name, found)
    leaderboard.setdefault(name, []).append(found)
"""

_TABLE = """
# With several seeds a score is the mean over them.
table = pd.DataFrame({{name: pd.DataFrame(found).mean() for name, found in leaderboard.items()}}).T
table = table.sort_values("{decides}", ascending={ascending})
print(table.to_string(float_format="{{:.8f}}".format))
"""


def score_cell(task: Task) -> Cell:
    """Return the cell that says how answers are scored: by every metric of the report."""
    answers, chances = (_of(task, known) for known in (_OF_ANSWERS, _OF_PROBABILITIES))
    code = (_SCORE_CLASSES if task == "classification" else _SCORE).format(
        of_answers=_lines(answers, 8), of_probabilities=_lines(chances, 12)
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


def _of(task: Task, known: dict[str, str]) -> dict[str, str]:
    return {one.name: known[one.name] for one in metrics(task) if one.name in known}


def _lines(calls: dict[str, str], indent: int) -> str:
    return "".join(f'{" " * indent}"{name}": {call},\n' for name, call in calls.items())
