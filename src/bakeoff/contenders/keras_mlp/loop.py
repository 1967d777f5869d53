"""The training loop: whole epochs inside one compiled graph.

`keras.Model.fit` returns to Python for every batch, which for small networks costs many times the
arithmetic. Here one `tf.function` shuffles the rows, gathers each batch, steps the optimiser and scores
the validation part, for as many epochs as it is asked to.
"""

import functools
import math
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bakeoff.contenders.keras_mlp.graphs import Graph
from bakeoff.contenders.keras_mlp.network import rate_factors
from bakeoff.contenders.keras_mlp.rows import product, rows_of, tensors_of
from bakeoff.contenders.mlp import MLPSettings
from bakeoff.contenders.mlp_training import Epoch, NetworkRows, Problem, Sums
from bakeoff.fields import Task

CALL_SECONDS = 0.06
"""Intended duration of one call of the graph, so that an onlooker sees it move."""

EVALUATION_ROWS = 1024
"""Rows that the validation pass and prediction take at once: few enough to stay in the processor's cache."""

Loss = Callable[[Any, Any], Any]

LOSSES: dict[str, Loss] = {
    "cross_entropy": lambda target, output: tf.nn.sparse_softmax_cross_entropy_with_logits(target, output),
    "mse": lambda target, output: tf.reduce_mean(
        tf.math.squared_difference(tf.nn.softmax(output), tf.one_hot(target, tf.shape(output)[1])), axis=1
    ),
}
"""Loss per row from class codes and logits of shape (n_rows, n_classes)."""

REGRESSION_LOSSES: dict[str, Loss] = {
    "mse": lambda target, output: tf.math.squared_difference(target, output[:, 0]),
    "mae": lambda target, output: tf.abs(target - output[:, 0]),
    "huber": lambda target, output: keras.losses.huber(target[:, None], output),
}
"""Loss per row from numbers and outputs of shape (n_rows, 1)."""


def loss_of(settings: MLPSettings, task: Task) -> Loss:
    """Return the loss of each row that training makes small."""
    if task == "regression":
        return REGRESSION_LOSSES[settings.loss_regression]
    loss, share = LOSSES[settings.loss], settings.label_smoothing
    if settings.loss != "cross_entropy" or not share:
        return loss

    def smoothed(target: Any, output: Any) -> Any:
        return (1 - share) * loss(target, output) - share * tf.reduce_mean(tf.nn.log_softmax(output), axis=1)

    return smoothed


def logits(model: keras.Sequential, X: Any, training: bool, counted: Any = None) -> Any:
    """Run `model` up to the sums of its output layer, before softmax, from which cross-entropy is exact.

    Where `counted`, shape (n_rows,), is false, a row only fills up the batch: normalisation leaves it out.
    """
    *hidden, output = model.layers
    for layer in hidden:
        X = run_layer(layer, X, training, counted)
    return product(X, output.kernel) + output.bias


def run_layer(layer: keras.layers.Layer, X: Any, training: bool, counted: Any = None) -> Any:
    """Run one layer, in the mode that it is to run in.

    A dense one is written out: the very operations that Keras writes, without what it does around each call of a layer,
    which for a small network takes longer to trace than the network.
    """
    if isinstance(layer, keras.layers.Dense):
        sums = product(X, layer.kernel)
        return layer.activation(tf.nn.bias_add(sums, layer.bias) if layer.use_bias else sums)
    if isinstance(layer, keras.layers.BatchNormalization):
        return layer(X, training=training, mask=counted)
    return layer(X, training=training) if isinstance(layer, keras.layers.Dropout) else layer(X)


