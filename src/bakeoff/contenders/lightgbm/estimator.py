"""LightGBM as scikit-learn estimators that report each round."""

from dataclasses import dataclass
from typing import Any

import lightgbm
from numpy.typing import NDArray
from sklearn.base import is_classifier

from bakeoff.contenders.boosted import AfterRound, BoostedClassifierMixin, BoostedRegressorMixin, BoostedTrees
from bakeoff.contenders.traits import NetworkFile

OBJECTIVES = {"squared_error": "regression", "absolute_error": "regression_l1"}
FILE = "model.txt"


@dataclass(eq=False, repr=False, kw_only=True)
class LightGBM(BoostedTrees):
    """Boosted trees of LightGBM; parameters as in its own classes."""

    learning_rate: float = 0.1
    num_leaves: int = 31
    max_depth: int = -1
    min_child_samples: int = 20
    min_child_weight: float = 1e-3
    reg_lambda: float = 0.0
    colsample_bytree: float = 1.0
    subsample: float = 1.0
    max_bin: int = 255
    loss: str = "squared_error"

    def _grow(self, rows: Any, target: NDArray[Any], weights: Any, held: Any, after: AfterRound | None) -> Any:
        parameters = self._parameters()
        data = lightgbm.Dataset(rows, target, weight=weights, params=parameters)
        validation = None if held is None else [data.create_valid(held[0], held[1], params=parameters)]

        def listen(env: Any) -> None:
            loss = env.evaluation_result_list[0][2] if held is not None else None
            if after is not None and after(env.model, env.iteration + 1, loss):
                raise lightgbm.callback.EarlyStopException(env.iteration, [])

        return lightgbm.train(
            parameters,
            data,
            self.n_estimators,
            valid_sets=validation,
            callbacks=None if after is None else [listen],
            keep_training_booster=True,
        )

    def _parameters(self) -> dict[str, Any]:
        names = ("learning_rate", "num_leaves", "max_depth", "min_child_samples", "min_child_weight", "reg_lambda")
        drawn = ("colsample_bytree", "subsample", "max_bin")
        parameters: dict[str, Any] = {name: getattr(self, name) for name in (*names, *drawn)}
        parameters |= {"subsample_freq": 1, "seed": self._seed(), "num_threads": 1, "verbosity": -1}
        parameters |= {"deterministic": True, "force_row_wise": True, "objective": OBJECTIVES[self.loss]}
        if is_classifier(self):
            several = len(self.classes_) > 2
            parameters |= (
                {"objective": "multiclass", "num_class": len(self.classes_)} if several else {"objective": "binary"}
            )
        return parameters

    def _cut(self, booster: Any, rounds: int) -> Any:
        return lightgbm.Booster(model_str=booster.model_to_string(num_iteration=rounds))

    def _raw(self, booster: Any, rows: Any, first: int, last: int, before: Any) -> Any:
        sums = booster.predict(rows, start_iteration=first, num_iteration=last - first, raw_score=True, num_threads=1)
        return sums if before is None else before + sums

    def _answered(self, booster: Any, rows: Any, rounds: int) -> Any:
        return booster.predict(rows, num_iteration=rounds, num_threads=1)

    def network_file(self) -> NetworkFile:
        """Return the model as the text that LightGBM writes."""
        lines = [f'outputs = lightgbm.Booster(model_file="{FILE}").predict(features, num_threads=1)']
        if not is_classifier(self):
            lines.append("outputs = outputs[:, np.newaxis]")
        elif len(self.classes_) == 2:
            lines.append("outputs = np.column_stack([1.0 - outputs, outputs])")
        content = self.booster_.model_to_string().encode()
        return NetworkFile(FILE, content, ("import lightgbm",), ("lightgbm",), tuple(lines), "float64")


class LightGBMClassifier(BoostedClassifierMixin, LightGBM):
    """LightGBM for classes."""


class LightGBMRegressor(BoostedRegressorMixin, LightGBM):
    """LightGBM for numbers."""
