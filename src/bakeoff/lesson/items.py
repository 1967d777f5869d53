"""Questions before and after a chapter: two kinds each, whose numbers are drawn."""

import math
import random
from collections.abc import Callable, Iterator
from typing import NamedTuple

from bakeoff.evaluation.notation import percent, quantity
from bakeoff.text import _, clauses

_Form = tuple[str, list[str]]
"""A sentence and its options, the right one first."""


class Item(NamedTuple):
    """A question with one right option."""

    sentence: str
    options: tuple[str, ...]
    right: str


def item_pair(chapter: str, room: str, number: int, *, after: bool) -> tuple[Item, ...]:
    """Return the two questions of a room's learner before or after a chapter: the same kinds, other numbers.

    A chapter without kinds of its own has two of other chapters, the same ones for a whole room.
    """
    kinds = [(chapter, 0), (chapter, 1)]
    if chapter not in _KINDS:
        kinds = random.Random(room).sample([(other, place) for other in _KINDS for place in (0, 1)], 2)
    rng = random.Random(f"{room} {number} {chapter}")
    return tuple(_forms(name, place, rng)[after] for name, place in kinds)


def _forms(chapter: str, place: int, rng: random.Random) -> list[Item]:
    """Draw two forms of a kind with different numbers."""
    forms: dict[str, Item] = {}
    while len(forms) < 2:
        sentence, options = list(_KINDS[chapter](rng))[place]
        forms[sentence] = Item(sentence, tuple(rng.sample(options, 4)), options[0])
    return list(forms.values())


def _options(right: float, *wrong: float, write: Callable[[float], str] = quantity) -> list[str]:
    """Write the right number and three wrong ones: usual mistakes, then others where these read the same."""
    numbers = (right, *wrong, 2 * right, right / 2, 3 * right, right + 1, right - 1)
    return list(dict.fromkeys(write(round(number, 6) + 0.0) for number in numbers))[:4]


def _n(**numbers: float) -> dict[str, str]:
    return {name: quantity(number) for name, number in numbers.items()}


def _share(share: float) -> str:
    return _("{number} %", number=percent(share))


def _signed(rng: random.Random, n: int) -> list[int]:
    return [rng.choice((-1, 1)) * rng.randint(1, 6) for _number in range(n)]


def _features(rng: random.Random) -> Iterator[_Form]:
    r, limit = rng.randint(3, 25) / 2, rng.randint(10, 40)
    said = _("The circle x₁² + x₂² = c is a line in x₁² and x₂². Its radius is {r}. What is c?", **_n(r=r))
    yield said, _options(r * r, r, 2 * r, math.pi * r * r)
    points = rng.sample([(a, b) for a in range(-6, 7) for b in range(-6, 7) if a * b and a * a + b * b != limit], 100)
    points.sort(key=lambda point: point[0] ** 2 + point[1] ** 2 > limit)
    said = _("A linear model of x₁² and x₂² says “blue” if x₁² + x₂² < {n}. Which point (x₁, x₂) is blue?", n=limit)
    yield said, [f"({quantity(a)}, {quantity(b)})" for a, b in (points[0], *points[-3:])]


def _forward(rng: random.Random) -> Iterator[_Form]:
    v, w, x, y, b = _signed(rng, 5)
    n = _n(v=v, w=w, x=x, y=y, b=b)
    said = _("A neuron has inputs {x} and {y}, weights {v} and {w}, and bias {b}. What is its weighted sum?", **n)
    yield said, _options(v * x + w * y + b, v * x + w * y, v * x + w * y - b, v * y + w * x + b)
    a, b = rng.sample((abs(x), -abs(y)), 2)
    n = _n(a=a, b=b, v=v, w=w)
    said = _("ReLU units with sums {a} and {b} feed an output with weights {v} and {w}, without bias. What is it?", **n)
    yield said, _options(v * max(a, 0) + w * max(b, 0), v * a + w * b, v * abs(a) + w * abs(b), max(a, b))


def _loss(rng: random.Random) -> Iterator[_Form]:
    p, (a, b, c) = rng.randint(1, 19) / 20, _signed(rng, 3)
    said = _("The right class gets the probability {p}. What is the cross-entropy loss?", **_n(p=p))
    yield said, _options(-math.log(p), 1 - p, -math.log(1 - p), (1 - p) ** 2)
    said = _("Predictions miss by {a}, {b} and {c}. What is the mean squared error?", **_n(a=a, b=b, c=c))
    squares = a * a + b * b + c * c
    yield said, _options(squares / 3, (abs(a) + abs(b) + abs(c)) / 3, squares, (a + b + c) ** 2 / 3)


