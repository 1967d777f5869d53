"""The hyperparameters of the Keras MLP."""

from bakeoff.contenders.mlp import MLPSettings


class KerasMLPSettings(MLPSettings):
    """Hyperparameters of the Keras MLP."""
