"""The Keras MLP as a script: its network and its training loop, written out.

The steps of the loop are taken one at a time here, which is slower than the contender's own loop but reads better;
the arithmetic is the same.
"""

from collections.abc import Iterator

from bakeoff.contenders.base import Contender
from bakeoff.contenders.mlp import MLPSettings
from bakeoff.contenders.mlp_script import (
    CHANCES,
    answers_words,
    asked_rows,
    exhausted,
    learnt_from,
    learnt_imports,
    learnt_words,
    rate_factor,
    scored,
    training_words,
)
from bakeoff.contenders.traits import Cell, ScriptedRace
from bakeoff.fields import Task
from bakeoff.text import _

_ROUNDED_ALIKE = """
# So that sums are rounded alike on any processor: by one thread, and with each graph as it is written here.
tf.config.threading.set_intra_op_parallelism_threads(1)
tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": True})
""".strip()
_ANSWERED_ALIKE = """
# The page asks the network in a graph that TensorFlow has rewritten, which rounds otherwise.
tf.config.optimizer.set_experimental_options({"disable_meta_optimizer": False})
""".strip()
_KERAS = ("import keras", "import numpy as np", "import tensorflow as tf")

_ROW_LOSSES = {
    "cross_entropy": "tf.nn.sparse_softmax_cross_entropy_with_logits(target, output)",
    "mse": "tf.reduce_mean((tf.nn.softmax(output) - tf.one_hot(target, len(classes))) ** 2, axis=1)",
}
_ROW_LOSSES_REGRESSION = {
    "mse": "tf.math.squared_difference(target, output[:, 0])",
    "mae": "tf.abs(target - output[:, 0])",
    "huber": "keras.losses.huber(target[:, None], output)",
}

_OPTIMIZERS = {
    "sgd": "SGD({rate})",
    "momentum": "SGD({rate}, momentum={momentum!r})",
    "nesterov": "SGD({rate}, momentum={momentum!r}, nesterov=True)",
    "rmsprop": "RMSprop({rate})",
    "adagrad": "Adagrad({rate})",
    "adam": "Adam({rate}{beta_2})",
    "adamw": "AdamW({rate}, weight_decay={weight_decay!r}{beta_2})",
}
_RATES = {
    "constant": "{rate!r}",
    "exponential": "keras.optimizers.schedules.ExponentialDecay({rate!r}, EPOCHS * steps, {last!r})",
    "cosine": "keras.optimizers.schedules.CosineDecay({rate!r}, EPOCHS * steps, {last!r})",
    "coslog4": "FourCosines()",
}
_FOUR_COSINES = """

class FourCosines(keras.optimizers.schedules.LearningRateSchedule):  # each longer than the one before
    def __call__(self, step):
        share = tf.cast(step, tf.float32) / (EPOCHS * steps)
        return {rate!r} * 0.5 * (1 - keras.ops.cos(2 * np.pi * keras.ops.log2(1 + 15 * share)))


"""

_FIRST_WEIGHTS = {
    "standard": """
# The first weights are drawn evenly from an interval that is smaller the more weights there are (Glorot).
rng = np.random.default_rng(network_seed)
for layer in network.layers:
    if isinstance(layer, keras.layers.Dense):
        limit = np.sqrt(6 / sum(layer.kernel.shape))
        layer.kernel.assign(rng.uniform(-limit, limit, layer.kernel.shape).astype(np.float32))
""",
    "ntk": """
# The first weights and biases are drawn from a normal distribution, narrower the more inputs there are.
rng = np.random.default_rng(network_seed)
for layer in network.layers:
    if isinstance(layer, keras.layers.Dense):
        layer.kernel.assign(rng.normal(0, layer.kernel.shape[0] ** -0.5, layer.kernel.shape).astype(np.float32))
        bias = rng.normal(size=layer.units)
        if layer.use_bias:
            layer.bias.assign(bias.astype(np.float32))
""",
}
_ZERO_OUTPUT = """network.layers[-1].set_weights([np.zeros(weight.shape) for weight in network.layers[-1].weights])
"""
_FACTORS = """
{function}

factors = [rate_factor(layer, weight.name) for layer in network.layers for weight in layer.trainable_variables]
"""

