"""Concepts of a network's layers: the way forward, and many layers."""

from itertools import pairwise

import numpy as np
from scipy.special import expit, softmax
from sklearn.datasets import make_circles, make_moons
from sklearn.linear_model import LogisticRegression

from bakeoff.lesson.concepts.record import Claim, Concept, Idea, Outcome
from bakeoff.lesson.concepts.small import digits, network, right
from bakeoff.text import _


def _straight(seed: int) -> Outcome:
    X, y = make_circles(1000, noise=0.1, factor=0.5, random_state=seed)
    none = right(LogisticRegression().fit(X[:200], y[:200]), X[200:], y[200:])
    five, bent = (
        right(network(X[:200], y[:200], layers, seed, 300, activation=name, solver="lbfgs"), X[200:], y[200:])
        for layers, name in (((50,) * 5, "identity"), ((50,), "relu"))
    )
    bars = ((_("No hidden layer"), none), (_("Five without activation"), five), (_("One with ReLU"), bent))
    said = _("Five layers without an activation have {five:.0f} % right, none {none:.0f} %.", five=five, none=none)
    more = Claim(1, none + 10)
    return Outcome(bars, said, (Claim(1, none - 3, none + 3), more, more, Claim(0, 80)))


def _sure(seed: int) -> Outcome:
    X, y = make_moons(2100, noise=0.35, random_state=seed)
    made = network(X[:100], y[:100], (50, 50), seed, 500, solver="lbfgs")
    angle = np.random.default_rng(seed).uniform(0, 2 * np.pi, 1000)
    sure, far = (
        made.predict_proba(rows).max(axis=1) >= 0.99 for rows in (X[100:], 20 * np.c_[np.cos(angle), np.sin(angle)])
    )
    hits = made.predict(X[100:]) == y[100:]
    made.coefs_[-1] *= 3
    made.intercepts_[-1] *= 3
    bars = (
        (_("Right where it gives 99 %"), 100 * float(hits[sure].mean())),
        (_("Rows far away that get 99 %"), 100 * float(far.mean())),
        (_("All new rows right"), 100 * float(hits.mean())),
        (_("The same, three times as sure"), right(made, X[100:], y[100:])),
    )
    said = _(
        "It gives at least 99 % to {n} new rows and has {right:.0f} % of them right.", n=sure.sum(), right=bars[0][1]
    )
    return Outcome(bars, said, (Claim(0, high=96), Claim(0, 98), Claim(1, high=50), Claim(3, bars[2][1] + 1)))


def _deeper(seed: int) -> Outcome:
    X, y, new, new_y = digits(np.random.default_rng(seed), 400)
    two, deep, later = (
        network(
            X, y, (32,) * n, seed, n_passes, activation="logistic", solver="sgd", learning_rate_init=0.2, batch_size=50
        )
        for n, n_passes in ((2, 100), (8, 100), (8, 400))
    )
    bars = (
        (_("2 layers, training rows"), right(two, X, y)),
        (_("8 layers, training rows"), right(deep, X, y)),
        (_("8 layers, new rows"), right(deep, new, new_y)),
        (_("8 layers, four times the steps"), right(later, X, y)),
    )
    first, many, *_rest = (value for _label, value in bars)
    said = _("Two layers have {few:.0f} % of the training rows right, eight {many:.0f} %.", few=first, many=many)
    better = Claim(2, right(two, new, new_y))
    return Outcome(bars, said, (Claim(1, high=first - 30), better, Claim(1, first - 5), Claim(3, first - 5)))


_SIZES = (64, 32, 32, 32, 128, 10)


def _slopes(seed: int, *, tanh: bool) -> list[float]:
    """Return for each layer the root mean square of its weights' gradients, as a share of the last one's."""
    rng = np.random.default_rng(seed)
    X, y, _new, _classes = digits(rng, 200)
    weights = [rng.uniform(-1, 1, (n, m)) * np.sqrt(6 / (n + m)) for n, m in pairwise(_SIZES)]
    outputs = [X]
    for kernel in weights[:-1]:
        outputs.append((np.tanh if tanh else expit)(outputs[-1] @ kernel))
    back, sizes = softmax(outputs[-1] @ weights[-1], axis=1) - np.eye(10)[y], []
    for kernel, output in zip(weights[::-1], outputs[::-1], strict=True):
        sizes.append(float(np.sqrt(((output.T @ back) ** 2).mean())))
        back = back @ kernel.T * (1 - output**2 if tanh else output * (1 - output))
    return [size / sizes[0] for size in sizes[::-1]]


def _slowest(seed: int) -> Outcome:
    first, *_between, largest, last = (100 * share for share in _slopes(seed, tanh=False))
    bars = (
        (_("First layer"), first),
        (_("Largest layer"), largest),
        (_("Last layer"), last),
        (_("First layer, tanh"), 100 * _slopes(seed, tanh=True)[0]),
    )
    said = _("The first layer’s gradient is {times:.0f} times smaller than the last one’s.", times=last / first)
    return Outcome(bars, said, (Claim(0, high=1), Claim(0, last), Claim(0, last / 2, 2 * last), Claim(1, high=first)))


