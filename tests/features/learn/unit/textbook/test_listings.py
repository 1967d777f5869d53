"""The printed listings, run as they are, against PyTorch's own functions."""

import numpy as np
import pytest

from bakeoff.features.learn.digits import digit_pictures
from bakeoff.features.learn.textbook.listings import LISTINGS, run_printed


@pytest.fixture(autouse=True)
def without_mnist(tmp_path, monkeypatch):
    monkeypatch.setenv("BAKEOFF_DATA", str(tmp_path))


def test_the_listings_are_the_primers_own():
    assert "model.add(Dense(32, input_dim=784, activation='relu'))" in LISTINGS["keras"]
    assert "preds = model.predict(x_test)" in LISTINGS["keras"]
    assert "class Net(nn.Module):" in LISTINGS["torch"]
    assert "x = torch.relu(self.fc1(x))" in LISTINGS["torch"]
    assert "pred = torch.max(output, 1)[1]" in LISTINGS["torch"]


def test_the_first_listing_learns_and_is_the_same_twice():
    result = run_printed("keras")
    assert not result.mnist
    assert result.n_train == len(digit_pictures().train)
    assert result.right > 0.9
    assert run_printed("keras") == result


def test_the_second_listing_makes_ten_steps_on_all_rows():
    torch = pytest.importorskip("torch")
    data = digit_pictures()
    wide = [
        torch.tensor(X.repeat(3, axis=1).repeat(3, axis=2), dtype=torch.float32) for X in (data.train, data.validation)
    ]
    train, held = (torch.nn.functional.pad(X, (2, 2, 2, 2)).flatten(1) for X in wide)
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(784, 32), torch.nn.ReLU(), torch.nn.Linear(32, 10))
    optimiser = torch.optim.Adam(model.parameters(), lr=0.001)
    for _step in range(10):
        optimiser.zero_grad()
        torch.nn.functional.cross_entropy(model(train), torch.tensor(data.y_train)).backward()
        optimiser.step()
    answer = model(held).argmax(1).numpy()
    assert run_printed("torch").right == pytest.approx(np.mean(answer == data.y_validation), abs=1 / len(answer))
    assert run_printed("torch").right < 0.8
