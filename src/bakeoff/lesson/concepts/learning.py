"""Concepts of training: the loss, its gradient, and the steps against it."""

from typing import Any

import numpy as np
from scipy.special import expit
from sklearn.datasets import load_diabetes, make_moons
from sklearn.linear_model import LinearRegression, LogisticRegression, QuantileRegressor
from sklearn.neural_network import MLPClassifier
from sklearn.preprocessing import scale

from bakeoff.lesson.concepts.record import Claim, Concept, Idea, Outcome
from bakeoff.lesson.concepts.small import digits
from bakeoff.text import _


def _rising(seed: int) -> Outcome:
    X, y, new, new_y = digits(np.random.default_rng(seed), 500)
    made = MLPClassifier((64,) * 4, alpha=0.0, learning_rate_init=0.005, batch_size=100, random_state=seed)
    losses, hits = [], []
    for _epoch in range(200):
        chances = made.partial_fit(X, y, classes=range(10)).predict_proba(new)
        losses.append(-np.log(np.maximum(chances[np.arange(len(new_y)), new_y], 1e-15)))
        hits.append(100 * float((chances.argmax(axis=1) == new_y).mean()))
    least = int(np.argmin([loss.mean() for loss in losses]))
    first, last = losses[least], losses[-1]
    bars = (
        (_("Right, at the lowest loss"), hits[least]),
        (_("Right, at the end"), hits[-1]),
        (_("Rows whose loss is lower at the end"), 100 * float((last < first).mean())),
    )
    said = _("The test loss rose from {first:.3f} to {last:.3f}.", first=first.mean(), last=last.mean())
    before = hits[least]
    return Outcome(
        bars, said, (Claim(1, before - 2), Claim(1, high=before - 3), Claim(2, high=50), Claim(1, before + 4))
    )


def _outlier(seed: int) -> Outcome:
    x = np.append(np.linspace(-5, 5, 20), 2)[:, None]
    y = 1 + x[:, 0] / 2 + np.random.default_rng(seed).normal(0, 0.4, 21)
    moved = []
    for line in (LinearRegression(), QuantileRegressor(alpha=0, solver="highs")):
        near, far = (line.fit(x, np.append(y[:-1], height)).predict(x) for height in (6, 60))
        moved.append(float(np.abs(far - near).mean()))
    bars = ((_("Line of the squared error moves by"), moved[0]), (_("Line of the absolute error moves by"), moved[1]))
    said = _(
        "The point moves by 54, the lines by {squared:.2f} and {absolute:.2f}.", squared=moved[0], absolute=moved[1]
    )
    both = Claim(1, 0.8 * moved[0])
    return Outcome(bars, said, (Claim(1, high=0.3), both, both, Claim(0, high=0.3)), unit="")


def _equal(seed: int) -> Outcome:
    X, y = make_moons(200, noise=0.1, random_state=seed)
    apart, moved = [], []
    for batch, is_equal in ((200, True), (20, True), (20, False)):
        settings: dict[str, Any] = {"momentum": 0, "alpha": 0.0, "learning_rate_init": 0.5, "batch_size": batch}
        made = MLPClassifier(8, "tanh", solver="sgd", random_state=seed, **settings).partial_fit(X, y, classes=(0, 1))
        for weights in (*made.coefs_, *made.intercepts_) if is_equal else ():
            weights[:] = 0.5
        before = made.coefs_[0].copy()
        for _epoch in range(200):
            made.partial_fit(X, y)
        apart.append(float(np.ptp(made.coefs_[0], axis=1).max()))
        moved.append(float(np.abs(made.coefs_[0] - before).max()))
    bars = (
        (_("Units differ, all rows in a step"), apart[0]),
        (_("Units differ, mini-batches"), apart[1]),
        (_("A weight moved by"), moved[1]),
        (_("Units differ, drawn weights"), apart[2]),
    )
    said = _(
        "From equal weights the units differ by {equal}, from drawn ones by {drawn:.1f}.",
        equal=apart[1],
        drawn=apart[2],
    )
    claims = (Claim(1, high=0.01), Claim(0, 0.1), Claim(1, 0.1), Claim(2, high=0.01))
    return Outcome(bars, said, claims, unit="")


