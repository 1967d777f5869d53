"""How the script scores answers: by scikit-learn's metrics, which the page's are tested against."""

from bakeoff.export.script.cells import Cell
from bakeoff.fields import Task
from bakeoff.text import _

_CALLS = {
    "classification": {
        "accuracy": ("accuracy_score", ""),
        "balanced_accuracy": ("balanced_accuracy_score", ""),
        "f1": ("f1_score", ', average="macro"'),
        "mcc": ("matthews_corrcoef", ""),
    },
    "regression": {
        "r2": ("r2_score", ""),
        "rmse": ("root_mean_squared_error", ""),
        "mae": ("mean_absolute_error", ""),
    },
}
"""Function of ``sklearn.metrics``, and what it takes besides truth and answers, by the report's metric name."""

_SCORE = """
scores = {{}}


def score(name, answers):
    scores[name] = {{
{lines}    }}
    print(name, scores[name])
"""


def score_cell(task: Task) -> Cell:
    """Return the cell that says how answers are scored."""
    calls = _CALLS[task]
    lines = "".join(f'        "{name}": {call}(y_test, answers{more}),\n' for name, (call, more) in calls.items())
    return Cell(
        _("How answers are scored"),
        _("Each contender answers for the test part, which nobody has seen; the scores say how good the answers are."),
        _SCORE.format(lines=lines),
        tuple(f"from sklearn.metrics import {call}" for call, _more in calls.values()),
    )


def table_cell(task: Task) -> Cell:
    """Return the cell that prints the leaderboard."""
    code = (
        'table = pd.DataFrame.from_dict(scores, orient="index")\n'
        f'table = table.sort_values("{next(iter(_CALLS[task]))}", ascending=False)\n'
        'print(table.to_string(float_format="{:.8f}".format))'
    )
    return Cell(_("Leaderboard"), _("The best comes first."), code, ("import pandas as pd",))
