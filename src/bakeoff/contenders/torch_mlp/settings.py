"""The hyperparameters of the PyTorch MLP."""

from bakeoff.contenders.mlp import MLPSettings
from bakeoff.fields import setting


class TorchMLPSettings(MLPSettings):
    """Hyperparameters of the PyTorch MLP: those of the Keras MLP, and full batches."""

    full_batch: bool = setting(
        False,
        label="Full batch",
        help="One step an epoch, on all training rows at once, whatever the batch size.",
        docs="https://docs.pytorch.org/tutorials/beginner/basics/optimization_tutorial.html",
    )

    def steps(self, n_rows: int) -> int:
        """Return the steps of an epoch."""
        return 1 if self.full_batch else super().steps(n_rows)
