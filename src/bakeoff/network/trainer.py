"""The lab's network: a real Keras model and optimiser, trained many batches a call by one compiled graph.

The graph is compiled by XLA, which for sets as small as these trains several times as fast as TensorFlow's own
runtime. All training goes through it, the single batch too: so however a run is cut by pauses and steps,
the same batches give the same weights, bit for bit.

Only a job's own process imports this module.
"""

import math
import tempfile
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.contenders.keras_mlp.loop import LOSSES, REGRESSION_LOSSES, Loss, logits, run_layer
from bakeoff.contenders.keras_mlp.network import build_model, build_optimizer
from bakeoff.contenders.mlp_training import NetworkRows, Problem
from bakeoff.engine.system import give_back_memory, on_one_core
from bakeoff.fields import Task
from bakeoff.network.features import featurise, plane_grid
from bakeoff.network.links import Links
from bakeoff.network.measures import Measures, measures
from bakeoff.network.messages import NEURON_RESOLUTION, OUTPUT_RESOLUTION
from bakeoff.network.pictures import neuron_picture, output_picture
from bakeoff.network.points import Points, unseen_points
from bakeoff.network.settings import LabSettings


@dataclass(frozen=True, eq=False)
class PlaneOutput:
    """Output of the network over the plane, as in `Snapshot`."""

    neurons: NDArray[np.uint8]
    output: NDArray[np.uint8]
    measures: Measures


