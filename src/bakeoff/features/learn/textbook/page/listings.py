"""The two listings, as first lessons have them, and what in one stands for what in the other."""

from bakeoff.text import _

KERAS = """\
model = keras.Sequential([
    Flatten(),
    Dense(32, activation="relu"),
    Dense(10, activation="softmax"),
])
model.compile(
    optimizer="adam",
    loss="sparse_categorical_crossentropy",
    metrics=["accuracy"],
)
model.fit(
    x_train, y_train,
    epochs=10, batch_size=32,
)
"""
PYTORCH = """\
net = nn.Sequential(
    nn.Flatten(),
    nn.Linear(784, 32), nn.ReLU(),
    nn.Linear(32, 10),
)
criterion = nn.CrossEntropyLoss()
optimizer = Adam(net.parameters())
for epoch in range(10):
    optimizer.zero_grad()
    loss = criterion(net(x_train), y_train)
    loss.backward()
    optimizer.step()
"""


def pairs() -> list[tuple[str, str, str]]:
    """Return what is done, where the first listing does it, and where the second."""
    return [
        (_("Picture to a row of 784 numbers"), "Flatten()", "nn.Flatten()"),
        (_("Hidden layer: sums, then ReLU"), 'Dense(32, activation="relu")', "nn.Linear(784, 32), nn.ReLU()"),
        (_("Output: ten sums, a probability each"), 'Dense(10, activation="softmax")', "nn.Linear(32, 10)"),
        (_("Loss: cross-entropy; in PyTorch the softmax is in it"), 'loss="sparse_…"', "nn.CrossEntropyLoss()"),
        (_("Backward propagation"), "fit(…)", "loss.backward()"),
        (_("One step of Adam"), "fit(…)", "optimizer.step()"),
        (_("How many steps"), "epochs=10, batch_size=32", "range(10)"),
    ]
