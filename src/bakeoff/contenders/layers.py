"""Hidden layers of a multi-layer perceptron, as settings have them."""

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, model_validator

from bakeoff.fields import setting

ACTIVATIONS = {
    "relu": "ReLU",
    "tanh": "Tanh",
    "sigmoid": "Sigmoid",
    "gelu": "GELU",
    "elu": "ELU",
    "selu": "SELU",
    "mish": "Mish",
    "linear": "Linear",
}
Activation = Literal["relu", "tanh", "sigmoid", "gelu", "elu", "selu", "mish", "linear"]
MAX_UNITS = 1024


class Layer(BaseModel):
    """One hidden layer; its text is ``256:relu``.

    Can be made from that text, from a number of units alone (then ReLU), from a (units, activation) pair
    and from a dict.

    Examples
    --------
    >>> str(Layer(units=256)), Layer.model_validate("8:tanh").activation
    ('256:relu', 'tanh')
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    units: int = setting(
        ..., ge=1, le=MAX_UNITS, step=1, label="Units", help="How many weighted sums the layer makes of what comes in."
    )
    activation: Activation = setting(
        "relu",
        label="Activation",
        help="The curve that bends each sum; linear leaves it straight.",
        options=ACTIVATIONS,
    )

    def __str__(self) -> str:
        return f"{self.units}:{self.activation}"

    @model_validator(mode="before")
    @classmethod
    def _from_short_form(cls, value: Any) -> Any:
        if isinstance(value, str):
            units, colon, activation = (part.strip() for part in value.partition(":"))
            value = (units, activation.lower()) if colon else units
        if isinstance(value, tuple | list) and len(value) == 2:
            return {"units": value[0], "activation": value[1]}
        return value if isinstance(value, dict | Layer) else {"units": value}


def split_layers(value: Any) -> Any:
    """Read ``256:relu,128`` as two layers and an empty text as none."""
    if isinstance(value, str):
        return tuple(part for part in value.split(",") if part.strip())
    return (value,) if isinstance(value, int | Layer) and not isinstance(value, bool) else value
