"""The loss surface of a network as the lab has it: trained here, and the loss all over a plane through its end."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from bakeoff.features.lab.points import make_points
from bakeoff.features.lab.settings import LabSettings
from bakeoff.features.learn.calls import Tell, untold
from bakeoff.features.learn.descent.plane import Landscape, WeightPlane, landscape, principal, random
from bakeoff.features.learn.descent.rules import BY_NAME
from bakeoff.features.learn.descent.training import Trained, train

PlaneKind = Literal["principal", "random"]

EPOCHS = 60
_TRAINED = 0.4  # of the time that all of it takes


@dataclass(frozen=True, eq=False)
class OwnSurface:
    """A network's surface, and how it was asked for.

    Attributes
    ----------
    settings : LabSettings
    kind : {"principal", "random"}
    trained : Trained
    plane : WeightPlane
    ground : Landscape
    n_rows : int
        Training rows.
    """

    settings: LabSettings
    kind: PlaneKind
    trained: Trained
    plane: WeightPlane
    ground: Landscape
    n_rows: int


def own_surface(settings: LabSettings, kind: PlaneKind, seed: int, tell: Tell = untold) -> OwnSurface:
    """Train a network on the lab's points, and return its loss all over a plane.

    Parameters
    ----------
    settings : LabSettings
        For two classes; tanh, whatever the layers say.
    kind : {"principal", "random"}
        Of the plane.
    seed : int
        Of random directions.
    tell : callable
        Told now and then what share is done.
    """
    X, target = _training_rows(settings)
    trained = train(
        X,
        target,
        [layer.units for layer in settings.layers],
        BY_NAME[settings.optimizer],
        settings.learning_rate,
        epochs=EPOCHS,
        batch=settings.batch_size,
        tell=lambda share: tell(_TRAINED * share),
    )
    plane, reach = (random(trained, seed), 1.0) if kind == "random" else (principal(trained), 0.0)
    ground = landscape(
        trained, plane, X, target, reach=reach, tell=lambda share: tell(_TRAINED + (1 - _TRAINED) * share)
    )
    return OwnSurface(settings, kind, trained, plane, ground, len(X))


def _training_rows(settings: LabSettings) -> tuple[NDArray[np.float64], NDArray[Any]]:
    points = make_points(settings)
    return points.X[points.train].astype(float), points.target[points.train]