_STEP = """
EPOCHS, BATCH_SIZE = {epochs}, {batch_size}
steps = -(-len(network_X) // BATCH_SIZE){schedule}
optimizer = keras.optimizers.{optimizer}
optimizer.build(network.trainable_variables)
signature = [tf.TensorSpec([None, network_X.shape[1]], tf.float32), tf.TensorSpec([None], network_y.dtype)]


def row_losses(target, output):
    return {row_losses}


@tf.function(input_signature={signature}, autograph=False)
def train_step(X, target{weight}):
    with tf.GradientTape() as tape:
        output = network(X, training=True)
        loss = tf.reduce_mean(row_losses(target, output){times}){penalty}
    gradients = tape.gradient(loss, network.trainable_variables)
{before}    optimizer.apply(gradients, network.trainable_variables)
{after}    return loss
"""
_BEFORE = "    before = [tf.identity(variable.value) for variable in network.trainable_variables]\n"
_AFTER = """    for variable, value, factor in zip(network.trainable_variables, before, factors):
        variable.assign(value + factor * (variable - value))
"""

_VALIDATION = """

@tf.function(input_signature=signature, autograph=False)
def summed_loss(X, target):
    return tf.reduce_sum(row_losses(target, network(X, training=False)))


def validation_loss():
    parts = [slice(start, start + 1024) for start in range(0, len(held_X), 1024)]
    loss = sum(summed_loss(held_X[part], held_y[part]) for part in parts) / len(held_X)
    return float(loss{penalty})
"""

_EPOCH = """
for epoch in range(EPOCHS):
    n = len(network_X)
    order = tf.random.experimental.stateless_shuffle(tf.range(n), [network_seed, epoch])
    starts = list(range(0, n, BATCH_SIZE))
{merge}    for start, stop in zip(starts, [*starts[1:], n]):
        batch = order[start:stop]
        loss = train_step(tf.gather(network_X, batch), tf.gather(network_y, batch){taken})
"""

_MERGE = """    if n > BATCH_SIZE and n % BATCH_SIZE == 1:  # one row alone has no variance to normalise by
        starts.pop()
"""

_PATIENCE = """
best_loss, best_weights, waited = np.inf, None, 0
{epoch}    waited += 1
    if (held_loss := validation_loss()) < best_loss:
        best_loss, best_weights, waited = held_loss, network.get_weights(), 0
    if {exhausted}:
        break
network.set_weights(best_weights)
"""


def network_cells(info: Contender, settings: MLPSettings, race: ScriptedRace) -> Iterator[Cell]:
    """Yield the cells that build, train and score the network."""
    label, task = info.label, race.task
    yield Cell(
        _("{label}: what it learns from", label=info.both_names),
        learnt_words(task),
        f"{_ROUNDED_ALIKE}\n\n{learnt_from(settings, race)}",
        (*_KERAS, *learnt_imports(settings, race)),
    )
    weighs = settings.input_weights and not race.sparse
    yield Cell(_("{label}: the network", label=label), _(info.summary), _network(settings, task, weighs), _KERAS)
    yield Cell(_("{label}: training", label=label), training_words(settings), _training(settings, race, weighs), _KERAS)
    yield Cell(_("{label}: answers", label=label), answers_words(race), _answers(label, settings, race), _KERAS)