class Trainer:
    """Trains one network on one set of points.

    Attributes
    ----------
    model : keras.Sequential
    optimizer : keras.optimizers.Optimizer
    links : Links
    epoch, batch : int
        Whole epochs trained, and batches of the one begun.
    cpu_seconds : float
        Spent on training.
    """

    def __init__(self, settings: LabSettings, points: Points) -> None:
        self._settings = settings
        self._points = points
        self._loss = _loss(settings, points.n_classes)
        X = featurise(points.X, settings.features)
        self._train = NetworkRows(X[points.train], points.target[points.train])
        self._test = NetworkRows(X[~points.train], points.target[~points.train])
        unseen = unseen_points(settings)
        self._unseen = unseen and NetworkRows(featurise(unseen.X, settings.features), unseen.target)
        self.model = build_model(settings.mlp(), _problem(settings, self._train, self._points.n_classes))
        self.optimizer = build_optimizer(settings.mlp(), 1)
        self.optimizer.build(self.model.trainable_variables)
        self.links = _links(self.model)
        self._penalty_rate = tf.Variable(settings.regularisation_rate, dtype=tf.float32)
        self._variables = [*self.model.variables, *self.optimizer.variables]
        self._initial = self.state()
        self._grid = featurise(
            np.concatenate([plane_grid(NEURON_RESOLUTION), plane_grid(OUTPUT_RESOLUTION)]), settings.features
        )
        self.epoch = self.batch = 0
        self.cpu_seconds = 0.0
        self._batches = Batches(len(self._train.X), settings.batch_size)
        self._compiled = False
        self._run = tf.function(
            self._train_batches,
            input_signature=[tf.TensorSpec(self._batches.buffer.shape, tf.int32), tf.TensorSpec([], tf.int32)],
            autograph=False,
            jit_compile=True,
        )
        self._answer = tf.function(
            self._forward, input_signature=[tf.TensorSpec([None, X.shape[1]], tf.float32)], autograph=False
        )

    def compile(self) -> None:
        """Compile the training graph, unless it is already; the network stays as it is."""
        if not self._compiled:
            with on_one_core():  # XLA has threads for each core in each lab, and keeps them
                self._run(tf.constant(self._batches.buffer), tf.constant(0))
            self._compiled = True
            give_back_memory()  # some 40 MB that the compiler no longer needs

    # Training

    @property
    def most_batches(self) -> int:
        """Largest number of batches that one call can train."""
        return self._batches.most

    @property
    def batches_an_epoch(self) -> int:
        """Number of batches in an epoch."""
        return self._batches.an_epoch

    def batches(self, epoch: int) -> NDArray[np.int32]:
        """Return the training rows of each batch of an epoch; see `Batches.of`."""
        return self._batches.of(self._settings.weight_seed, epoch)

    def advance(self, n_batches: int) -> bool:
        """Train up to `n_batches` batches (`most_batches` in one call); return whether all is finite still."""
        self.compile()
        started = time.process_time()
        n_batches = min(n_batches, self.most_batches)
        self._batches.fill(self._settings.weight_seed, self.epoch, self.batch, n_batches)
        loss = float(self._run(tf.constant(self._batches.buffer), tf.constant(n_batches)))
        done = self.epoch * self.batches_an_epoch + self.batch + n_batches
        self.epoch, self.batch = divmod(done, self.batches_an_epoch)
        self.cpu_seconds += time.process_time() - started
        return math.isfinite(loss) and all(np.isfinite(weights).all() for weights in self.links.weights())

    def _train_batches(self, batches: Any, count: Any) -> Any:
        """Train the first `count` of `batches`; return the last one's loss."""
        X, target = tf.constant(self._train.X), tf.constant(self._train.target)

        def step(index: Any, _loss: Any) -> Any:
            rows = batches[index]
            counted, rows = rows >= 0, tf.maximum(rows, 0)
            return index + 1, self._step(tf.gather(X, rows), tf.gather(target, rows), counted)

        return tf.while_loop(lambda index, _loss: index < count, step, (0, 0.0))[1]

    def _step(self, X: Any, target: Any, counted: Any) -> Any:
        variables = self.model.trainable_variables
        weight = tf.cast(counted, tf.float32)
        with tf.GradientTape() as tape:
            output = logits(self.model, X, training=True, counted=counted if self._batches.ragged else None)
            loss = tf.reduce_sum(weight * self._loss(target, output)) / tf.reduce_sum(weight) + self._penalty()
        self.optimizer.apply(tape.gradient(loss, variables), variables)
        return loss

    def _penalty(self) -> Any:
        """As Keras' regularisers, with a rate that can change while the graph stays."""
        size = {"none": None, "l1": tf.abs, "l2": tf.square}[self._settings.regularisation]
        if size is None:
            return 0.0
        return self._penalty_rate * tf.add_n([tf.reduce_sum(size(kernel)) for kernel in self.links.kernels])

    # Looking

    def look(self) -> PlaneOutput:
        """Return what the network answers over the plane, and how good it is."""
        hidden, output, penalty = self._numbers(np.concatenate([self._grid, self._train.X, self._test.X]))
        n_coarse, n_grid = NEURON_RESOLUTION**2, len(self._grid)
        last = "softmax" if self._points.n_classes else "linear"
        names = [*(layer.activation for layer in self._settings.layers), last]
        activations = [
            (activation, values[:n_coarse]) for activation, values in zip(names, [*hidden, output], strict=True)
        ]
        return PlaneOutput(
            neuron_picture(activations, NEURON_RESOLUTION),
            output_picture(output[n_coarse:n_grid], OUTPUT_RESOLUTION),
            self._measures(output[n_grid:], penalty),
        )

    def measure(self) -> Measures:
        """Return how good the network is."""
        _hidden, output, penalty = self._numbers(np.concatenate([self._train.X, self._test.X]))
        return self._measures(output, penalty)

    def unseen(self) -> tuple[float, float]:
        """Return loss and score on points that nobody looks at; NaN without such."""
        if self._unseen is None:
            return math.nan, math.nan
        nothing = self._unseen.target[:0]
        _hidden, output, penalty = self._numbers(self._unseen.X)
        now = measures(self._settings, (nothing, self._unseen.target), output, self._points.n_classes, penalty)
        return now.test_loss, now.test_score

    def _numbers(self, X: NDArray[np.float32]) -> tuple[list[NDArray[np.float32]], NDArray[np.float32], float]:
        hidden, output, penalty = self._answer(tf.constant(X))
        return [values.numpy() for values in hidden], output.numpy(), float(penalty)

    def _forward(self, X: Any) -> Any:
        """Return each hidden layer's activations, the outputs (probabilities or numbers), and the penalty."""
        hidden = {}
        for layer in self.model.layers[:-1]:
            X = run_layer(layer, X, training=False)
            hidden["_".join(layer.name.split("_")[:2])] = X  # hidden_1, hidden_1_batch_norm, …: the last counts
        return list(hidden.values()), self.model.layers[-1](X), tf.convert_to_tensor(self._penalty())

    def _measures(self, output: NDArray[np.float32], penalty: float) -> Measures:
        targets = self._train.target, self._test.target
        return measures(self._settings, targets, output, self._points.n_classes, penalty)

    def keras_file(self) -> bytes:
        """Return the network as a `.keras` file, which `keras.saving.load_model` reads; without its optimiser."""
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder, "network.keras")
            self.model.save(path)
            return path.read_bytes()

    # Changing

    def state(self) -> bytes:
        """Return weights, the optimiser's state and all else that training depends on."""
        return b"".join(variable.numpy().tobytes() for variable in self._variables)

    def restore(self, state: bytes, epoch: int, batch: int) -> None:
        """Put back what `state` returned at `epoch` and `batch`; rates stay as they are now."""
        rate = self.optimizer.learning_rate.numpy()
        _assign_all(self._variables, state)
        self.optimizer.learning_rate.assign(rate)
        self.epoch, self.batch = epoch, batch

    def reseed(self, settings: LabSettings) -> None:
        """Start again with the initial weights of ``settings.weight_seed``; all else must be as before."""
        self._settings = settings
        self.restore(self._initial, 0, 0)
        fresh = build_model(settings.mlp(), _problem(settings, self._train, self._points.n_classes))
        for variable, other in zip(self.model.variables, fresh.variables, strict=True):
            variable.assign(other)
        self._initial = self.state()

    def set_rates(self, settings: LabSettings) -> None:
        """Take over the learning rate and the regularisation rate."""
        self._settings = settings
        self.optimizer.learning_rate.assign(settings.learning_rate)
        self._penalty_rate.assign(settings.regularisation_rate)

    def adopt(self, other: "Trainer") -> None:
        """Take over another's weights, and its optimiser's state if that is of the same kind.

        The other's settings must allow it; see `LabSettings.check_branch`.
        """
        own, theirs = self.model.weights, other.model.weights
        pairs = list(zip(own, theirs, strict=True))
        if self._settings.optimizer == other._settings.optimizer:
            pairs += zip(self.optimizer.variables, other.optimizer.variables, strict=True)
        for variable, value in pairs:
            variable.assign(value)
        self.optimizer.learning_rate.assign(self._settings.learning_rate)
        self.epoch, self.cpu_seconds = other.epoch, other.cpu_seconds
        same_batches = self.batches_an_epoch == other.batches_an_epoch
        self.batch = other.batch if same_batches else 0


