"""The Keras MLP as scikit-learn estimators."""

import tempfile
from collections.abc import Generator, Iterable
from pathlib import Path
from typing import Any, ClassVar, Self

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import issparse
from sklearn.callback import with_callbacks

from bakeoff.contenders.keras_mlp.graphs import Graph
from bakeoff.contenders.keras_mlp.loop import EVALUATION_ROWS, CompiledTrainer, run_layer
from bakeoff.contenders.keras_mlp.network import InputWeights, build_model, build_optimizer
from bakeoff.contenders.keras_mlp.rows import sparse_tensor
from bakeoff.contenders.keras_mlp.settings import KerasMLPSettings
from bakeoff.contenders.mlp import MLPSettings
from bakeoff.contenders.mlp_estimator import MLPClassifierMixin, MLPEstimator, MLPRegressorMixin
from bakeoff.contenders.mlp_training import Epoch, NetworkTrainer, Problem
from bakeoff.contenders.temperature import TemperatureMixin
from bakeoff.contenders.traits import NetworkFile
from bakeoff.matrix import Matrix

LEAST_LOOKS = 10
"""Between so many parts of a fit that is watched, or more, the network can be asked."""

PADDED_ROWS = 32
"""Prediction takes a multiple of this many rows."""


def limit_threads() -> None:
    """Keep TensorFlow to one thread; call it in the process that trains, before TensorFlow runs anything.

    Raises
    ------
    RuntimeError
        If TensorFlow has run something already.
    """
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)


