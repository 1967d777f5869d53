"""Common part of both multi-layer perceptrons: take the data in, train epoch by epoch, stop, predict.

A backend supplies the network and a `NetworkTrainer`. It imports its own library; this module imports none.
"""

import itertools
from contextlib import closing
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import issparse
from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import RobustScaler
from sklearn.utils import check_random_state
from sklearn.utils.multiclass import check_classification_targets
from sklearn.utils.validation import check_is_fitted, validate_data

from bakeoff.contenders.explanations import FirstLayer, InsideNetwork
from bakeoff.contenders.mlp import MLPSettings
from bakeoff.contenders.mlp_training import Epoch, NetworkRows, NetworkTrainer, Problem, Sums
from bakeoff.contenders.progress import ReportingMixin, answering
from bakeoff.contenders.realmlp import bent, bent_slope
from bakeoff.contenders.scikit_learn_private import checked_weights
from bakeoff.contenders.traits import NetworkFile
from bakeoff.contenders.weighed_texts import WeighedTextsMixin
from bakeoff.errors import DivergedError, TrainingError
from bakeoff.fields import Task
from bakeoff.matrix import Matrix, dense
from bakeoff.text import _

HOLD_OUT = 0.1
"""Share of the training rows that early stopping keeps aside when it is given no validation part."""

HOPELESS_LOSS = 1e9
"""A loss from here on counts as diverged: sound ones are near 1, for targets are classes or standardised."""

_DEFAULT = MLPSettings().estimator_params()


class _Best:
    """Remembers the weights with the lowest validation loss."""

    def __init__(self, trainer: NetworkTrainer) -> None:
        self._trainer = trainer
        self._loss = np.inf
        self._weights: Any = None
        self._waited = 0

    def waited(self, loss: float) -> int:
        """Take note of an epoch's validation loss; return how many epochs ago the best one was."""
        self._waited += 1
        if loss < self._loss:
            self._loss, self._weights, self._waited = loss, self._trainer.weights(), 0
        return self._waited

    def restore(self) -> None:
        """Go back to the best weights."""
        self._trainer.restore(self._weights)


