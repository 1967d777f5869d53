"""Pictures of tree, SVM and forest beside the network, and of where they disagree."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import duration, with_minus
from bakeoff.network.messages import Snapshot
from bakeoff.network.rival_jobs import Rivals
from bakeoff.network.rivals import NETWORK, RIVALS, disagreement
from bakeoff.text import _, enumerated, told
from bakeoff.web.network.planes import Panel


def panels(snapshot: Snapshot | None, rivals: Rivals, validates: bool = False) -> list[Panel]:
    """Return a picture each for the network, the rivals, and where they disagree."""
    n_classes = rivals.points.n_classes
    shown = [_network(snapshot, n_classes, validates), *(_rival(name, rivals, validates) for name in RIVALS)]
    planes = [rival.plane for rival in shown if rival.plane is not None]
    if len(planes) == len(shown):
        shown.append(_disagreement(planes, n_classes))
    return shown


def caption(snapshot: Snapshot | None, rivals: Rivals, validates: bool = False) -> str:
    """Say how many test points each has right, or for numbers each one's R², as far as they have come."""
    points = rivals.points
    n_test = int((~points.train).sum())
    scores = {name: fit.test_score for name, fit in rivals.drawn.items()}
    if snapshot is not None and snapshot.n_classes == points.n_classes:
        scores = {NETWORK: snapshot.test_score} | scores
    each = enumerated(
        [
            _("{label} {score}", label=contender(name).label, score=_score(score, points.n_classes))
            for name, score in scores.items()
        ]
    )
    if not each or not n_test:
        return ""
    if validates and points.n_classes:
        return _("Right of {n} validation points: {each}.", n=n_test, each=each)
    if validates:
        return _("R² on {n} validation points: {each}.", n=n_test, each=each)
    if points.n_classes:
        return _("Right of {n} test points: {each}.", n=n_test, each=each)
    return _("R² on {n} test points: {each}.", n=n_test, each=each)


def _network(snapshot: Snapshot | None, n_classes: int, validates: bool) -> Panel:
    title = _(contender(NETWORK).label)
    if snapshot is None or snapshot.n_classes != n_classes:
        return Panel(title, None, (_("Starting."),))
    lines = _figures(snapshot.test_score, snapshot.train_score, snapshot.cpu_seconds, n_classes, validates)
    if snapshot.epoch < snapshot.last_epoch:  # what all epochs took is not what those until then did
        lines = lines[:1]
    return Panel(title, snapshot.output, (*lines, _("Epoch {n}", n=f"{snapshot.epoch:,}")))


def _rival(name: str, rivals: Rivals, validates: bool) -> Panel:
    title, drawn = _(contender(name).label), rivals.drawn.get(name)
    if drawn is None:
        return Panel(title, None, (told(rivals.troubles.get(name, "")) or _("Training."),))
    lines = _figures(drawn.test_score, drawn.train_score, drawn.cpu_seconds, rivals.points.n_classes, validates)
    sizes = enumerated([_("{n:,} {what}", n=n, what=_(what)) for what, n in drawn.sizes.items()])
    return Panel(title, drawn.output, (*lines, sizes))


def _figures(test: float, train: float, cpu_seconds: float, n_classes: int, validates: bool) -> tuple[str, ...]:
    words = {"test": _score(test, n_classes), "train": _score(train, n_classes)}
    if validates:
        scores = _("Validation {test}, training {train}", **words)
    elif n_classes:
        scores = _("Test {test}, training {train}", **words)
    else:
        scores = _("Test R² {test}, training {train}", **words)
    return scores, _("{time} CPU", time=duration(cpu_seconds))


def _score(value: float, n_classes: int) -> str:
    if not np.isfinite(value):
        return "–"
    if not n_classes:
        return with_minus(f"{value:.3f}")
    share = _("{number} %", number=f"{100 * value:.1f}")
    return share.replace(" ", "\N{NO-BREAK SPACE}")


def _disagreement(planes: Sequence[NDArray[np.uint8]], n_classes: int) -> Panel:
    """Show where all agree, all but one, or neither."""
    code = disagreement(planes, n_classes)
    infos = [contender(name) for name in (NETWORK, *RIVALS)]
    key = [
        (_("All agree"), ""),
        *((_("Only {label} differs", label=info.label), info.identity.colour) for info in infos),
        (_("Several differ"), "ink"),
    ]
    line = _("All four agree on {share} % of the plane", share=f"{100 * float((code == 0).mean()):.0f}")
    return Panel(_("Where they disagree"), code, (line,), tuple(key))
