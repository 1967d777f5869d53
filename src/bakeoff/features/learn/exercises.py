"""Exercises on chapters, a kind each, whose numbers are drawn: of wrong options, each names its slip."""

import math
import random
from collections.abc import Callable
from typing import NamedTuple

from bakeoff.evaluation.notation import percent, quantity
from bakeoff.text import _, clauses, sentences

_CLOSEST = 0.065
"""Share of the larger one of two numbers by which options differ at least: more than rounding hides."""
_Slip = tuple[float, str]
_Form = tuple[str, list[tuple[str, str]]]
"""A sentence, and its options with feedback, the right one first."""


class Question(NamedTuple):
    """A question with one right option.

    Attributes
    ----------
    right : int
        Place of the right option.
    feedback : tuple of str
        For each option, to whoever chose it.
    """

    sentence: str
    options: tuple[str, ...]
    right: int
    feedback: tuple[str, ...]


def exercise(chapter: str, seed: str) -> Question:
    """Return a chapter's exercise with numbers drawn by `seed`."""
    rng = random.Random(f"{seed} {chapter}")
    sentence, drawn = EXERCISES[chapter](rng)
    while len(drawn) < 4:  # too many mistakes lead to one number
        sentence, drawn = EXERCISES[chapter](rng)
    order = rng.sample(range(4), 4)
    options, feedback = zip(*(drawn[number] for number in order), strict=True)
    return Question(sentence, options, order.index(0), feedback)


def _options(why: str, right: float, *slips: _Slip, write: Callable[[float], str] = quantity) -> list[tuple[str, str]]:
    """Return numbers with feedback, the right one first: those of slips, then others, as far as they are apart."""
    others = (2 * right, right / 2, 3 * right, right / 3) if write is quantity else (1 - right, right / 2, 2 * right)
    numbers = {right: why}
    for value, slip in (*slips, *((value, "") for value in others)):
        apart = all(abs(value - other) > _CLOSEST * max(abs(value), abs(other)) for other in numbers)
        if apart and (write is quantity or 0 < value < 1):
            numbers[value] = sentences(slip, why) if slip else why
    return [(write(round(number, 6) + 0.0), feedback) for number, feedback in numbers.items()][:4]


def _n(**numbers: float) -> dict[str, str]:
    return {name: quantity(number) for name, number in numbers.items()}


def _share(share: float) -> str:
    return _("{number} %", number=percent(share))


def _signed(rng: random.Random, n: int) -> list[int]:
    return [rng.choice((-1, 1)) * rng.randint(1, 6) for _number in range(n)]


def _features(rng: random.Random) -> _Form:
    limit = rng.randint(10, 40)
    points = rng.sample([(a, b) for a in range(-6, 7) for b in range(-6, 7) if a * b and a * a + b * b != limit], 100)
    points.sort(key=lambda point: point[0] ** 2 + point[1] ** 2 > limit)
    said = _("A linear model of x₁² and x₂² says “blue” if x₁² + x₂² < {n}. Which point (x₁, x₂) is blue?", n=limit)
    return said, [
        (f"({quantity(a)}, {quantity(b)})", _("Here x₁² + x₂² = {sum}.", sum=a * a + b * b))
        for a, b in (points[0], *points[-3:])
    ]


def _forward(rng: random.Random) -> _Form:
    v, w, x, y = _signed(rng, 4)
    a, b = rng.sample((abs(x), -abs(y)), 2)
    n = _n(a=a, b=b, v=v, w=w)
    said = _("ReLU units with sums {a} and {b} feed an output with weights {v} and {w}, without bias. What is it?", **n)
    right = v * max(a, 0) + w * max(b, 0)
    counts = _n(v=v if a > 0 else w, a=max(a, b))
    why = _("ReLU turns a negative sum into 0, so only {v} · {a} counts.", **counts)
    return said, _options(
        why,
        right,
        (v * a + w * b, _("That is without ReLU.")),
        (v * abs(a) + w * abs(b), _("ReLU does not turn the sign round.")),
        (max(a, b), _("That is without the weight.")),
    )


def _loss(rng: random.Random) -> _Form:
    p = rng.randint(1, 19) / 20
    said = _("The right class gets the probability {p}. What is the cross-entropy loss?", **_n(p=p))
    return said, _options(
        _("It is −ln {p}.", **_n(p=p)),
        -math.log(p),
        (1 - p, _("That is how far the probability is from 1.")),
        (-math.log(1 - p), _("That is the loss of the other class.")),
        ((1 - p) ** 2, _("That is the squared error.")),
    )


def _backward(rng: random.Random) -> _Form:
    a, b, c, d = _signed(rng, 4)
    n = _n(a=a, b=b, c=c, d=d)
    said = _("Two paths from a weight to the loss have derivatives {a}, {b} and {c}, {d}. What is its gradient?", **n)
    return said, _options(
        _("Multiply along each path, then add up the paths."),
        a * b + c * d,
        (a * b * c * d, _("That multiplies the paths as well.")),
        (a + b + c + d, _("That adds up along the paths as well.")),
        (a * b - c * d, _("That takes one path from the other.")),
    )


def _descent(rng: random.Random) -> _Form:
    c = rng.choice((0.1, 0.2, 0.4, 0.5, 0.8, 1.25, 1.6, 2.5, 4, 5, 8, 10))
    said = _("A loss has the curvature {c}. Above which learning rate does plain descent diverge?", **_n(c=c))
    return said, _options(
        _("A step multiplies the distance by 1 − α · {c}; this is −1 at 2 / {c}.", **_n(c=c)),
        2 / c,
        (1 / c, _("At this rate one step leads right into the minimum.")),
        (c / 2, _("The more curved the loss, the smaller is the limit.")),
        (4 / c, _("At this rate each step makes the distance three times as large.")),
    )