@dataclass(eq=False, repr=False, kw_only=True)
class MLPEstimator(WeighedTextsMixin, ReportingMixin, BaseEstimator):
    """Multi-layer perceptron; `MLPSettings` says what each parameter does.

    Losses are reported with their penalties; for regression they are in units of the standardised target,
    which the estimator scales by what the training rows show. Scores are accuracy, or R². Weights of rows are factors
    of their losses in training; validation rows and the target's scale count rows alike.

    Attributes
    ----------
    model_ : object
        The fitted network.
    n_features_in_ : int
    n_iter_ : int
        Epochs trained.
    robust_ : RobustScaler or None
        What `robust_inputs` scales features by.
    """

    hidden: tuple[tuple[int, str], ...] = _DEFAULT["hidden"]
    learning_rate: float = _DEFAULT["learning_rate"]
    epochs: int = _DEFAULT["epochs"]
    batch_size: int = _DEFAULT["batch_size"]
    optimizer: str = _DEFAULT["optimizer"]
    momentum: float = _DEFAULT["momentum"]
    weight_decay: float = _DEFAULT["weight_decay"]
    beta_2: float = _DEFAULT["beta_2"]
    schedule: str = _DEFAULT["schedule"]
    final_share: float = _DEFAULT["final_share"]
    loss: str = _DEFAULT["loss"]
    label_smoothing: float = _DEFAULT["label_smoothing"]
    loss_regression: str = _DEFAULT["loss_regression"]
    l1: float = _DEFAULT["l1"]
    l2: float = _DEFAULT["l2"]
    dropout: float = _DEFAULT["dropout"]
    batch_norm: bool = _DEFAULT["batch_norm"]
    robust_inputs: bool = _DEFAULT["robust_inputs"]
    input_weights: bool = _DEFAULT["input_weights"]
    parametrisation: str = _DEFAULT["parametrisation"]
    zero_output: bool = _DEFAULT["zero_output"]
    early_stopping: bool = _DEFAULT["early_stopping"]
    patience: int | None = _DEFAULT["patience"]
    random_state: int | np.random.RandomState | None = None

    _task: ClassVar[Task]
    _hyperparameters: ClassVar[type[MLPSettings]] = MLPSettings

    def _settings(self) -> MLPSettings:
        """Return the parameters, validated; raises SettingError."""
        values = {name: getattr(self, name) for name in self._hyperparameters.model_fields}
        return self._hyperparameters.parse(values, type(self).__name__)

    def _problem(
        self,
        X: ArrayLike,
        y: ArrayLike,
        X_val: ArrayLike | None,
        y_val: ArrayLike | None,
        groups: ArrayLike | None = None,
        texts: int | None = None,
        sample_weight: ArrayLike | None = None,
    ) -> Problem:
        seed = int(check_random_state(self.random_state).randint(np.iinfo(np.int32).max))
        numeric = self._task == "regression"
        rows, known = validate_data(self, X, y, accept_sparse="csr", dtype=np.float32, order="C", y_numeric=numeric)
        known = self._learn_target(known)
        weight = checked_weights(sample_weight, rows, np.float32)
        train, validation = NetworkRows(rows, self._encode(known), weight), None
        if X_val is not None and y_val is not None and len(y_val):  # type: ignore[arg-type]
            validation = NetworkRows(self._checked(X_val), self._encode(np.asarray(y_val)))
        elif self.early_stopping:
            train, validation = self._hold_out(train, seed, groups)
            validation = validation._replace(weight=None)
        train = train._replace(X=self._robust(self._weighed(train.X, train.target, texts)))
        validation = validation and validation._replace(X=self._seen(validation.X))
        return Problem(self._task, train, validation, self._n_outputs(), seed)

    def _hold_out(self, rows: NetworkRows, seed: int, groups: ArrayLike | None) -> tuple[NetworkRows, NetworkRows]:
        """Split off the rows that early stopping looks at, by class where every class has rows enough.

        Rows of one group are split off together, and those of a group below 0 never.
        """
        known = np.arange(len(rows.target)) if groups is None else np.asarray(groups)
        firsts = np.sort(np.unique(known, return_index=True)[1])
        firsts = firsts[known[firsts] >= 0]
        by_class = None
        if self._task == "classification":
            counts = np.unique(rows.target[firsts], return_counts=True)[1]
            if counts.min() >= 2 and len(counts) <= HOLD_OUT * len(firsts):
                by_class = rows.target[firsts]
        fit, held = train_test_split(firsts, test_size=HOLD_OUT, random_state=seed, stratify=by_class)
        if len(firsts) < len(known):
            apart = np.isin(known, known[held])
            fit, held = np.flatnonzero(~apart), np.flatnonzero(apart)
        return rows.taken(fit), rows.taken(held)

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.input_tags.sparse = True
        return tags

    def _checked(self, X: ArrayLike) -> Matrix:
        return validate_data(self, X, accept_sparse="csr", dtype=np.float32, order="C", reset=False)

    def _rows(self, X: ArrayLike) -> Matrix:
        return self._seen(self._checked(X))

    def _robust(self, X: Matrix) -> Matrix:
        """Learn how to scale the training rows, and return them so."""
        self.robust_ = RobustScaler().fit(X) if self.robust_inputs and not issparse(X) else None
        return self._bent(X)

    def _bent(self, X: Any) -> Any:
        scaler = getattr(self, "robust_", None)  # a network that an older Bakeoff saved has none
        return X if X is None or scaler is None else bent(scaler.transform(X))

    def _seen(self, X: Any) -> Any:
        return self._bent(super()._seen(X))

    def _factors(self, X: Any | None = None) -> NDArray[np.float64] | float:
        scaler = getattr(self, "robust_", None)
        if scaler is None:
            return super()._factors(X)
        slopes = np.ones(1) if X is None else bent_slope(scaler.transform(self._checked(X)))[0]
        factors: NDArray[np.float64] = slopes / scaler.scale_
        return factors

    def _train(self, trainer: NetworkTrainer, problem: Problem, settings: MLPSettings) -> None:
        """Run the epochs, report each, and end early when patience or a callback says so."""
        best, n_rows, exhausted = _Best(trainer) if settings.early_stopping else None, len(problem.train.target), False
        with closing(trainer.epochs(settings.epochs)) as epochs:
            for number, epoch in enumerate(epochs, start=1):
                self._refuse_divergence(number, epoch)
                self.n_iter_ = number
                if best is None:
                    self._stopwatch.leave_out(epoch.scoring_seconds)
                elif epoch.validation is not None:
                    exhausted = settings.exhausted(best.waited(epoch.validation.loss), number, n_rows)
                if self._report_epoch(number, epoch, problem) or exhausted:
                    break
        if best is not None:
            best.restore()

    def _refuse_divergence(self, number: int, epoch: Epoch) -> None:
        losses = [epoch.train.loss] + ([epoch.validation.loss] if epoch.validation else [])
        if not all(loss < HOPELESS_LOSS for loss in losses):  # also true for NaN
            raise DivergedError(_("The training diverged at epoch {n}; try a smaller learning rate.", n=number))

    def _report_epoch(self, number: int, epoch: Epoch, problem: Problem) -> bool:
        values = {"train_loss": epoch.train.loss, "train_score": self._score(epoch.train, problem.train)}
        if epoch.validation and problem.validation:
            values["validation_loss"] = epoch.validation.loss
            values["validation_score"] = self._score(epoch.validation, problem.validation)
        spent = self._stopwatch.cpu_seconds - epoch.ahead, self._stopwatch.wall_seconds - epoch.ahead
        answers = None if epoch.ahead else answering(self)  # the network of an epoch that was passed already is gone
        return self._report(number, spent, answers, **values)

    def explain(self, X: ArrayLike) -> InsideNetwork:
        """Return what the network makes of one row, and what its answer, the likeliest class, hangs on."""
        check_is_fitted(self)
        activations, gradient = self._inside(dense(self._rows(X)), self._asked(X))
        gradient = gradient * self._factors(X)
        return InsideNetwork(activations, gradient * getattr(self, "target_scale_", 1.0))

    def drawing(self) -> FirstLayer:
        """Return what the first layer looks for."""
        return FirstLayer(self.first_weights_ * np.reshape(self._factors(), (-1, 1)))

    def _inside(self, X: NDArray[np.float32], code: int | None) -> tuple[tuple[NDArray[Any], ...], NDArray[Any]]:
        """Return each hidden layer's activations and the gradient of the answer with respect to one row's features.

        Parameters
        ----------
        X : ndarray of shape (1, n_features)
        code : int or None
            Place in `classes_` of the class whose log-odds are derived; None for numbers.
        """
        raise NotImplementedError

    def _asked(self, X: ArrayLike) -> int | None:
        """Return the place of the likeliest class of one row; None for numbers."""
        raise NotImplementedError

    def _score(self, sums: Sums, rows: NetworkRows) -> float | None:
        raise NotImplementedError

    def _learn_target(self, y: NDArray[Any]) -> NDArray[Any]:
        raise NotImplementedError

    def _encode(self, y: NDArray[Any]) -> NDArray[Any]:
        raise NotImplementedError

    def _n_outputs(self) -> int:
        raise NotImplementedError

    def network_file(self) -> NetworkFile:
        """Return the fitted network as its library writes it, and the Python that opens it."""
        file = self._network_file()
        bending = ("features = features / np.sqrt(1 + (features / 3) ** 2)",) if getattr(self, "robust_", None) else ()
        return replace(file, lines=(*bending, *file.lines))

    def _network_file(self) -> NetworkFile:
        raise NotImplementedError

    @property
    def first_weights_(self) -> NDArray[np.float32]:
        """Weights from each input to each unit of the first layer; shape (n_features, n_units)."""
        raise NotImplementedError

    def _outputs(self, X: Matrix) -> NDArray[np.float32]:
        """Return the fitted network's outputs: class probabilities, or standardised numbers; (n_rows, n_outputs)."""
        raise NotImplementedError