def _assign_all(variables: Iterable[Any], state: bytes) -> None:
    """Give each variable its part of `Trainer.state`."""
    start = 0
    for variable in variables:
        shape, kind = tuple(variable.shape), np.dtype(variable.dtype)
        count = math.prod(shape)
        variable.assign(np.frombuffer(state, kind, count, start).reshape(shape))
        start += count * kind.itemsize


def _problem(settings: LabSettings, train: NetworkRows, n_classes: int) -> Problem:
    task: Task = "classification" if n_classes else "regression"
    return Problem(task, train, None, n_classes or 1, settings.weight_seed)


def _loss(settings: LabSettings, n_classes: int) -> Loss:
    return LOSSES[settings.loss] if n_classes else REGRESSION_LOSSES[settings.loss_regression]


def _links(model: keras.Sequential) -> Links:
    dense = [layer for layer in model.layers if isinstance(layer, keras.layers.Dense)]
    norms = [layer.beta for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    biases = [*norms, dense[-1].bias] if norms else [layer.bias for layer in dense]
    return Links([layer.kernel for layer in dense], biases)


_MOST_BATCHES = 1024
_MOST_INDICES = 16_384


class Batches:
    """The batches of every epoch, and a buffer with those of one call of the graph.

    Parameters
    ----------
    size : int
        Rows of a batch, at most.

    Attributes
    ----------
    buffer : ndarray of shape (most, size), int32
        Rows by batch; a batch that is not full ends in -1.
    most : int
        How many batches one call can train.
    an_epoch : int
        How many batches an epoch has.
    ragged : bool
        Whether the last one of an epoch is not full.
    """

    def __init__(self, n_rows: int, size: int) -> None:
        size = min(size, n_rows)
        self._n_rows = n_rows
        self.most = max(8, min(_MOST_BATCHES, _MOST_INDICES // size))
        self.buffer = np.full((self.most, size), -1, np.int32)
        self.an_epoch = -(-n_rows // size)
        self.ragged = bool(n_rows % size)

    def of(self, seed: int, epoch: int) -> NDArray[np.int32]:
        """Return the training rows of each batch of an epoch, shape (n_batches, batch_size).

        An order of its own for each epoch, made from seed and epoch alone; a last batch that is not full ends
        in -1.
        """
        order = np.random.Philox(key=seed, counter=[0, 0, 0, epoch])
        size = self.buffer.shape[1]
        rows = np.full(self.an_epoch * size, -1, np.int32)
        rows[: self._n_rows] = np.random.Generator(order).permutation(self._n_rows)
        return rows.reshape(-1, size)

    def fill(self, seed: int, epoch: int, batch: int, n_batches: int) -> None:
        """Put the next batches after so many of an epoch into the buffer."""
        filled = 0
        while filled < n_batches:
            count = min(n_batches - filled, self.an_epoch - batch)
            self.buffer[filled : filled + count] = self.of(seed, epoch)[batch : batch + count]
            epoch, batch, filled = epoch + 1, 0, filled + count