def _backward(rng: random.Random) -> Iterator[_Form]:
    a, b, c = rng.sample((-3, -2, -0.5, 0.2, 0.5, 2, 3, 4), 3)
    n = _n(a=a, b=b, c=c)
    said = _("The path from a weight to the loss has derivatives {a}, {b} and {c}. What is its gradient?", **n)
    yield said, _options(a * b * c, a + b + c, (a + b + c) / 3, -a * b * c)
    a, b, c, d = _signed(rng, 4)
    n = _n(a=a, b=b, c=c, d=d)
    said = _("Two paths from a weight to the loss have derivatives {a}, {b} and {c}, {d}. What is its gradient?", **n)
    yield said, _options(a * b + c * d, a * b * c * d, a + b + c + d, a * b - c * d)


def _descent(rng: random.Random) -> Iterator[_Form]:
    c, rate = rng.choice((0.1, 0.2, 0.4, 0.5, 0.8, 1.25, 1.6, 2.5, 4, 5, 8, 10)), rng.choice((0.05, 0.1, 0.2, 0.3, 0.5))
    said = _("A loss has the curvature {c}. Above which learning rate does plain descent diverge?", **_n(c=c))
    yield said, _options(2 / c, 1 / c, c / 2, 4 / c)
    w, g = _signed(rng, 2)
    n = _n(w=w, g=g, rate=rate)
    said = _("A weight is {w}, its gradient {g}, the learning rate {rate}. What is it after one step?", **n)
    yield said, _options(w - rate * g, w + rate * g, w - g, -rate * g)


def _activations(rng: random.Random) -> Iterator[_Form]:
    w, b = _signed(rng, 2)
    inputs = [x for x in range(-9, 10) if w * x + b]
    inputs = sorted(rng.sample(inputs, len(inputs)), key=lambda x: w * x + b > 0)
    said = _("A ReLU unit has weight {w} and bias {b}. For which input is its slope 0?", **_n(w=w, b=b))
    yield said, [quantity(x) for x in (inputs[0], *inputs[-3:])]
    s, n = rng.choice((0.25, 0.3, 0.4, 0.5, 1.5, 2, 3)), rng.randint(3, 6)
    said = _("Each of {n} layers multiplies a gradient by {s}, going back. What is the factor of all?", **_n(s=s, n=n))
    yield said, _options(s**n, s * n, s / n, s ** (n - 1))


def _textbook(rng: random.Random) -> Iterator[_Form]:
    units, inputs, size = rng.choice((8, 10, 16, 32)), rng.choice((4, 13, 20, 100, 784)), rng.choice((10, 20, 32, 50))
    said = _("How many weights and biases does `Dense({units}, input_dim={m})` learn?", units=units, m=inputs)
    yield said, _options((inputs + 1) * units, inputs * units, inputs * (units + 1), inputs + units)
    batches, epochs = rng.randint(5, 40), rng.randint(3, 12)
    n = _n(rows=size * batches, size=size, epochs=epochs)
    said = _("{rows} rows in batches of {size}, and {epochs} epochs: how many steps does training take?", **n)
    yield said, _options(batches * epochs, epochs, batches, size * batches * epochs)


def _impurity(a: int, b: int) -> float:
    return 2 * a * b / (a + b) ** 2


def _tree(rng: random.Random) -> Iterator[_Form]:
    a, b, c, d = rng.sample(range(1, 13), 4)
    left, right, n = _impurity(a, b), _impurity(c, d), _n(a=a, b=b, c=c, d=d)
    said = _("A leaf holds {a} rows of one class and {b} of another. What is its Gini impurity?", a=a, b=b)
    yield said, _options(left, min(a, b) / (a + b), left / 2, 1 - left)
    said = _("Leaves hold {a} : {b} and {c} : {d} rows of two classes. What is their weighted Gini impurity?", **n)
    mean = (left * (a + b) + right * (c + d)) / (a + b + c + d)
    yield said, _options(mean, (left + right) / 2, left + right, _impurity(a + c, b + d))


