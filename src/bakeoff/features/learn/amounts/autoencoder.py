"""A network with a narrow layer that learns to answer with its own input: a compression that can bend."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPRegressor

from bakeoff.features.learn.calls import Tell, untold
from bakeoff.features.learn.digits import digit_pictures, rows

WIDTH, RATE, BATCH = 32, 0.005, 64
"""Units of the layers before and behind the narrow one; learning rate of Adam; rows in a batch."""
NUMBERS, PASSES = (1, 2, 3, 4, 6, 8), (30, 100, 300)
"""Choices of the narrow layer's units, and of passes over the training images."""
MOST_NUMBERS, LEAST_RIGHT = 4, 0.9


@dataclass(frozen=True, eq=False)
class Autoencoded:
    """A trained autoencoder, measured as components are, with the validation images rebuilt and their codes."""

    numbers: int
    missed: float
    accuracy: float
    rebuilt: NDArray[np.float64]
    weights: int
    codes: NDArray[np.float64]

    @property
    def reached(self) -> bool:
        """True if the hard goal is reached: few numbers, from which digits are told apart."""
        return self.numbers <= MOST_NUMBERS and self.accuracy >= LEAST_RIGHT


def autoencoded(numbers: int, passes: int, tell: Tell = untold) -> Autoencoded:
    """Train an autoencoder on the training images; `tell` is told what share is done."""
    data = digit_pictures()
    train, held = rows(data.train), rows(data.validation)
    layers = (WIDTH, numbers, WIDTH)
    model = MLPRegressor(
        hidden_layer_sizes=layers, activation="tanh", learning_rate_init=RATE, batch_size=BATCH, random_state=0
    )
    for done in range(1, passes + 1):
        model.partial_fit(train, train)
        tell(done / passes)
    answers = model.predict(held)
    neighbour = KNeighborsClassifier(1).fit(codes(model, train), data.y_train)
    return Autoencoded(
        numbers,
        float(np.sqrt(np.mean((answers - held) ** 2))),
        float(neighbour.score(codes(model, held), data.y_validation)),
        np.asarray(answers).reshape(data.validation.shape),
        sum(part.size for part in (*model.coefs_, *model.intercepts_)),
        codes(model, held),
    )


def codes(model: MLPRegressor, X: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the narrow layer's outputs."""
    for kernel, bias in list(zip(model.coefs_, model.intercepts_, strict=True))[:2]:
        X = np.tanh(X @ kernel + bias)
    return X