def _zero(seed: int) -> Outcome:
    X, y = make_moons(200, noise=0.3, random_state=seed)
    made = LogisticRegression(C=1e9, tol=1e-10, max_iter=1000).fit(X, y)
    sums, part = made.decision_function(X), made.coef_[0, 1] * X[:, 1]
    now, nearby, without = (
        float((np.logaddexp(0, sums + change * part) - y * (sums + change * part)).mean()) for change in (0, 0.01, -1)
    )
    own = (expit(sums) - y) * X[:, 1]
    bars = (
        (_("The weight, without its sign"), float(abs(made.coef_[0, 1]))),
        (_("Loss, the weight 1 % larger"), nearby),
        (_("Loss, the weight set to 0"), without),
        (_("One row’s gradient, mean size"), float(np.abs(own).mean())),
    )
    said = _("The gradient over all rows is {slope:.6f}, the loss {loss:.4f}.", slope=abs(own.mean()), loss=now)
    claims = (Claim(1, now - 1e-3, now + 1e-3), Claim(2, high=now + 0.01), Claim(0, high=0.1), Claim(3, high=0.001))
    return Outcome(bars, said, claims, unit="")


def _curved(seed: int, columns: slice) -> tuple[Any, Any, float]:
    """Return curvature and first slope of the squared error on 300 patients, and the largest curvature."""
    data = load_diabetes()
    rows = np.random.default_rng(seed).choice(len(data.target), 300, replace=False)
    X, y = scale(data.data[rows][:, columns]), scale(data.target[rows])
    bend = X.T @ X / len(X)
    return bend, X.T @ y / len(X), float(np.linalg.eigvalsh(bend)[-1])


def _rate(seed: int) -> Outcome:
    bend, slope, steepest = _curved(seed, slice(2, 4))
    best = np.linalg.solve(bend, slope)
    excess = []
    for rate in (0, 0.22, 0.44, 2.2):
        w = np.zeros(2)
        for _step in range(10):
            w = w - rate / steepest * (bend @ w - slope)
        excess.append(float((w - best) @ bend @ (w - best)))
    small, twice, ten = (value / excess[0] for value in excess[1:])
    bars = ((_("Small rate"), small), (_("Twice the rate"), twice), (_("Ten times the rate"), ten))
    said = _("Ten steps at ten times the rate end {n:.0f} times as far above the minimum as they began.", n=ten)
    claims = (Claim(2, 1), Claim(2, high=small), Claim(2, high=1), Claim(1, 0.8 * small))
    return Outcome(bars, said, claims, unit="")


def _momentum(seed: int) -> Outcome:
    bend, slope, steepest = _curved(seed, slice(None))
    limits = []
    for beta in (0.0, 0.5, 0.9):
        low, high = 0.1, 20.0
        for _halving in range(14):
            middle = (low * high) ** 0.5
            low, high = (low, middle) if _grows(middle / steepest, beta, bend, slope) else (middle, high)
        limits.append(low / steepest)
    bars = tuple(
        (name, limit) for name, limit in zip((_("No momentum"), _("β = 0.5"), _("β = 0.9")), limits, strict=True)
    )
    said = _(
        "The largest rate that converges is {without:.2f}, with β = 0.9 {heavy:.2f}.",
        without=limits[0],
        heavy=limits[2],
    )
    claims = (Claim(2, 1.1 * limits[0]), Claim(2, high=0.9 * limits[0]), Claim(2, high=1.1 * limits[0]))
    return Outcome(bars, said, (*claims, Claim(2, 19 / steepest)), unit="")