def _network(settings: MLPSettings, task: Task, weighs: bool) -> str:
    penalty = (
        f", kernel_regularizer=keras.regularizers.L1L2({settings.l1!r}, {settings.l2!r})"
        if _penalised(settings)
        else ""
    )
    lines = ["keras.Input((network_X.shape[1],))"]
    if weighs:
        lines.append('keras.layers.EinsumDense("ab,b->ab", (network_X.shape[1],), kernel_initializer="ones")')
    for number, layer in enumerate(settings.hidden, start=1):
        if settings.batch_norm:
            lines += [
                f"keras.layers.Dense({layer.units}, use_bias=False{penalty})",
                "keras.layers.BatchNormalization()",
                f'keras.layers.Activation("{layer.activation}")',
            ]
        else:
            lines.append(f'keras.layers.Dense({layer.units}, "{layer.activation}"{penalty})')
        if settings.dropout:
            lines.append(f"keras.layers.Dropout({settings.dropout!r}, seed=(network_seed + {number}) % 2**31)")
    # The softmax that makes probabilities of the outputs is part of the loss, where it is exact.
    lines.append(f"keras.layers.Dense({'len(classes)' if task == 'classification' else '1'}{penalty})")
    layers = "".join(f"        {line},\n" for line in lines)
    first = _FIRST_WEIGHTS[settings.parametrisation] + (_ZERO_OUTPUT if settings.zero_output else "")
    return f"network = keras.Sequential(\n    [\n{layers}    ]\n)\n{first}"


def _penalised(settings: MLPSettings) -> bool:
    return bool(settings.l1 or settings.l2)


def _training(settings: MLPSettings, race: ScriptedRace, weighs: bool) -> str:
    task, weighed = race.task, race.weighed
    factor = rate_factor(settings, "keras.layers.Dense", "kernel.shape[0]", weighs and "keras.layers.EinsumDense")
    rate = _RATES[settings.schedule].format(rate=settings.learning_rate, last=settings.final_share)
    optimizer = _OPTIMIZERS[settings.optimizer].format(
        rate=rate,
        momentum=settings.momentum,
        weight_decay=settings.weight_decay,
        beta_2="" if settings.beta_2 == 0.999 else f", beta_2={settings.beta_2!r}",
    )
    penalty = " + tf.add_n(network.losses)" if _penalised(settings) else ""
    row_losses = (
        _ROW_LOSSES[settings.loss] if task == "classification" else _ROW_LOSSES_REGRESSION[settings.loss_regression]
    )
    if task == "classification" and settings.loss == "cross_entropy" and settings.label_smoothing:
        share, spread = settings.label_smoothing, "tf.reduce_mean(tf.nn.log_softmax(output), axis=1)"
        row_losses = f"(1 - {share!r}) * {row_losses} - {share!r} * {spread}"
    step = _STEP.format(
        epochs=settings.epochs,
        batch_size=settings.batch_size,
        optimizer=optimizer,
        row_losses=row_losses,
        signature="[*signature, tf.TensorSpec([None], tf.float32)]" if weighed else "signature",
        weight=", weight" if weighed else "",
        times=" * weight" if weighed else "",
        penalty=penalty,
        schedule=_FOUR_COSINES.format(rate=settings.learning_rate) if settings.schedule == "coslog4" else "",
        before=_BEFORE if factor else "",
        after=_AFTER if factor else "",
    )
    if factor:
        step = _FACTORS.format(function=factor) + step
    epoch = _EPOCH.format(
        merge=_MERGE if settings.batch_norm else "", taken=", tf.gather(network_weights, batch)" if weighed else ""
    )
    if not settings.early_stopping:
        return f"{step}\n{epoch}"
    patience = _PATIENCE.format(epoch=epoch, exhausted=exhausted(settings, "steps"))
    return f"{step}{_VALIDATION.format(penalty=penalty)}\n{patience}"


def _answers(label: str, settings: MLPSettings, race: ScriptedRace) -> str:
    outputs = f"{_ANSWERED_ALIKE}\noutputs = network.predict({asked_rows(settings, race)}, batch_size=1024, verbose=0)"
    if race.task == "classification":
        lines = [outputs, *CHANCES.format(softmax="keras.ops.softmax(outputs)").splitlines()]
        return "\n".join([*lines, scored(label, race)])
    answers = race.answers("outputs[:, 0].astype(np.float64) * target_scale + target_mean")
    return f'{outputs}\nscore("{label}", {answers})'
