import pytest

from bakeoff.features.learn.backward.exercise import exercise, is_right, worked_out
from bakeoff.features.learn.network import ACTIVATIONS, forward, numeric_gradient


def hundredths(value: float) -> float:
    return round(value, 2)


@pytest.mark.parametrize("within", [float, hundredths])
@pytest.mark.parametrize("number", range(40))
def test_an_exercise_is_worked_out_from_what_the_picture_shows_in_two_decimals(number, within):
    """Go back by hand, each number of the picture and each result rounded, and perhaps each product within."""
    drawn = exercise(number)
    network, row, (layer, i, j) = drawn.task.network, drawn.row, drawn.place
    passed = forward(network, drawn.task.X[[row]])
    y = [float(code == drawn.task.target[row]) for code in (0, 1)]
    output = [round(share, 2) - wanted for share, wanted in zip(passed.answer[0], y, strict=True)]
    arriving = round(sum(within(round(float(network.weights[1][j][k]), 2) * output[k]) for k in (0, 1)), 2)
    slope = round(1 - within(round(float(passed.inputs[1][0, j]), 2) ** 2), 2)
    answers = {"output": output[0], "arriving": arriving, "slope": slope}
    answers["gradient"] = round(within(arriving * slope) * round(float(drawn.task.X[row, i]), 2), 2)
    assert layer == 0
    assert worked_out(drawn, answers)
    assert all(is_right(answers[name], value) for name, value in drawn.parts.items())
    numeric = numeric_gradient(network, drawn.task.X[[row]], drawn.task.target[[row]], drawn.place)
    assert drawn.parts["gradient"] == pytest.approx(numeric, rel=1e-6)
    assert drawn.parts["slope"] == pytest.approx(float(ACTIVATIONS["tanh"].slope(passed.sums[0][0, j])))


def test_at_first_nothing_is_worked_out_and_a_wrong_sign_is_not():
    drawn = exercise(0)
    assert not worked_out(drawn, {})
    assert not worked_out(drawn, dict.fromkeys(drawn.parts))
    assert not worked_out(drawn, drawn.parts | {"gradient": -drawn.parts["gradient"]})
    assert not worked_out(drawn, drawn.parts | {"gradient": 1.06 * drawn.parts["gradient"]})
    assert worked_out(drawn, {"gradient": 1.04 * drawn.parts["gradient"]})


def test_the_same_number_gives_the_same_exercise_and_another_one_another():
    assert exercise(3).parts == exercise(3).parts != exercise(4).parts