class KerasMLP(MLPEstimator):
    """Multi-layer perceptron on Keras, trained by a compiled loop.

    Attributes
    ----------
    model_ : keras.Sequential
        The fitted model; saves as ``.keras``.
    """

    _hyperparameters: ClassVar[type[MLPSettings]] = KerasMLPSettings
    model_: keras.Sequential
    _forward_of_sparse: Any = None

    @with_callbacks
    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        sample_weight: ArrayLike | None = None,
        *,
        X_val: ArrayLike | None = None,
        y_val: ArrayLike | None = None,
        groups: ArrayLike | None = None,
        texts: int | None = None,
        keras_callbacks: Iterable[keras.callbacks.Callback] = (),
    ) -> Self:
        """Train a new model.

        Parameters
        ----------
        X : array-like of shape (n_rows, n_features)
        y : array-like of shape (n_rows,)
        sample_weight : array-like of shape (n_rows,), optional
            Factor of each row's loss, as in ``keras.Model.fit``; validation rows count alike.
        X_val, y_val : array-like, optional
            Validation part, scored after each epoch; early stopping looks at its loss. Without it, early
            stopping holds out a tenth of the rows.
        groups : array-like of shape (n_rows,), optional
            Rows with the same number are held out together; those with a number below 0 never.
        texts : int, optional
            Column from which on all are of texts, see `WeighedTextsMixin`.
        keras_callbacks : iterable of keras.callbacks.Callback
            Called at the beginning and end of training and of each epoch, not of each batch.

        Raises
        ------
        SettingError
            If a parameter is out of range.
        DivergedError
            If the loss becomes NaN, infinite or absurd.
        """
        settings, problem = self._settings(), self._problem(X, y, X_val, y_val, groups, texts, sample_weight)
        with self._training(settings.epochs):
            with self._stopwatch.paused("startup"):
                trainer = self._trainer(settings, problem, list(keras_callbacks))
                self._forward = self._compile_forward()  # before training: who watches it may ask on the way
                self._forward_of_sparse = self._compile_sparse() if issparse(X) else None
            self._train(trainer, problem, settings)
        return self

    def _trainer(
        self, settings: MLPSettings, problem: Problem, hooks: list[keras.callbacks.Callback]
    ) -> NetworkTrainer:
        """Build the model, and what trains it, compiled."""
        self.model_ = build_model(settings, problem)
        steps = -(-len(problem.train.target) // settings.batch_size)
        optimizer = build_optimizer(settings, steps * settings.epochs)
        at_once = 1 if settings.early_stopping or hooks else settings.epochs
        if self._watched:
            at_once = min(at_once, -(-settings.epochs // LEAST_LOOKS))
        trainer = CompiledTrainer(self.model_, optimizer, problem, settings, at_once)
        trainer.compile()
        return _Observed(trainer, hooks, self.model_, optimizer, steps) if hooks else trainer

    def _network_file(self) -> NetworkFile:
        name = "network.keras"
        lines = (
            f'network = keras.saving.load_model("{name}", compile=False)',
            "outputs = network.predict(features, verbose=0).astype(np.float64)",
        )
        return NetworkFile(name, _to_bytes(self.model_), ("import keras",), ("keras", "tensorflow"), lines)

    def _outputs(self, X: Matrix) -> NDArray[np.float32]:
        parts = [X[start : start + EVALUATION_ROWS] for start in range(0, X.shape[0], EVALUATION_ROWS)]
        return np.concatenate([self._part_outputs(part).numpy()[: part.shape[0]] for part in parts])

    def _part_outputs(self, X: Matrix) -> Any:
        missing = -X.shape[0] % PADDED_ROWS
        if not issparse(X):
            return self._forward(tf.constant(_padded(X)))
        if self._forward_of_sparse is None:
            self._forward_of_sparse = self._compile_sparse()
        return self._forward_of_sparse(sparse_tensor(X, X.shape[0] + missing))

    def _compile_forward(self) -> Graph:
        """Return the model as one graph that takes any number of rows; `model.predict` costs far more a call."""
        width = self.model_.input_shape[1]
        forward = self._graph(tf.TensorSpec([None, width], tf.float32))
        forward(tf.zeros([PADDED_ROWS, width]))  # the first run has it rewritten
        return forward

    def _compile_sparse(self) -> Graph:
        """Return the model as one graph of any number of sparse rows, which Keras itself would fill up first."""
        return self._graph(tf.SparseTensorSpec([None, self.model_.input_shape[1]], tf.float32))

    def _graph(self, rows: Any) -> Graph:
        layers, variables = self.model_.layers, self.model_.variables

        def forward(X: Any) -> Any:
            for layer in layers:
                X = run_layer(layer, X, training=False)
            return X

        return Graph(forward, (rows,), variables, (self._settings(), self._task))

    def _inside(self, X: NDArray[np.float32], code: int | None) -> tuple[tuple[NDArray[Any], ...], NDArray[Any]]:
        return look_inside(self.model_, X, code)

    @property
    def first_weights_(self) -> NDArray[np.float32]:
        """Weights from each input to each unit of the first layer; shape (n_features, n_units)."""
        first = next(layer for layer in self.model_.layers if isinstance(layer, keras.layers.Dense))
        kernel = np.asarray(first.kernel)
        scale = self.model_.layers[0]
        return kernel * np.asarray(scale.kernel)[:, None] if isinstance(scale, InputWeights) else kernel

    def __getstate__(self) -> dict[str, Any]:
        state = dict(super().__getstate__())
        state.pop("_forward_of_sparse", None)
        if state.pop("_forward", None) is not None:
            state["model_"] = _to_bytes(self.model_)
        return state

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        if "model_" in state:
            self.model_ = _from_bytes(state["model_"])
            self._forward = self._compile_forward()


class KerasMLPClassifier(TemperatureMixin, MLPClassifierMixin, KerasMLP):
    """Keras MLP for classes: softmax outputs."""


class KerasMLPRegressor(MLPRegressorMixin, KerasMLP):
    """Keras MLP for numbers: one linear output, the standardised target."""


class _Observed:
    """A trainer that tells Keras callbacks what happens, and obeys ``model.stop_training``."""

    def __init__(
        self,
        trainer: NetworkTrainer,
        callbacks: list[keras.callbacks.Callback],
        model: keras.Sequential,
        optimizer: keras.optimizers.Optimizer,
        steps: int,
    ) -> None:
        self._trainer = trainer
        self._callbacks = callbacks
        self._model = model
        self._optimizer = optimizer
        self._steps = steps
        self.weights = trainer.weights
        self.restore = trainer.restore

    def epochs(self, total: int) -> Generator[Epoch]:
        """Yield each epoch after the callbacks have seen it."""
        model, logs = self._model, {}
        model.stop_training, model.optimizer = False, self._optimizer
        hooks = keras.callbacks.CallbackList(self._callbacks, model=model, epochs=total, steps=self._steps, verbose=0)
        hooks.on_train_begin()
        try:
            hooks.on_epoch_begin(0)
            for number, epoch in enumerate(self._trainer.epochs(total), start=1):
                logs = _logs(epoch)
                hooks.on_epoch_end(number - 1, logs)
                yield epoch
                if model.stop_training:
                    break
                if number < total:
                    hooks.on_epoch_begin(number)
        finally:
            hooks.on_train_end(logs)
            model.optimizer = None  # its state would triple the size of the saved model


def _logs(epoch: Epoch) -> dict[str, float]:
    """Return the epoch's numbers by the names that Keras callbacks look for."""
    logs = {"loss": epoch.train.loss, "score": epoch.train.score}
    if epoch.validation:
        logs |= {"val_loss": epoch.validation.loss, "val_score": epoch.validation.score}
    return logs


def _padded(X: NDArray[np.float32]) -> NDArray[np.float32]:
    """Fill up with empty rows, so that a row's sums are rounded alike however many rows it comes with."""
    missing = -len(X) % PADDED_ROWS
    return np.pad(X, ((0, missing), (0, 0))) if missing else X


def _to_bytes(model: keras.Sequential) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        model.save(path)
        return path.read_bytes()


def _from_bytes(content: bytes) -> keras.Sequential:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.keras"
        path.write_bytes(content)
        return keras.saving.load_model(path, compile=False)


def look_inside(
    model: keras.Sequential, X: NDArray[np.float32], code: int | None
) -> tuple[tuple[NDArray[Any], ...], NDArray[Any]]:
    """Return each hidden layer's activations and the gradient of the answer, as `MLPEstimator.explain` does.

    Parameters
    ----------
    model : keras.Sequential
        Softmax or linear output.
    X : ndarray of shape (1, n_features)
    code : int or None
        Output whose log-odds are derived; None for a network with one linear output.
    """
    rows = tf.constant(X)
    hidden: dict[str, Any] = {}
    with tf.GradientTape() as tape:
        tape.watch(rows)
        values = rows
        *layers, last = model.layers
        for layer in layers:
            values = layer(values, training=False)
            if not isinstance(layer, InputWeights):  # hidden_1, hidden_1_batch_norm, …: the last counts
                hidden["_".join(layer.name.split("_")[:2])] = values
        outputs = (tf.matmul(values, last.kernel) + last.bias)[0]  # before the softmax, which would round to 0 or 1
        answer = outputs[0]
        if code is not None:
            others = tf.concat([outputs[:code], outputs[code + 1 :]], axis=0)
            answer = outputs[code] - tf.reduce_logsumexp(others)
    gradient = tape.gradient(answer, rows)
    return tuple(layer.numpy()[0] for layer in hidden.values()), gradient.numpy()[0]
