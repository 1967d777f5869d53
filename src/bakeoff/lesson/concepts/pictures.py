"""Concepts of the amount of data: copies, and more pictures."""

import numpy as np
from sklearn.neighbors import KNeighborsClassifier

from bakeoff.lesson.concepts.record import Claim, Concept, Idea, Outcome
from bakeoff.lesson.concepts.small import digits, network, right
from bakeoff.text import _


def _copied(seed: int) -> Outcome:
    rng, shares = np.random.default_rng(seed), []
    for _repeat in range(20):
        X, y, new, new_y = digits(rng, 100)
        copies = np.concatenate([X, *(X + rng.normal(0, 0.1, X.shape) for _copy in range(4))])
        classes, order = np.tile(y, 5), rng.permutation(500)
        learnt, held = order[:400], order[400:]
        early = KNeighborsClassifier(1).fit(copies[learnt], classes[learnt])
        late = KNeighborsClassifier(1).fit(X[:80], y[:80])
        shares.append(
            (right(early, copies[held], classes[held]), right(early, new, new_y), right(late, X[80:], y[80:]))
        )
    tested, truth, parted = (float(share) for share in np.mean(shares, axis=0))
    bars = (
        (_("Copied, then split: test part"), tested),
        (_("The same: new pictures"), truth),
        (_("Split first: test part"), parted),
    )
    said = _("The test part says {tested:.0f} %, new pictures {truth:.0f} %.", tested=tested, truth=truth)
    off = abs(parted - truth)
    claims = (
        Claim(0, truth + 3),
        Claim(0, truth - 3, truth + 3),
        Claim(0, high=truth),
        Claim(0, truth - off, truth + off),
    )
    return Outcome(bars, said, claims)


def _more(seed: int) -> Outcome:
    X, y, _new, _classes = digits(np.random.default_rng(seed), 1797)
    few = slice(60)
    turned = X[few].reshape(-1, 8, 8)[:, ::-1].reshape(-1, 64)

    def tested(X: np.ndarray, y: np.ndarray, units: int = 16, passes: int = 100) -> float:
        made = network(X, y, (units,), seed, passes, learning_rate_init=0.01, batch_size=25)
        return right(made, *held)

    held = (X[600:], y[600:])
    before = tested(X[few], y[few])
    bars = (
        (_("240 pictures"), tested(X[:240], y[:240])),
        (_("64 units"), tested(X[few], y[few], units=64)),
        (_("Four times as long"), tested(X[few], y[few], passes=400)),
        (_("Copies upside down"), tested(np.r_[X[few], turned], np.tile(y[few], 2))),
    )
    most = bars[0][1]
    said = _("With 60 pictures and 16 units {before:.0f} % were right.", before=before)
    return Outcome(bars, said, (Claim(0, before + 3), Claim(1, most), Claim(2, most), Claim(3, most)))


CONCEPTS = (
    Concept(
        "amounts_copies",
        "learning",
        "amounts",
        "{n} pictures get four slightly changed copies each. Then all {all} are split at random. The test result is:",
        (
            "Too high: it has learnt copies of what tests it.",
            "Fair: a random split treats all pictures alike.",
            "Too low: the copies are harder than real pictures.",
            "More exact: five times as many pictures are tested.",
        ),
        (
            Idea(
                "A random split is always fair",
                "A random split is fair where rows are independent. Here a test copy has sisters in training.",
                "Kapoor and Narayanan 2023",
            ),
            Idea(
                "Changed copies make the test harder",
                "Each copy in the test part lies next to one that was learnt. It is easier than any new picture.",
                "Lones 2021",
            ),
            Idea(
                "Copies count as new rows",
                "Copies of one picture tell the same about a model. Only different pictures make a test more exact.",
                "Hurlbert 1984",
            ),
        ),
        "Copies of one picture belong to one part. So split first, and copy training pictures alone.",
        "100 digits are copied with a little noise, split and learnt, 20 times; 1,697 others are new.",
        _copied,
        lambda rng: {"n": (n := rng.choice((100, 200, 300, 400))), "all": 5 * n},
        {"rules.rows": "300", "transform.copies": "5"},
    ),
    Concept(
        "amounts_more",
        "learning",
        "amounts",
        "A network of 16 units has all of 60 training pictures right, but far fewer new ones. What helps most?",
        (
            "More pictures: 240 instead of 60, the same network.",
            "A larger network: 64 units, with the same pictures.",
            "More training: four times as long, as far as it goes.",
            "Copies turned upside down: 120 pictures instead of 60.",
        ),
        (
            Idea(
                "A larger model is better",
                "It has all training pictures right already. It lacks other ways of writing a digit, not size.",
                "Banko and Brill 2001",
            ),
            Idea(
                "Longer training is better",
                "It has all training pictures right, so hardly any gradient is left. New pictures gain nothing.",
                "Prechelt 1998",
            ),
            Idea(
                "Any copies are more data",
                "A copy helps if its change does not matter for the class. Upside down, a 6 is a 9.",
                "Shorten and Khoshgoftaar 2019",
            ),
        ),
        "New pictures show what varies between pictures. No setting of the network can tell it that.",
        "Networks learn handwritten digits in five ways and answer 1,197 new ones.",
        _more,
    ),
)
