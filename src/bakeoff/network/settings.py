"""Everything that can be set in the network lab, declared once.

Widgets, the link, the controls that a lesson hides, the export and the tests are all made from this model.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import BeforeValidator, Field, field_validator

from bakeoff.contenders.layers import Layer, split_layers
from bakeoff.contenders.mlp import ClassLoss, MLPSettings, NumberLoss, Optimizer
from bakeoff.errors import SettingError
from bakeoff.fields import none_from_text, read, same_as, setting, write
from bakeoff.network.point_settings import MAX_POINTS, PointSettings
from bakeoff.text import _, enumerated

Feature = Literal["x1", "x2", "x1_sq", "x2_sq", "x1x2", "sin_x1", "sin_x2"]
FEATURES: tuple[Feature, ...] = get_args(Feature)
Pace = Literal["1", "10", "100", "full"]
USUAL_RATES: Mapping[str, tuple[float, ...]] = {
    "learning_rate": (0.00001, 0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
    "regularisation_rate": (0.0, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0, 3.0, 10.0),
}
MAX_LAYERS = 6
MAX_UNITS = 8
PARTS = ("run", "step", "reset", "new_weights", "edit", "history", "rivals", "export")
"""Parts that a lesson can hide besides the settings."""

RATES = ("learning_rate", "regularisation_rate")
"""Settings of which a change makes another run of what follows."""
LIVE = (*RATES, "stop_loss", "stop_accuracy", "stop_epoch", "pace", "watch")
"""Settings that a running job takes over without a reset."""
VIEW = ("show_test", "discretise", "surface", "hide")
"""Settings that only the page looks at."""
WATCHING = (*VIEW, "pace", "watch")
"""Settings that say how a run is watched, and make no other of it."""

_OF_SHAPE = ("features", "batch_norm")
"""These, and the units of `layers`, say which weights there are."""

_KERAS = "https://keras.io/api"


class SmallLayer(Layer):
    """A hidden layer that can be drawn neuron by neuron; its text is ``4:tanh``."""

    units: int = Field(ge=1, le=MAX_UNITS)


def _split(value: Any) -> Any:
    """Read ``x1,x2`` as two names and an empty text as none."""
    return tuple(part.strip() for part in value.split(",") if part.strip()) if isinstance(value, str) else value


class LabSettings(PointSettings):
    """One state of the lab.

    Examples
    --------
    >>> settings = LabSettings.parse({"layers": "8:tanh,8:relu", "data": "spiral"})
    >>> to_query(settings)
    {'data': 'spiral', 'layers': '8:tanh,8:relu'}
    """

    batch_size: int = setting(
        10,
        ge=1,
        le=MAX_POINTS,
        step=1,
        label="Batch size",
        help="Points per step: small batches step often and noisily, large ones seldom and smoothly.",
        primary=True,
    )
    features: Annotated[tuple[Feature, ...], BeforeValidator(_split)] = setting(
        ("x1", "x2"), label="Features", help="Inputs of the network for each point."
    )
    layers: Annotated[tuple[SmallLayer, ...], BeforeValidator(split_layers)] = setting(
        (SmallLayer(units=4, activation="tanh"), SmallLayer(units=2, activation="tanh")),
        max_length=MAX_LAYERS,
        label="Hidden layers",
        help="Units and activation of each hidden layer, from the input on; none makes a linear model.",
        docs=f"{_KERAS}/layers/core_layers/dense/",
        primary=True,
    )
    learning_rate: float = setting(
        0.03,
        gt=0,
        le=10,
        log=True,
        label="Learning rate",
        help="How far each step moves the weights: too small learns slowly, too large diverges.",
        docs=f"{_KERAS}/optimizers/",
        primary=True,
    )
    optimizer: Optimizer = same_as(MLPSettings, "optimizer", default="sgd")
    loss: ClassLoss = same_as(MLPSettings, "loss")
    loss_regression: NumberLoss = same_as(MLPSettings, "loss_regression")
    regularisation: Literal["none", "l1", "l2"] = setting(
        "none",
        label="Regularisation",
        help="L1 drives some weights to zero, L2 keeps all of them small.",
        docs=f"{_KERAS}/layers/regularizers/",
        options={"none": "None", "l1": "L1", "l2": "L2"},
    )
    regularisation_rate: float = setting(
        0.0,
        ge=0,
        le=10,
        log=True,
        label="Regularisation rate",
        help="How much the weights’ size counts beside the loss.",
        docs=f"{_KERAS}/layers/regularizers/",
        only_if=("regularisation", ("l1", "l2")),
    )
    dropout: float = same_as(MLPSettings, "dropout")
    batch_norm: bool = same_as(MLPSettings, "batch_norm")
    weight_seed: int = setting(
        0,
        ge=0,
        le=2**31 - 1,
        step=1,
        label="Seed of the weights",
        help="Same seed, same initial weights and same order of the points.",
    )
    stop_loss: Annotated[float | None, BeforeValidator(none_from_text)] = setting(
        None, ge=0, le=1e9, label="Stop at test loss", help="Pauses once the test loss is this low."
    )
    stop_accuracy: Annotated[float | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=0,
        le=1,
        step=0.01,
        label="Stop at test accuracy",
        help="Pauses once this share of the test points is right.",
        task="classification",
    )
    stop_epoch: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None, ge=1, le=10_000_000, step=100, label="Stop at epoch", help="Pauses after this many epochs."
    )
    pace: Pace = setting(
        "1",
        label="Epochs a picture",
        help="How many epochs the network trains from one picture to the next; there are some ten pictures a second.",
        options={"1": "1", "10": "10", "100": "100", "full": "Full speed"},
    )
    watch: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=0,
        lt=MAX_POINTS,
        step=1,
        label="Point taken apart",
        help="Row of the point whose forward pass is shown in numbers.",
    )
    show_test: bool = setting(False, label="Show test data", help="Draws the points that test the network as well.")
    discretise: bool = setting(False, label="Discretise output", help="Draws the answer alone, not how sure it is.")
    surface: bool = setting(False, label="3-D surface", help="Draws the answer as a surface in space as well.")
    hide: Annotated[tuple[str, ...], BeforeValidator(_split)] = setting(
        (), label="Hidden controls", help="Controls that a lesson leaves out, by name."
    )

    @field_validator("features")
    @classmethod
    def _in_order(cls, features: tuple[Feature, ...]) -> tuple[Feature, ...]:
        if not features:
            raise ValueError(_("at least one of {names}", names=enumerated(list(FEATURES))))
        return tuple(name for name in FEATURES if name in features)

    @field_validator("hide")
    @classmethod
    def _controls(cls, hide: tuple[str, ...]) -> tuple[str, ...]:
        known = (*cls.model_fields, *PARTS)
        if not set(hide) <= set(known):
            raise ValueError(_("names of controls, such as {names}", names=enumerated(known[:3])))
        return tuple(name for name in known if name in hide)

    def replace(self, name: str, value: Any) -> Self:
        """Return the settings with the one called `name` changed to `value`, or its text; raises SettingError."""
        return self.parse(dict(self) | {name: value})

    def watched_like(self, other: "LabSettings") -> Self:
        """Return the settings of a run that is watched as another: at its pace, with its point."""
        return self.parse(dict(self) | {"pace": other.pace, "watch": other.watch})

    @property
    def epochs_a_picture(self) -> int | None:
        """Number of epochs between two pictures; None for full speed."""
        return None if self.pace == "full" else int(self.pace)

    def check_branch(self, other: "LabSettings") -> None:
        """Raise SettingError, one sentence, unless a run with these settings can go on with those of `other`."""
        if not self.same_points(other):
            raise SettingError(_("A branch keeps the points; start a new run to change them."))
        if self._shape != other._shape:
            raise SettingError(
                _("A branch keeps features, neurons and batch normalisation; start a new run to change them.")
            )

    @property
    def _shape(self) -> tuple[Any, ...]:
        return [getattr(self, name) for name in _OF_SHAPE], [layer.units for layer in self.layers]

    def differences(self, other: "LabSettings") -> tuple[str, ...]:
        """Return the names of the settings in which both differ."""
        return tuple(name for name in type(self).model_fields if getattr(self, name) != getattr(other, name))

    def mlp(self) -> MLPSettings:
        """Return the network and its training as the Keras MLP's settings; penalties are per `l1` and `l2`."""
        kind, rate = self.regularisation, self.regularisation_rate
        return MLPSettings(
            hidden=tuple(Layer(units=layer.units, activation=layer.activation) for layer in self.layers),
            learning_rate=self.learning_rate,
            batch_size=self.batch_size,
            optimizer=self.optimizer,
            loss=self.loss,
            loss_regression=self.loss_regression,
            l1=rate if kind == "l1" else 0.0,
            l2=rate if kind == "l2" else 0.0,
            dropout=self.dropout,
            batch_norm=self.batch_norm,
        )


BRANCHED = tuple(
    name
    for name in LabSettings.model_fields
    if name not in (*PointSettings.model_fields, *_OF_SHAPE, *WATCHING, "layers")
)
"""Settings that a branch can change, beside the activations of `layers`; see `LabSettings.check_branch`."""


def to_query(settings: LabSettings) -> dict[str, str]:
    """Return the query parameters that `from_query` turns back into `settings`: what differs from the defaults."""
    return write(settings)


def from_query(query: Mapping[str, str]) -> tuple[LabSettings, tuple[str, ...]]:
    """Read settings from a link.

    A parameter that is wrong is left at its default and told; the others still count.

    Returns
    -------
    settings : LabSettings
    notes : tuple of str
        One sentence for each parameter that was not taken.
    """
    return read(LabSettings(), query)