class CompiledTrainer:
    """Trains a Keras model in place, epochs at a time.

    Parameters
    ----------
    at_once : int
        Epochs a call at most: between calls someone may want to look at the model.
    """

    def __init__(
        self,
        model: keras.Sequential,
        optimizer: keras.optimizers.Optimizer,
        problem: Problem,
        settings: MLPSettings,
        at_once: int,
    ) -> None:
        self._descent = Descent(optimizer, model.trainable_variables, rate_factors(settings, model))
        self._model = model
        self._settings = settings
        self._variables = model.variables + optimizer.variables
        self._n_features = problem.train.X.shape[1]
        self._batch_size = settings.batch_size
        # One row alone has no variance to normalise by, so it joins the batch before it.
        n_rows = len(problem.train.target)
        lone = n_rows % settings.batch_size == 1 and n_rows > settings.batch_size
        self._joins = settings.batch_norm and lone
        self._at_once = at_once
        self._classifies = problem.task == "classification"
        self._loss = loss_of(settings, problem.task)
        self._validated = problem.validation is not None
        self._weighed = problem.train.weight is not None
        parts = [problem.train, *([problem.validation] if problem.validation else [])]
        self._data = (tf.constant(problem.seed), *map(_tensors, parts))

    @functools.cached_property
    def _run(self) -> Graph:
        whole = tf.TensorSpec([], tf.int32)
        data = tf.nest.map_structure(tf.TensorSpec.from_tensor, self._data)
        variables = [*self._variables, self._descent.together]
        depends_on = (self._settings, self._classifies, self._weighed)
        return Graph(self._epochs, (whole, whole, *data), variables, depends_on, rewritten=False)

    def _call(self, first: int, count: int) -> Any:
        return self._run(tf.constant(first), tf.constant(count), *self._data)

    def compile(self) -> None:
        """Trace the graph by a first run that trains no epoch."""
        self._call(0, 0)

    def weights(self) -> list[NDArray[Any]]:
        """Return a copy of the model's weights."""
        weights: list[NDArray[Any]] = self._model.get_weights()
        return weights

    def restore(self, weights: list[NDArray[Any]]) -> None:
        """Put back what `weights` returned."""
        self._model.set_weights(weights)

    def epochs(self, total: int) -> Generator[Epoch]:
        """Yield each epoch after it was trained; closed early, leave the model as after the last one yielded."""
        done, count = 0, 1
        while done < total:
            before, keeping = self._kept(count)
            started, began = time.perf_counter(), time.process_time()
            results = self._call(done, count).numpy()
            seconds, cpu = time.perf_counter() - started, time.process_time() - began
            for yielded, (row, scoring, ahead) in enumerate(_shared_out(results, seconds, cpu), start=1):
                try:
                    yield self._epoch(row, scoring + keeping if yielded == 1 else scoring, ahead)
                except GeneratorExit:
                    self._rewind(before, done, yielded, count)
                    raise
            # The first call compiles, so it says nothing about the pace.
            pace = max(1, int(CALL_SECONDS * count / seconds)) if done else 1
            done += count
            count = min(pace, 2 * count, self._at_once, total - done)

    def _kept(self, count: int) -> tuple[list[NDArray[Any]], float]:
        """Return all values before a call that could go too far, and the CPU seconds that it took to keep them."""
        began = time.process_time()
        return [variable.numpy() for variable in self._variables] if count > 1 else [], time.process_time() - began

    def _rewind(self, before: list[NDArray[Any]], done: int, wanted: int, trained: int) -> None:
        """Undo a call that went too far, and train again as far as was wanted."""
        if wanted < trained:
            for variable, value in zip(self._variables, before, strict=True):
                variable.assign(value)
            self._call(done, wanted)

    def _epoch(self, row: NDArray[np.float32], scoring: float, ahead: float) -> Epoch:
        loss, score, validation_loss, validation_score = map(float, row[:4])
        validation = Sums(validation_loss, validation_score) if self._validated else None
        return Epoch(Sums(loss, score), validation, scoring, ahead)

    def _epochs(self, first: Any, count: Any, seed: Any, *parts: tuple[Any, ...]) -> Any:
        """Train `count` epochs; return their numbers, shape (count, 5)."""
        train, *validation = (NetworkRows(rows_of(X, self._n_features), *others) for X, *others in parts)

        def epoch(index: Any, rows: Any) -> Any:
            number = first + index
            order = tf.random.experimental.stateless_shuffle(tf.range(_count(train)), [seed, number])
            trained = self._train_epoch(train, order)
            scored = self._score_validation(validation[0], trained) if validation else tf.zeros(3)
            return index + 1, rows.write(index, tf.concat([trained, scored], axis=0))

        self._descent.begin()
        rows = tf.TensorArray(tf.float32, size=count, element_shape=[5])
        return tf.while_loop(lambda index, _rows: index < count, epoch, (0, rows))[1].stack()

    def _train_epoch(self, train: NetworkRows, order: Any) -> Any:
        n_rows, size = _count(train), self._batch_size

        def step(start: Any, sums: Any) -> Any:
            stop = start + size
            if self._joins:
                stop = tf.where(stop == n_rows - 1, n_rows, stop)
            batch = order[start:stop]
            weight = None if train.weight is None else tf.gather(train.weight, batch)
            return stop, sums + self._step(train.X.gather(batch), tf.gather(train.target, batch), weight)

        return tf.while_loop(lambda start, _sums: start < n_rows, step, (0, tf.zeros(2)))[1] / n_rows

    def _step(self, X: Any, target: Any, weight: Any) -> Any:
        variables = self._model.trainable_variables
        with tf.GradientTape() as tape:
            output = logits(self._model, X, training=True)
            losses = self._loss(target, output)
            loss = tf.reduce_mean(losses if weight is None else losses * weight) + self._penalty()
        self._descent.step(tape.gradient(loss, variables))
        return tf.stack([loss * tf.cast(tf.shape(target)[0], tf.float32), self._score(target, output)])

    def _score(self, target: Any, output: Any) -> Any:
        """Return how many rows are right; for numbers, the sum of squared errors."""
        if self._classifies:
            right = tf.equal(tf.argmax(output, axis=1, output_type=tf.int32), target)
            return tf.reduce_sum(tf.cast(right, tf.float32))
        return tf.reduce_sum(tf.math.squared_difference(target, output[:, 0]))

    def _penalty(self) -> Any:
        return tf.add_n(self._model.losses) if self._model.losses else 0.0

    def _score_validation(self, validation: NetworkRows, trained: Any) -> Any:
        """Return validation loss, score and the seconds it took, once `trained` is known."""
        with tf.control_dependencies([trained]):
            started = tf.timestamp()
        with tf.control_dependencies([started]):
            sums = self._evaluate(validation)
        with tf.control_dependencies([sums]):
            seconds = tf.cast(tf.timestamp() - started, tf.float32)
        return tf.concat([sums, [seconds]], axis=0)

    def _evaluate(self, rows: NetworkRows) -> Any:
        return self._summed(rows) / _count(rows) + tf.stack([self._penalty(), 0.0])

    def _summed(self, rows: NetworkRows) -> Any:
        """Return the sums of losses and of scores, a part at a time where there are more rows than the cache holds."""
        n_rows = _count(rows)
        if n_rows <= EVALUATION_ROWS:
            return self._sums(rows.X.part(0, n_rows), rows.target)

        def part(start: Any, sums: Any) -> Any:
            stop = tf.minimum(start + EVALUATION_ROWS, n_rows)
            return stop, sums + self._sums(rows.X.part(start, stop), rows.target[start:stop])

        return tf.while_loop(lambda start, _sums: start < n_rows, part, (0, tf.zeros(2)))[1]

    def _sums(self, X: Any, target: Any) -> Any:
        output = logits(self._model, X, training=False)
        return tf.stack([tf.reduce_sum(self._loss(target, output)), self._score(target, output)])