class MLPClassifierMixin(ClassifierMixin):
    """Makes an `MLPEstimator` a classifier.

    Attributes
    ----------
    classes_ : ndarray of shape (n_classes,)
    """

    _task: ClassVar[Task] = "classification"
    classes_: NDArray[Any]

    def predict_proba(self, X: ArrayLike) -> NDArray[np.float64]:
        """Return the probability of each class, in the order of `classes_`; shape (n_rows, n_classes)."""
        check_is_fitted(self)
        outputs = self._outputs(self._rows(X))[:, : len(self.classes_)].astype(np.float64)
        probabilities: NDArray[np.float64] = outputs / outputs.sum(axis=1, keepdims=True)
        return probabilities

    def predict(self, X: ArrayLike) -> NDArray[Any]:
        """Return the most probable class of each row; shape (n_rows,)."""
        codes = self.predict_proba(X).argmax(axis=1)
        classes: NDArray[Any] = self.classes_[codes]
        return classes

    def _asked(self, X: ArrayLike) -> int | None:
        return int(self.predict_proba(X)[0].argmax())

    def _learn_target(self, y: NDArray[Any]) -> NDArray[Any]:
        check_classification_targets(y)
        self.classes_ = np.unique(y)
        return y

    def _encode(self, y: NDArray[Any]) -> NDArray[np.int32]:
        unseen = np.setdiff1d(y, self.classes_)
        if unseen.size:
            raise TrainingError(
                _(
                    "The validation part has the class {label}, but the training part does not; change the split.",
                    label=unseen[0],
                )
            )
        return np.searchsorted(self.classes_, y).astype(np.int32)

    def _n_outputs(self) -> int:
        return max(2, len(self.classes_))  # a softmax of one class could only say 1

    def _score(self, sums: Sums, rows: NetworkRows) -> float | None:
        return sums.score