CONCEPTS = (
    Concept(
        "forward_straight",
        "learning",
        "forward",
        "A network has {n} hidden layers of 50 units but no activation. Which border between two classes can it draw?",
        (
            "A straight line, as with no hidden layer at all.",
            "A curved line, as every layer adds one bend to it.",
            "A curved line, as it has thousands of weights.",
            "A curved line, as softmax at its end is curved.",
        ),
        (
            Idea(
                "Every layer adds a bend",
                "Without an activation a layer only multiplies and adds. Two such layers are one with other weights.",
                "Rumelhart, Hinton and Williams 1986",
            ),
            Idea(
                "More weights always fit more",
                "Weights that are multiplied with each other are one weight. Here thousands do what two and a bias do.",
                "Baldi and Hornik 1989",
            ),
            Idea(
                "Softmax bends the border",
                "The border is where both classes are equally likely. There two sums are equal: a straight line.",
                "Goodfellow, Bengio and Courville 2016",
            ),
        ),
        "Layers bend only by their activation. Without it they multiply to a single layer, whose border is straight.",
        "Networks learn two rings of points and answer 800 new ones.",
        _straight,
        lambda rng: {"n": rng.randint(3, 9)},
        {"data": "circle", "layers": "4:linear,4:linear,4:linear"},
        "lab",
    ),
    Concept(
        "forward_sure",
        "learning",
        "forward",
        "A network gives a new row a probability of {p} %. What does that say?",
        (
            "It may be wrong far more often: count it on new rows.",
            "It is right for about {p} of 100 rows that get {p} %.",
            "It has learnt similar rows; elsewhere it is less sure.",
            "It is right more often than one that gives only 80 %.",
        ),
        (
            Idea(
                "A probability is a frequency",
                "Softmax makes numbers that add up to 1; nothing makes them frequencies. A network that overfits is "
                "far too sure.",
                "Guo, Pleiss, Sun and Weinberger 2017",
            ),
            Idea(
                "A network knows what it has never seen",
                "Far from all training rows the last sums grow with the distance. There softmax is surest of all.",
                "Hein, Andriushchenko and Bitterwolf 2019",
            ),
            Idea(
                "The surer, the better",
                "Larger weights in the last layer make each answer surer and change none of them.",
                "Nguyen, Yosinski and Clune 2015",
            ),
        ),
        "A probability of a network is a size of its last sums. How often it is right, only new rows can tell.",
        "A network learns 100 noisy points and answers 2,000 new ones, and points far away.",
        _sure,
        lambda rng: {"p": rng.choice((97, 98, 99))},
    ),
    Concept(
        "activations_deeper",
        "learning",
        "activations",
        "A sigmoid network of 2 layers has all training rows right. What comes of 8 layers, trained in the same way?",
        (
            "Few training rows are right: the first layers hardly learn.",
            "More new rows are right: a deeper network is a better one.",
            "All training rows are right, but fewer new ones: it overfits.",
            "All training rows are right, only after four times the steps.",
        ),
        (
            Idea(
                "Deeper is better",
                "A deeper network can express more, but it has to learn it. With sigmoid its first layers hardly move.",
                "Ba and Caruana 2014",
            ),
            Idea(
                "A deep network fails because it overfits",
                "Overfitting has the training rows right. Here they are wrong: the first layers have not learnt.",
                "He, Zhang, Ren and Sun 2016",
            ),
            Idea(
                "More steps make up for depth",
                "Each layer leaves at most a quarter of the gradient. Over 8 layers, four times the steps are nothing.",
                "Glorot and Bengio 2010",
            ),
        ),
        "A layer more helps only where the gradient still reaches the first ones. Sigmoid shrinks it in each layer.",
        "Networks of 2 and 8 sigmoid layers learn 400 handwritten digits.",
        _deeper,
    ),
    Concept(
        "activations_slowest",
        "learning",
        "activations",
        "A deep network of sigmoid units begins to train. In which layer do the weights move least?",
        (
            "In the first: each layer on the way back shrinks the gradient.",
            "In the last: it has to wait until those before it have learnt.",
            "In none: one learning rate moves all layers at the same pace.",
            "In the largest: all of its weights share the gradient with each other.",
        ),
        (
            Idea(
                "Layers learn one after the other",
                "All layers move at every step. The last one is nearest to the loss and gets the largest gradient.",
                "Nielsen 2015",
            ),
            Idea(
                "One learning rate, one pace",
                "A step is the rate times the gradient. The gradients of two layers can differ a thousand times.",
                "Hochreiter 1991",
            ),
            Idea(
                "A gradient is shared out among weights",
                "Each weight has its own slope. It hangs on the layers behind it, not on how many neighbours it has.",
                "Glorot and Bengio 2010",
            ),
        ),
        "The way back multiplies by a slope in each layer, and a sigmoid’s is at most a quarter. The first gets least.",
        "Gradients of a network of five layers on 200 handwritten digits, before training; the last layer’s is 100 %.",
        _slowest,
    ),
)