def _tensors(rows: NetworkRows) -> tuple[Any, ...]:
    """Return rows as the graph is handed them."""
    return tensors_of(rows.X), *(tf.constant(values) for values in rows[1:] if values is not None)


def _count(rows: NetworkRows) -> int:
    """Return how many rows these are, which is known when the graph is traced."""
    n_rows: int = rows.target.shape[0]
    return n_rows


def _shared_out(
    results: NDArray[np.float32], seconds: float, cpu: float
) -> Iterator[tuple[NDArray[np.float32], float, float]]:
    """Yield each epoch's numbers, the CPU seconds that it was scored for, and those spent on the epochs after it.

    Inside the graph there is a clock of the wall alone, which goes on while others have the core: the CPU seconds of
    the whole call are shared out by it, so that no epoch can be given more than there were.
    """
    scoring = np.minimum(results[:, 4].astype(float), seconds) * min(1.0, cpu / seconds)
    scoring *= min(1.0, cpu / max(cpu, scoring.sum()))
    training = (cpu - scoring.sum()) / len(results)
    later = np.cumsum((scoring + training)[::-1])[::-1] - (scoring + training)
    yield from zip(results, scoring.tolist(), later.tolist(), strict=True)


SMALL = 16_384
"""Variables of up to so many weights are taken together: copying them is cheap while they stay in the cache."""


