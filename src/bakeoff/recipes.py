"""Named, ready races to start from.

May import: `spec` and all below it.
"""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bakeoff.fields import unknown
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


@dataclass(frozen=True)
class Recipe:
    """A race worth running: its name in links and on the command line, its title, why, and its spec."""

    name: str
    title: str
    summary: str
    spec: BakeoffSpec


@functools.cache
def recipes() -> Mapping[str, Recipe]:
    """Return every recipe by name, in the order of the page."""
    return MappingProxyType({recipe.name: recipe for recipe in _all()})


def recipe(name: str) -> Recipe:
    """Return the recipe called `name`; raises SettingError with the nearest name if there is none."""
    if name not in recipes():
        raise unknown(name, recipes(), "recipe")
    return recipes()[name]


def _all() -> tuple[Recipe, ...]:
    return (
        Recipe(
            "digits",
            _("Handwritten digits"),
            _("1,797 tiny pictures, ten classes, a few seconds: the race to start with."),
            BakeoffSpec(),
        ),
        Recipe(
            "boundary",
            _("Who draws the best boundary"),
            _("Two interleaved moons in the plane, so that you see where each contender draws its line."),
            BakeoffSpec(
                dataset={"name": "moons", "options": {"noise": 0.3}},
                contenders={
                    "keras_mlp": {"hidden": "32:tanh,16:tanh", "epochs": 200, "learning_rate": 0.01},
                    "decision_tree": {},
                    "svm": {},
                    "random_forest": {},
                },
            ),
        ),
        Recipe(
            "medical",
            _("Medical diagnosis"),
            _("Benign or malignant, from 30 measurements of cell nuclei in 569 biopsies."),
            BakeoffSpec(dataset="breast_cancer"),
        ),
        Recipe(
            "iris",
            _("A second of iris"),
            _("150 flowers, three species: the oldest test there is, over before you blink."),
            BakeoffSpec(dataset="iris"),
        ),
        Recipe(
            "textbook",
            _("The textbook network"),
            _("MNIST and the 784-32-10 network of every first lesson: ReLU, softmax, Adam, batches of 32."),
            BakeoffSpec(
                dataset="mnist",
                contenders={
                    "keras_mlp": {
                        "hidden": "32:relu",
                        "optimizer": "adam",
                        "loss": "cross_entropy",
                        "epochs": 10,
                        "batch_size": 32,
                    },
                    "decision_tree": {},
                    "svm": {},
                    "random_forest": {},
                },
                rules={"rows": 10_000},
            ),
        ),
        Recipe(
            "diabetes",
            _("Predict a number"),
            _("How far diabetes has progressed after a year, from ten measurements of 442 patients."),
            BakeoffSpec(dataset="diabetes"),
        ),
    )