def _svm(rng: random.Random) -> Iterator[_Form]:
    sides, scale = rng.choice(((3, 4), (4, 3), (6, 8), (5, 12), (8, 15))), rng.choice((0.1, 0.2, 0.5, 1))
    u, v = (rng.choice((-scale, scale)) * side for side in sides)
    length, f = math.hypot(u, v), rng.randint(-15, 9) / 10
    said = _("A linear SVM has w = ({u}, {v}). How wide is its margin, from edge to edge?", **_n(u=u, v=v))
    yield said, _options(2 / length, 1 / length, length, length / 2)
    said = _("A point of class +1 has the decision value f(x) = {f}. What is its slack?", **_n(f=f))
    yield said, _options(1 - f, abs(f), 1 + f, 0)


def _forest(rng: random.Random) -> Iterator[_Form]:
    p, n = rng.randint(6, 19) / 20, 100 * rng.randint(5, 90)
    said = _("Three independent trees are right with probability {p} each. How often is their vote right?", p=_share(p))
    yield said, _options(3 * p**2 - 2 * p**3, p, p**3, 1 - (1 - p) ** 3, write=_share)
    missed = (1 - 1 / n) ** n
    said = _("A bootstrap sample draws {n} of {n} rows, with replacement. About how many does it miss?", **_n(n=n))
    yield said, [quantity(10 * round(n * share / 10)) for share in (missed, 1 - missed, 1 / 2, 1 / 10)]


def _generalising(rng: random.Random) -> Iterator[_Form]:
    degrees, trained = sorted(rng.sample(range(1, 16), 4)), sorted(rng.sample(range(10, 50), 4), reverse=True)
    validated, best = rng.sample(range(51, 90), 4), rng.randrange(3)
    validated.insert(best, validated.pop(validated.index(min(validated))))
    errors = [_n(n=n, a=a / 100, b=b / 100) for n, a, b in zip(degrees, trained, validated, strict=True)]
    rows = clauses([_("degree {n}: {a} and {b}", **row) for row in errors])
    said = _("Errors on training points and on validation points: {list}. Which degree is best?", list=rows)
    yield said, [quantity(n) for n in sorted(degrees, key=lambda n: n != degrees[best])]
    e, decay, (v, w) = rng.randint(5, 40) / 10, rng.choice((0.01, 0.1, 0.2, 0.5)), _signed(rng, 2)
    n = _n(e=e, v=v, w=w, decay=decay)
    said = _("The squared error is {e}, the weights {v} and {w}. What is the loss with weight decay λ = {decay}?", **n)
    squares = v * v + w * w
    yield said, _options(e + decay * squares, e + decay * (abs(v) + abs(w)), e - decay * squares, e + squares)


def _amounts(rng: random.Random) -> Iterator[_Form]:
    a, b, c, d = sorted(rng.sample(range(1, 40), 4), reverse=True)
    total, n = a + b + c + d, _n(a=a, b=b, c=c, d=d)
    said = _("All components have variances {a}, {b}, {c} and {d}. What share do the first two hold?", **n)
    yield said, _options((a + b) / total, a / total, (c + d) / total, 1 / 2, write=_share)
    all_, held, k = 10 * rng.randint(60, 120), 10 * rng.randint(5, 40), rng.randint(2, 8)
    n = _n(all=all_, held=held, k=k)
    said = _(
        "Of {all} pictures {held} are for validation, the rest get {k} changed copies. How many are learnt from?", **n
    )
    yield said, _options((all_ - held) * (k + 1), (all_ - held) * k, all_ * (k + 1), all_ - held + k)


def _uses(rng: random.Random) -> Iterator[_Form]:
    p, a, m = rng.randint(1, 30) / 100, rng.randint(1, 9), rng.randint(10, 99)
    said = _("A missed case costs {m}, a false alarm {a}. From which probability on is an alarm cheaper?", m=m, a=a)
    yield said, _options(a / (a + m), m / (a + m), a / m, 1 / 2, write=_share)
    n = {"p": _share(p), "m": m, "a": a}
    said = _(
        "A tumour has probability {p}. A miss costs {m}, a false alarm {a}. What is the mean cost of no alarm?", **n
    )
    yield said, _options(p * m, (1 - p) * a, (1 - p) * m, p * a)


_KINDS: dict[str, Callable[[random.Random], Iterator[_Form]]] = {
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
