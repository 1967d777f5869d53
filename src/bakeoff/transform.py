"""Transform of the data for every contender alike, beyond the preprocessing that a model needs."""

import importlib.util
from typing import Annotated

from pydantic import BeforeValidator

from bakeoff.errors import install
from bakeoff.fields import Settings, Task, knobs, none_from_text, setting
from bakeoff.text import _

COPIES = (1, 2, 3, 4, 5)
SLIDERS = ("junk", "rotation", "smooth", "label_noise")
"""Settings that make a task harder for some models, from nothing to much."""
PICTURES, TABLES, TEXTS = ("image",), ("table", "plane"), ("text",)


class Transform(Settings):
    """Compression, polynomial features, augmentation and sliders; as it stands, nothing is transformed."""

    components: Annotated[int | None, BeforeValidator(none_from_text)] = setting(
        None,
        ge=1,
        le=1000,
        step=1,
        log=True,
        label="Components kept (PCA)",
        help="Compresses the features to so many principal components, found on the training part alone.",
        docs="https://scikit-learn.org/stable/modules/decomposition.html#pca",
        none="off",
    )
    degree: int = setting(
        1,
        ge=1,
        le=3,
        step=1,
        label="Polynomial degree",
        help="Adds the products of features, or of kept components, up to this degree, scaled as numbers are; 1: none.",
        docs="https://scikit-learn.org/stable/modules/preprocessing.html#polynomial-features",
    )
    copies: int = setting(
        0,
        ge=0,
        le=5,
        step=1,
        label="Changed copies",
        help="Augments the training part: so many copies of each of its rows, each changed at random as said below.",
        data=(*PICTURES, *TABLES),
    )
    shift: float = setting(
        0.05,
        ge=0.0,
        le=0.5,
        step=0.05,
        label="Shift",
        help="Largest move of a copy, up, down or to a side, as a share of the picture’s size.",
        only_if=("copies", COPIES),
        data=PICTURES,
    )
    rotate: float = setting(
        10.0,
        ge=0.0,
        le=180.0,
        step=5.0,
        label="Rotation, degrees",
        help="How far a copy is turned at most, either way.",
        only_if=("copies", COPIES),
        data=PICTURES,
    )
    zoom: float = setting(
        0.1,
        ge=0.0,
        le=0.5,
        step=0.05,
        label="Zoom",
        help="How much larger or smaller a copy is at most, as a share.",
        only_if=("copies", COPIES),
        data=PICTURES,
    )
    flip: bool = setting(
        False,
        label="Flip",
        help="Mirrors half of the copies, left to right: right for things, wrong for letters and digits.",
        only_if=("copies", COPIES),
        data=PICTURES,
    )
    noise: float = setting(
        0.1,
        ge=0.0,
        le=2.0,
        step=0.05,
        label="Noise",
        help="Standard deviation of the noise added to a copy, as a share of its column’s, or of all pixels’.",
        only_if=("copies", COPIES),
        data=(*PICTURES, *TABLES),
    )
    smote: bool = setting(
        False,
        label="SMOTE",
        help="Evens out the classes: makes up training rows of rare ones, each between two near each other.",
        docs="https://imbalanced-learn.org/stable/references/generated/imblearn.over_sampling.SMOTE.html",
        task="classification",
        data=(*TABLES, *TEXTS),
    )
    junk: float = setting(
        0.0,
        ge=0.0,
        le=3.0,
        step=0.25,
        label="Junk features",
        help="Adds random columns that say nothing, so many for each real one; they imitate its mean and spread.",
        docs="https://arxiv.org/abs/2207.08815",
        data=TABLES,
    )
    rotation: float = setting(
        0.0,
        ge=0.0,
        le=1.0,
        step=0.05,
        label="Rotation of features",
        help="Makes numbers normal by quantiles, and mixes them by this share of a random rotation; 0: as they are.",
        docs="https://arxiv.org/abs/2207.08815",
        data=TABLES,
    )
    smooth: float = setting(
        0.0,
        ge=0.0,
        le=1.0,
        step=0.05,
        label="Smoother target",
        help="Smooths the targets to train on, by a Gaussian kernel with this share of the rows’ covariance.",
        docs="https://arxiv.org/abs/2207.08815",
        data=TABLES,
    )
    label_noise: float = setting(
        0.0,
        ge=0.0,
        le=0.5,
        step=0.05,
        label="Label noise",
        help="Gives this share of the training rows a wrong target: another class, or another row’s number.",
    )

    def acts(self, task: Task, data: str) -> bool:
        """Return whether anything is transformed, for this task and this kind of data."""
        declared = {knob.name: knob for knob in knobs(type(self))}
        return any(
            declared[name].applies(self, task, data) for name in self.changed() if declared[name].only_if is None
        )


def smote_missing() -> str:
    """Return the sentence that says what to install for SMOTE, or an empty text when it is there."""
    if importlib.util.find_spec("imblearn"):
        return ""
    return _("SMOTE is not installed: run {command} to even out classes with it.", command=install("smote"))