class Descent:
    """Steps of an optimiser down the gradients of a model's variables.

    The small ones are laid end to end and taken as one variable. What an optimiser does to a weight hangs on no other
    weight, so the numbers are the same; but its dozen operations are traced, optimised and run once and not once a
    variable, which is most of what a small network costs.

    Parameters
    ----------
    optimizer : keras.optimizers.Optimizer
        Built here.
    variables : list of keras.Variable
        What is to be trained.
    factors : list of float
        What the learning rate of each is multiplied with; 1 for all if it is not given.

    Attributes
    ----------
    together : keras.Variable
        The small variables, end to end.
    """

    def __init__(
        self, optimizer: keras.optimizers.Optimizer, variables: list[keras.Variable], factors: Sequence[float] = ()
    ) -> None:
        self._optimizer = optimizer
        self._is_small = [math.prod(variable.shape) <= SMALL for variable in variables]
        self._small, self._large = self._parted(variables)
        self.together = keras.Variable(_end_to_end(self._small), name="small_variables")
        optimizer.build([self.together, *self._large])
        small, large = self._parted(list(factors or [1.0] * len(variables)))
        each = [np.full(math.prod(variable.shape), factor) for variable, factor in zip(self._small, small, strict=True)]
        even = all(factor == 1 for factor in factors)
        self._factors = [] if even else [np.concatenate([*each, []]).astype(np.float32), *map(np.float32, large)]

    def begin(self) -> None:
        """Take over what the variables are now; to be called before the first step, and after others changed them."""
        self.together.assign(_end_to_end(self._small))

    def step(self, gradients: list[Any]) -> None:
        """Take one step, given the gradient of each variable."""
        small, large = self._parted(gradients)
        changed = [self.together, *self._large]
        before = [tf.identity(variable.value) for variable in changed] if self._factors else []
        self._optimizer.apply([_end_to_end(small), *large], changed)
        for place, factor in enumerate(self._factors):
            changed[place].assign(before[place] + factor * (changed[place] - before[place]))
        parts = tf.split(self.together, [math.prod(variable.shape) for variable in self._small])
        for variable, part in zip(self._small, parts, strict=True):
            variable.assign(tf.reshape(part, variable.shape))

    def _parted(self, of_each: list[Any]) -> tuple[list[Any], list[Any]]:
        """Return what belongs to the small variables, and what belongs to the large ones."""
        pairs = list(zip(of_each, self._is_small, strict=True))
        return [value for value, small in pairs if small], [value for value, small in pairs if not small]


def _end_to_end(tensors: list[Any]) -> Any:
    return tf.concat([tf.reshape(tensor, [-1]) for tensor in tensors], axis=0)