class MLPRegressorMixin(RegressorMixin):
    """Makes an `MLPEstimator` a regressor.

    Attributes
    ----------
    target_mean_, target_scale_ : float
        Mean and standard deviation of the training targets; the network learns the standardised target.
    """

    _task: ClassVar[Task] = "regression"
    target_mean_: float
    target_scale_: float

    def predict(self, X: ArrayLike) -> NDArray[np.float64]:
        """Return the number predicted for each row, in the target's own unit; shape (n_rows,)."""
        check_is_fitted(self)
        outputs = self._outputs(self._rows(X))[:, 0].astype(np.float64)
        predictions: NDArray[np.float64] = outputs * self.target_scale_ + self.target_mean_
        return predictions

    def _asked(self, X: ArrayLike) -> int | None:
        return None

    def _learn_target(self, y: NDArray[Any]) -> NDArray[Any]:
        y = y.astype(np.float64)
        self.target_mean_ = float(y.mean())
        self.target_scale_ = float(y.std()) or 1.0
        return y

    def _encode(self, y: NDArray[Any]) -> NDArray[np.float32]:
        encoded: NDArray[np.float32] = ((y - self.target_mean_) / self.target_scale_).astype(np.float32)
        return encoded

    def _n_outputs(self) -> int:
        return 1

    def _score(self, sums: Sums, rows: NetworkRows) -> float | None:
        """Return R², 1 - MSE / variance; None where the variance is zero."""
        variance = float(rows.target.var(dtype=np.float64))
        return 1 - sums.score / variance if variance > 0 else None


def initial_weights(settings: MLPSettings, problem: Problem) -> list[tuple[NDArray[np.float32], NDArray[np.float32]]]:
    """Draw kernel and biases of each layer, the output layer last, of shape (n_in, n_out) and (n_out,).

    Both backends start from these, so the same seed is the same network in either. Glorot and Bengio (2010),
    uniform: the limit is ``sqrt(6 / (n_in + n_out))``, and biases are zero. Jacot et al. (2018), neural tangent: the
    variance is ``1 / n_in``, of biases 1.
    """
    rng = np.random.default_rng(problem.seed)
    tangent = settings.parametrisation == "ntk"
    widths = [problem.train.X.shape[1], *(layer.units for layer in settings.hidden), problem.n_outputs]
    layers = []
    for n_in, n_out in itertools.pairwise(widths):
        limit = np.sqrt(6 / (n_in + n_out))
        kernel = rng.normal(0, n_in**-0.5, (n_in, n_out)) if tangent else rng.uniform(-limit, limit, (n_in, n_out))
        bias = rng.normal(size=n_out) if tangent else np.zeros(n_out)
        layers.append((kernel.astype(np.float32), bias.astype(np.float32)))
    if settings.zero_output:
        layers[-1] = np.zeros_like(layers[-1][0]), np.zeros_like(layers[-1][1])
    return layers
