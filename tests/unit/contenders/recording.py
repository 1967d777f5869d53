"""A callback that keeps every step, and can ask to stop."""

from typing import Any

from bakeoff.contenders import Step

NOT_REPEATED = dict.fromkeys(
    ("check_sample_weight_equivalence_on_dense_data", "check_sample_weight_equivalence_on_sparse_data"),
    "rows are drawn, counted or held out, and a row of weight 2 is one row for that",
)
"""Checks of scikit-learn's that an estimator fails to which a row of weight 2 is not the same as two rows."""


class Recording:
    """Keeps the steps it is told; asks to stop once it has `stop_after` of them."""

    def __init__(self, stop_after: int | None = None) -> None:
        self.steps: list[Step] = []
        self.stop_after = stop_after

    def setup(self, estimator: Any, context: Any) -> None:
        self.steps.clear()

    def teardown(self, estimator: Any, context: Any) -> None: ...

    def on_fit_task_begin(self, estimator: Any, context: Any, **about: Any) -> None: ...

    def on_fit_task_end(self, estimator: Any, context: Any, *, metadata: Any = None, **about: Any) -> bool:
        if metadata and "step" in metadata:
            self.steps.append(metadata["step"])
        return self.stop_after is not None and len(self.steps) >= self.stop_after


def steps_of(estimator: Any, *data: Any, stop_after: int | None = None, **more: Any) -> list[Step]:
    """Fit `estimator` and return what it reported."""
    recording = Recording(stop_after)
    estimator.set_callbacks(recording).fit(*data, **more)
    return recording.steps


def curves(steps: list[Step]) -> list[tuple[Any, ...]]:
    """Return what must be the same whenever the same thing is trained: all but the times."""
    return [
        (one.index, one.total, one.train_loss, one.train_score, one.validation_loss, one.validation_score)
        for one in steps
    ]
