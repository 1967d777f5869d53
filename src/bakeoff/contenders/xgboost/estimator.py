"""XGBoost as scikit-learn estimators that report each round."""

from dataclasses import dataclass
from typing import Any

import xgboost
from numpy.typing import NDArray
from sklearn.base import is_classifier

from bakeoff.contenders.boosted import AfterRound, BoostedClassifierMixin, BoostedRegressorMixin, BoostedTrees
from bakeoff.contenders.traits import NetworkFile

OBJECTIVES = {"squared_error": "reg:squarederror", "absolute_error": "reg:absoluteerror"}
FILE = "model.ubj"


class _Listener(xgboost.callback.TrainingCallback):
    """Calls back after each round."""

    def __init__(self, after: AfterRound) -> None:
        self._after = after

    def after_iteration(self, model: Any, epoch: int, evals_log: Any) -> bool:
        """Return whether to stop."""
        losses = next(iter(evals_log["validation"].values())) if evals_log else None
        return self._after(model, epoch + 1, None if losses is None else losses[-1])


@dataclass(eq=False, repr=False, kw_only=True)
class XGBoost(BoostedTrees):
    """Boosted trees of XGBoost; parameters as in its own classes."""

    learning_rate: float = 0.3
    max_depth: int = 6
    min_child_weight: float = 1.0
    reg_lambda: float = 1.0
    gamma: float = 0.0
    colsample_bytree: float = 1.0
    colsample_bylevel: float = 1.0
    subsample: float = 1.0
    max_bin: int = 256
    loss: str = "squared_error"

    def _grow(self, rows: Any, target: NDArray[Any], weights: Any, held: Any, after: AfterRound | None) -> Any:
        data = xgboost.QuantileDMatrix(rows, target, weight=weights, max_bin=self.max_bin, nthread=1)
        validation = None
        if held is not None:
            validation = [(xgboost.QuantileDMatrix(*held, max_bin=self.max_bin, nthread=1, ref=data), "validation")]
        return xgboost.train(
            self._parameters(),
            data,
            self.n_estimators,
            evals=validation,
            callbacks=None if after is None else [_Listener(after)],
            verbose_eval=False,
        )

    def _parameters(self) -> dict[str, Any]:
        names = ("learning_rate", "max_depth", "min_child_weight", "reg_lambda", "gamma", "colsample_bytree")
        drawn = ("colsample_bylevel", "subsample", "max_bin")
        parameters: dict[str, Any] = {name: getattr(self, name) for name in (*names, *drawn)}
        parameters |= {"tree_method": "hist", "device": "cpu", "nthread": 1, "seed": self._seed(), "verbosity": 1}
        if not is_classifier(self):
            return parameters | {"objective": OBJECTIVES[self.loss]}
        if len(self.classes_) == 2:
            return parameters | {"objective": "binary:logistic"}
        return parameters | {"objective": "multi:softprob", "num_class": len(self.classes_)}

    def _cut(self, booster: Any, rounds: int) -> Any:
        return booster if rounds >= booster.num_boosted_rounds() else booster[:rounds]

    def _followed_rows(self, rows: Any) -> Any:
        return xgboost.DMatrix(rows, nthread=1)

    def _raw(self, booster: Any, rows: Any, first: int, last: int, before: Any) -> Any:
        # XGBoost remembers the sums of a matrix and adds the new trees alone.
        return booster.predict(rows, output_margin=True, iteration_range=(0, last), validate_features=False)

    def _answered(self, booster: Any, rows: Any, rounds: int) -> Any:
        return booster.inplace_predict(rows, iteration_range=(0, rounds), validate_features=False)

    def network_file(self) -> NetworkFile:
        """Return the model as the file that XGBoost writes."""
        rows = "csr_matrix(features)" if self.sparse_ else "features"
        lines = [f'booster = xgboost.Booster(model_file="{FILE}")', f"outputs = booster.inplace_predict({rows})"]
        if not is_classifier(self):
            lines.append("outputs = outputs[:, np.newaxis]")
        elif len(self.classes_) == 2:
            lines.append("outputs = np.column_stack([1.0 - outputs, outputs])")
        lines.append("outputs = outputs.astype(np.float64)")
        imports = ("import xgboost", *(("from scipy.sparse import csr_matrix",) if self.sparse_ else ()))
        content = bytes(self.booster_.save_raw())
        return NetworkFile(FILE, content, imports, ("xgboost-cpu",), tuple(lines), "float64")


class XGBoostClassifier(BoostedClassifierMixin, XGBoost):
    """XGBoost for classes."""


class XGBoostRegressor(BoostedRegressorMixin, XGBoost):
    """XGBoost for numbers."""