def _grows(rate: float, beta: float, bend: Any, slope: Any) -> bool:
    """Return whether descent diverges."""
    w, v = np.zeros(len(slope)), np.zeros(len(slope))
    for _step in range(3000):
        v = beta * v - rate * (bend @ w - slope)
        w = w + v
        if np.abs(w).max() > 1e8:
            return True
    return False


CONCEPTS = (
    Concept(
        "loss_rises",
        "learning",
        "loss",
        "Training goes on, and the test loss rises by {n} %. What about the test accuracy?",
        (
            "It may stay: rows that were wrong are now surely wrong.",
            "It must fall: a higher loss means that more are wrong.",
            "It may stay: each single row is now a little less sure.",
            "It must rise: a surer network is right more often than before.",
        ),
        (
            Idea(
                "A higher loss means more mistakes",
                "Accuracy counts mistakes, the loss weighs them. A confident mistake weighs most.",
                "Valdenegro-Toro and Sabatelli 2023",
            ),
            Idea(
                "All rows share in the loss alike",
                "Most rows are surer and right, so their loss falls. A few are surer and wrong, and raise the mean.",
                "Guo, Pleiss, Sun and Weinberger 2017",
            ),
            Idea(
                "The surer, the better",
                "Going on makes right and wrong answers surer alike. It hardly makes more of them right.",
                "Nguyen, Yosinski and Clune 2015",
            ),
        ),
        "Cross-entropy has no limit for a mistake that gets surer. A few raise it while no more rows are wrong.",
        "A network learns 500 handwritten digits for 200 epochs; 1,297 others test it after each.",
        _rising,
        lambda rng: {"n": rng.choice((20, 30, 40, 50))},
    ),
    Concept(
        "loss_outlier",
        "learning",
        "loss",
        "A straight line is fitted to 21 points, and one of them moves far up. Which line follows it?",
        (
            "The squared error’s does; the absolute error’s stays.",
            "Both alike: one of 21 points counts as much as another.",
            "Both alike: any loss must lower its largest error.",
            "Neither of them: training leaves out what does not fit.",
        ),
        (
            Idea(
                "Every point pulls alike",
                "A squared error pulls harder the farther a point is. An absolute error pulls alike at any distance.",
                "Huber and Ronchetti 2009",
            ),
            Idea(
                "Every loss follows its largest error",
                "To come nearer to one point, the line has to leave twenty. Their absolute errors grow by far more.",
                "Hampel, Ronchetti, Rousseeuw and Stahel 1986",
            ),
            Idea(
                "Training leaves outliers out",
                "Training uses each row that it gets. The loss alone decides how hard a row pulls.",
                "Rousseeuw and Leroy 1987",
            ),
        ),
        "The slope of the squared error grows with the error, that of the absolute error does not.",
        "Two lines are fitted to 20 points and an outlier, which moves up from 6 to 60.",
        _outlier,
    ),
    Concept(
        "backward_equal",
        "learning",
        "backward",
        "All weights of a network with {n} hidden units begin at 0.5. What do the hidden units learn?",
        (
            "All the same: each gets the same gradient at each step.",
            "Different things: training drives them apart in time.",
            "Different things: its mini-batches are drawn at random.",
            "Nothing at all: where weights are equal, gradients are zero.",
        ),
        (
            Idea(
                "Training makes units different",
                "Equal units get equal gradients, so they are equal after each step as well. Nothing tells them apart.",
                "Rumelhart, Hinton and Williams 1986",
            ),
            Idea(
                "Random batches make units different",
                "A random batch is the same for all units. It moves them together.",
                "Goodfellow, Bengio and Courville 2016",
            ),
            Idea(
                "Equal weights have no gradient",
                "The gradient is not zero, but the same for all units. So the weights move alike.",
                "Goodfellow, Bengio and Courville 2016",
            ),
        ),
        "The way back treats equal units alike, so they stay copies of one unit. That is why weights are drawn.",
        "A network of 8 hidden units learns 200 points for 200 epochs, from equal and from drawn weights.",
        _equal,
        lambda rng: {"n": rng.choice((4, 8, 16, 32))},
    ),
    Concept(
        "backward_zero",
        "learning",
        "backward",
        "After training, the gradient of a weight over all rows is 0. What does that say of the weight?",
        (
            "Moving it a little leaves the loss alone, moving it far may not.",
            "It is not needed: set to 0, it would leave all answers as they are.",
            "It is close to 0 itself: a large weight has a large gradient as well.",
            "No row asks for another value: the gradient of each of them is 0.",
        ),
        (
            Idea(
                "A gradient is the importance of a weight",
                "The gradient says what a tiny change does. Setting a weight to 0 is no tiny change.",
                "Shrikumar, Greenside and Kundaje 2017",
            ),
            Idea(
                "Large weights have large gradients",
                "A gradient is a slope of the loss, not a size. At a minimum all are 0, of large weights too.",
                "LeCun, Denker and Solla 1990",
            ),
            Idea(
                "A zero mean is zero for each row",
                "The gradient is a mean over rows. Some would have the weight grow, others have it shrink.",
                "Bottou, Curtis and Nocedal 2018",
            ),
        ),
        "A gradient is the slope where one stands. Zero means flat here; it says nothing about places far away.",
        "A network of one unit learns 200 points to the end; one of its weights is changed.",
        _zero,
    ),
    Concept(
        "descent_rate",
        "learning",
        "descent",
        "Gradient descent does well with a small learning rate. What does ten times the rate do?",
        (
            "It can raise the loss: each step overshoots by more.",
            "It needs a tenth of the steps: the rate is its speed.",
            "It swings at first and settles, where slopes get smaller.",
            "It needs as many steps: slopes decide how fast it goes.",
        ),
        (
            Idea(
                "The rate is the speed",
                "A larger rate is faster only up to a limit. Beyond it each step lands further up the other side.",
                "Goodfellow, Bengio and Courville 2016",
            ),
            Idea(
                "Swings settle by themselves",
                "Beyond the limit each swing is wider than the last one, so slopes get larger and not smaller.",
                "LeCun, Bottou, Orr and Müller 1998",
            ),
            Idea(
                "The slope alone sets the speed",
                "A step is the rate times the slope. Up to the limit, a larger rate comes down in fewer steps.",
                "LeCun, Bottou, Orr and Müller 1998",
            ),
        ),
        "A rate above 2 divided by the largest curvature makes descent diverge. Below it, a larger one can be faster.",
        "Ten steps down the squared error of 300 patients; how far the loss ends above its minimum, 1 at the start.",
        _rate,
    ),
    Concept(
        "descent_momentum",
        "learning",
        "descent",
        "Momentum of 0.9 adds nine tenths of the last step to each step. Which learning rates can descent use?",
        (
            "Larger ones too: steps to and fro partly cancel out.",
            "Only smaller ones: the steps add up to longer ones.",
            "The same ones: momentum leaves the limit where it is.",
            "Any at all: momentum brakes each step that is too long.",
        ),
        (
            Idea(
                "Momentum needs a smaller rate",
                "Along the valley steps add up. Across it, where descent diverges, they turn round and cancel.",
                "Goh 2017",
            ),
            Idea(
                "Momentum leaves the limit alone",
                "The limit is 2 (1 + β) divided by the largest curvature. At β = 0.9 it is nearly twice as high.",
                "Polyak 1964",
            ),
            Idea(
                "Momentum is a brake",
                "It is no brake: it has a limit as well, less than twice that of plain descent.",
                "Sutskever, Martens, Dahl and Hinton 2013",
            ),
        ),
        "Descent diverges across the valley. There each step turns round, and momentum takes part of it back.",
        "Descent on the squared error of 300 patients; the largest rate that converges is searched for.",
        _momentum,
    ),
)
