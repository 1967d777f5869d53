"""The primer's two listings, and their results when they are run as they are printed."""

import io
import warnings
from contextlib import redirect_stdout
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.datasets.images import MNIST, load
from bakeoff.features.learn.digits import digit_pictures, rows

Library = Literal["keras", "torch"]
N_TRAIN = 10_000
"""MNIST pictures to learn from: with all of them a visitor would wait for minutes."""
LISTINGS: dict[Library, str] = {
    "keras": """\
from tensorflow.keras.models import Sequential
from tensorflow.keras.layers import Dense

model = Sequential()
model.add(Dense(32, input_dim=784, activation='relu'))
model.add(Dense(10, activation='softmax'))

model.compile(optimizer='adam', loss='sparse_categorical_crossentropy', metrics=['accuracy'])

model.fit(x_train, y_train, epochs=10, batch_size=32)

preds = model.predict(x_test)
""",
    "torch": """\
import torch
import torch.nn as nn
import torch.optim as optim

class Net(nn.Module):
    def __init__(self):
        super(Net, self).__init__()
        self.fc1 = nn.Linear(784, 32)
        self.fc2 = nn.Linear(32, 10)

    def forward(self, x):
        x = torch.relu(self.fc1(x))
        x = self.fc2(x)
        return x

model = Net()
criterion = nn.CrossEntropyLoss()
optimizer = optim.Adam(model.parameters())

for epoch in range(10):
    optimizer.zero_grad()
    output = model(x_train)
    loss = criterion(output, y_train)
    loss.backward()
    optimizer.step()

with torch.no_grad():
    output = model(x_test)
    pred = torch.max(output, 1)[1]
""",
}
_AROUND: dict[Library, tuple[str, str]] = {
    "keras": ("import keras\nkeras.utils.set_random_seed(0)\n", "answer = preds.argmax(axis=1)\n"),
    "torch": (
        "import torch as t\nt.manual_seed(0)\nx_train, y_train, x_test = map(t.tensor, (x_train, y_train, x_test))\n",
        "answer = pred.numpy()\n",
    ),
}
"""Code before a listing, which brings its data, and behind it."""


@dataclass(frozen=True)
class Printed:
    """Result of a listing."""

    mnist: bool  # otherwise the small digits, made 28 pixels wide
    n_train: int  # pictures that it learnt from
    right: float  # share of the held-out pictures that it answers right


def run_printed(library: Library) -> Printed:
    """Run a listing as it is printed: on MNIST if its file is here, otherwise on the small digits."""
    mnist = MNIST.path.exists()
    x_train, y_train, x_test, y_test = _mnist() if mnist else _digits()
    values: dict[str, Any] = {"x_train": x_train, "y_train": y_train, "x_test": x_test}
    before, behind = _AROUND[library]
    with redirect_stdout(io.StringIO()), warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Keras asks for another way to say input_dim
        exec(before + LISTINGS[library] + behind, values)
    return Printed(mnist, len(x_train), float((values["answer"] == y_test).mean()))


def _mnist() -> tuple[NDArray[Any], ...]:
    data = load(MNIST)
    first, last = slice(N_TRAIN), slice(-data.official_test_rows, None)
    X, y = np.asarray(data.X), np.asarray(data.y, np.int64)
    return _pixels(X[first] / 255), y[first], _pixels(X[last] / 255), y[last]


def _digits() -> tuple[NDArray[Any], ...]:
    data = digit_pictures()
    train, held = (
        np.pad(np.kron(X, np.ones((1, 3, 3))), ((0, 0), (2, 2), (2, 2))) for X in (data.train, data.validation)
    )
    return _pixels(train), data.y_train, _pixels(held), data.y_validation


def _pixels(pictures: NDArray[Any]) -> NDArray[np.float32]:
    return rows(pictures).astype(np.float32)
