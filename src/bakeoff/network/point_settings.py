"""Which points the lab's network learns from: the first part of its settings."""

from typing import Literal

from pydantic import field_validator

from bakeoff.fields import Settings, Task, setting
from bakeoff.network.tables import table_info

Data = Literal["circle", "xor", "gauss", "spiral", "moons", "plane", "multi_gauss", "painted", "table"]
MAX_POINTS = 2000
MAX_PAINTED_TEXT = 16_000


class PointSettings(Settings):
    """Everything that the points and their split depend on."""

    data: Data = setting(
        "circle",
        label="Data",
        help="Which points the network learns from.",
        options={
            "circle": "Circle",
            "xor": "Exclusive or",
            "gauss": "Gauss",
            "spiral": "Spiral",
            "moons": "Moons",
            "plane": "Plane",
            "multi_gauss": "Multi-Gauss",
            "painted": "Your own points",
            "table": "A data set",
        },
        primary=True,
    )
    classes: int = setting(
        2,
        ge=2,
        le=5,
        step=1,
        label="Classes",
        help="How many kinds of points there are.",
        only_if=("data", ("gauss", "spiral")),
    )
    painted: str = setting(
        "",
        max_length=MAX_PAINTED_TEXT,
        label="Painted points",
        help="Your own points, as text that a link can carry.",
        only_if=("data", ("painted",)),
    )
    table: str = setting(
        "iris", label="Data set", help="The data set whose columns are taken.", only_if=("data", ("table",))
    )
    """A data set's name, or the id of a table that was brought; whether it may be shown is for the page to ask."""
    column_x: str = setting(
        "",
        max_length=200,
        label="Column across",
        help="The column that is x₁; the first numeric one unless said.",
        only_if=("data", ("table",)),
    )
    column_y: str = setting(
        "",
        max_length=200,
        label="Column up",
        help="The column that is x₂; the next numeric one unless said.",
        only_if=("data", ("table",)),
    )
    points: int = setting(
        500, ge=10, le=MAX_POINTS, step=10, label="Points", help="How many points are drawn, at most.", primary=True
    )
    noise: float = setting(
        0.0, ge=0, le=0.5, step=0.05, label="Noise", help="How far the points stray from where they belong."
    )
    data_seed: int = setting(
        0, ge=0, le=2**31 - 1, step=1, label="Seed of the points", help="Same seed, same points and same split."
    )
    train_share: float = setting(
        0.5,
        ge=0.1,
        le=0.9,
        step=0.1,
        label="Training part",
        help="Share of the points that the network learns from; the others test it.",
        primary=True,
    )

    @field_validator("table")
    @classmethod
    def _known(cls, table: str) -> str:
        table_info(table)
        return table

    @property
    def task(self) -> Task:
        """Task that fits the data."""
        if self.data == "table":
            return table_info(self.table).task
        return "regression" if self.data in ("plane", "multi_gauss") else "classification"

    def same_points(self, other: "PointSettings") -> bool:
        """Return whether both describe the same points with the same split."""
        return all(getattr(self, name) == getattr(other, name) for name in PointSettings.model_fields)
