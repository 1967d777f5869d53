"""Named, ready races to start from."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from bakeoff.contenders.mlp import FORMER
from bakeoff.refusals import unknown
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, declare

OPENING = "spiral"
"""Recipe of the page's first screen: contenders learn visibly, overtake one another, and the end is decided."""

STORIES = ("spiral", "contracts", "iris", "final_bills")
"""Recipes that end as their titles say; `benchmarks/stories.py` counts how often."""

Field = Literal["vision", "language", "medicine", "basics"]
"""Field of application: one of the three that first lessons on neural networks name, or none."""


@dataclass(frozen=True)
class Recipe:
    """A race worth running: its name in links and on the command line, its title, why, its spec, and its field."""

    name: str
    title: str
    summary: str
    spec: BakeoffSpec
    field: Field = "basics"

    def __post_init__(self) -> None:
        declare(self, "title", "summary")


@functools.cache
def recipes() -> Mapping[str, Recipe]:
    """Return every recipe by name, in the order of the page: field by field."""
    by_field = sorted(_all(), key=lambda recipe: get_args(Field).index(recipe.field))
    return MappingProxyType({recipe.name: recipe for recipe in by_field})


def recipe(name: str) -> Recipe:
    """Return the recipe called `name`; raises SettingError with the nearest name if there is none."""
    if name not in recipes():
        raise unknown(name, recipes(), _("recipe"))
    return recipes()[name]


def _all() -> tuple[Recipe, ...]:
    return (
        Recipe(
            "digits",
            "Handwritten digits",
            "1,797 tiny pictures, ten classes, a few seconds: which contender reads best?",
            BakeoffSpec(),
            "vision",
        ),
        Recipe(
            "boundary",
            "Who draws the best boundary",
            "Two interleaved moons in the plane, so that you see where each contender draws its line.",
            BakeoffSpec(
                dataset={"name": "moons", "options": {"noise": 0.3}},
                contenders={
                    "keras_mlp": {**FORMER, "hidden": "32:tanh,16:tanh", "epochs": 200, "learning_rate": 0.01},
                    "decision_tree": {},
                    "svm": {},
                    "random_forest": {},
                },
            ),
        ),
        Recipe(
            "medical",
            "Medical diagnosis",
            "Benign or malignant, from 30 measurements of cell nuclei in 569 biopsies.",
            BakeoffSpec(dataset="breast_cancer"),
            "medicine",
        ),
        Recipe(
            "iris",
            "Where nobody wins",
            "150 flowers, three species: four models score alike, but one trains 100 times as long as another.",
            BakeoffSpec(dataset="iris"),
        ),
        Recipe(
            "spiral",
            "Where the network wins",
            "Three spiral arms: networks learn the curves, trees build steps, the support vector machine’s default "
            "kernel is too wide.",
            BakeoffSpec(
                dataset={"name": "spiral", "options": {"rows": 2000, "noise": 0.2, "classes": 3}},
                contenders={
                    "keras_mlp": {
                        **FORMER,
                        "hidden": "64:relu,64:relu",
                        "epochs": 300,
                        "learning_rate": 0.01,
                        "early_stopping": True,
                        "patience": 20,
                    },
                    "decision_tree": {},
                    "svm": {},
                    "random_forest": {},
                    "dummy": {},
                },
                rules={"rows": 500, "test_share": 0.5},
            ),
        ),
        Recipe(
            "contracts",
            "Where trees win",
            "Customers cancel at sharp limits, most columns are useless and rows are few: trees find the rule.",
            BakeoffSpec(dataset="contracts", rules={"rows": 800}),
        ),
        Recipe(
            "final_bills",
            "Where the data cheat",
            "Nearly perfect scores: one column was filled in after the answer was known. Which one?",
            BakeoffSpec(dataset="final_bills"),
        ),
        Recipe(
            "textbook",
            "The textbook network",
            "MNIST and the 784-32-10 network of every first lesson: ReLU, softmax, Adam, batches of 32.",
            BakeoffSpec(
                dataset="mnist",
                contenders={
                    "keras_mlp": {
                        **FORMER,
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
            "vision",
        ),
        Recipe(
            "fashion",
            "Shirt or pullover",
            "Fashion-MNIST: ten kinds of clothing, as many pictures as MNIST has, and much harder to classify.",
            BakeoffSpec(dataset="fashion_mnist", rules={"rows": 10_000}),
            "vision",
        ),
        Recipe(
            "reviews",
            "Praise or complaint",
            "2,985 sentences from product reviews: the words alone must tell what the customer thought.",
            BakeoffSpec(dataset="reviews"),
            "language",
        ),
        Recipe(
            "compression",
            "Compression",
            "Digits from 10 principal components of 64 pixels: who bears it? Let the judge vary how many are kept.",
            BakeoffSpec(transform={"components": 10}),
        ),
        Recipe(
            "augmentation",
            "Augmentation",
            "300 digits to learn from, and five copies of each, moved, turned and zoomed: who gains by them?",
            BakeoffSpec(rules={"rows": 300}, transform={"copies": 5}),
        ),
        Recipe(
            "diabetes",
            "Predict a number",
            "How far diabetes has progressed after a year, from ten measurements of 442 patients. Half are tested: a "
            "quarter is too few to separate contenders from the baseline.",
            BakeoffSpec(dataset="diabetes", rules={"test_share": 0.5}),
            "medicine",
        ),
    )