def _activations(rng: random.Random) -> _Form:
    w, b = _signed(rng, 2)
    inputs = [x for x in range(-9, 10) if w * x + b]
    inputs = sorted(rng.sample(inputs, len(inputs)), key=lambda x: w * x + b > 0)
    said = _("A ReLU unit has weight {w} and bias {b}. For which input is its slope 0?", **_n(w=w, b=b))
    slope = _("Here its sum is {sum}; ReLU has the slope 0 below 0 and 1 above.")
    return said, [(quantity(x), _(slope, **_n(sum=w * x + b))) for x in (inputs[0], *inputs[-3:])]


def _textbook(rng: random.Random) -> _Form:
    units, inputs = rng.choice((8, 10, 16, 32)), rng.choice((4, 5, 8, 13))
    said = _("How many weights and biases does `Dense({units}, input_dim={m})` learn?", units=units, m=inputs)
    return said, _options(
        _("Each of {units} units has {m} weights and a bias.", units=units, m=inputs),
        (inputs + 1) * units,
        (inputs * units, _("That is without the biases.")),
        (inputs * (units + 1), _("Units have a bias, inputs have none.")),
        (inputs + units, _("Each input has a weight to each unit.")),
    )


def _tree(rng: random.Random) -> _Form:
    a, b = rng.sample(range(1, 13), 2)
    share = a / (a + b)
    impurity = 2 * share * (1 - share)
    said = _("A leaf holds {a} rows of one class and {b} of another. What is its Gini impurity?", a=a, b=b)
    return said, _options(
        _("It is 1 minus the squares of the shares: 1 − ({a}/{n})² − ({b}/{n})².", a=a, b=b, n=a + b),
        impurity,
        (min(share, 1 - share), _("That is the share of the rarer class.")),
        (impurity / 2, _("That is the product of the shares; both classes count.")),
        (1 - impurity, _("That is the sum of the squares.")),
    )


def _svm(rng: random.Random) -> _Form:
    f = rng.randint(-15, 19) / 10
    said = _("A point of class +1 has the decision value f(x) = {f}. What is its slack?", **_n(f=f))
    why = _("Slack is how far f(x) falls short of 1, and 0 from there on.")
    return said, _options(
        why,
        max(0.0, 1 - f),
        (abs(f), _("That is the distance from the border, not from the edge.")),
        (1 + f, _("That would be the slack of class −1.")),
        (0, _("Only points beyond their edge have no slack.")),
        (abs(1 - f), _("A point beyond its edge has no slack.")),
    )


def _forest(rng: random.Random) -> _Form:
    p = rng.randint(11, 17) / 20
    said = _("Three independent trees are right with probability {p} each. How often is their vote right?", p=_share(p))
    return said, _options(
        _("All three are right with p³, two of them with 3p²(1 − p)."),
        3 * p**2 - 2 * p**3,
        (p, _("That is one tree.")),
        (p**3, _("Two of three are enough.")),
        (1 - (1 - p) ** 3, _("One of three is not enough.")),
        write=_share,
    )


def _generalising(rng: random.Random) -> _Form:
    degrees, trained = sorted(rng.sample(range(1, 16), 4)), sorted(rng.sample(range(10, 50), 4), reverse=True)
    validated, best = rng.sample(range(51, 90), 4), rng.randrange(3)
    validated.insert(best, validated.pop(validated.index(min(validated))))
    errors = [_n(n=n, a=a / 100, b=b / 100) for n, a, b in zip(degrees, trained, validated, strict=True)]
    rows = clauses([_("degree {n}: {a} and {b}", **row) for row in errors])
    said = _("Errors on training points and on validation points: {list}. Which degree is best?", list=rows)
    drawn = [(row["n"], _("Its error on validation points is {b}.", b=row["b"])) for row in errors]
    return said, [drawn[best], *drawn[:best], *drawn[best + 1 :]]


def _amounts(rng: random.Random) -> _Form:
    all_, held, k = 10 * rng.randint(60, 120), 10 * rng.randint(5, 40), rng.randint(2, 8)
    n = _n(all=all_, held=held, k=k)
    said = _(
        "Of {all} pictures {held} are for validation, the rest get {k} changed copies. How many are learnt from?", **n
    )
    return said, _options(
        _("Of the rest, each counts with its {k} copies.", k=k),
        (all_ - held) * (k + 1),
        ((all_ - held) * k, _("The pictures themselves are learnt from as well.")),
        (all_ * (k + 1), _("Validation pictures are not learnt from.")),
        (all_ - held + k, _("Each picture gets copies of its own.")),
    )


def _uses(rng: random.Random) -> _Form:
    a, m = rng.randint(1, 9), rng.randint(10, 99)
    said = _("A missed case costs {m}, a false alarm {a}. From which probability on is an alarm cheaper?", m=m, a=a)
    return said, _options(
        _("An alarm is cheaper if p · {m} is more than (1 − p) · {a}.", m=m, a=a),
        a / (a + m),
        (m / (a + m), _("That is the other way round: the dearer a miss, the sooner an alarm.")),
        (a / m, _("A false alarm happens with 1 − p, not always.")),
        (1 / 2, _("That would be right if both cost the same.")),
        write=_share,
    )


EXERCISES: dict[str, Callable[[random.Random], _Form]] = {
    "features": _features,
    "forward": _forward,
    "loss": _loss,
    "backward": _backward,
    "descent": _descent,
    "activations": _activations,
    "textbook": _textbook,
    "tree": _tree,
    "svm": _svm,
    "forest": _forest,
    "generalising": _generalising,
    "amounts": _amounts,
    "uses": _uses,
}
