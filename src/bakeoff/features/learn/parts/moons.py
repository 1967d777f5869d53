"""The moons of chapters 8 to 11: what each kind of model gets right of the same validation points."""

import functools
from collections.abc import Mapping

import streamlit as st
from sklearn.ensemble import RandomForestClassifier
from sklearn.svm import SVC

from bakeoff.features.learn.tree.changing import grown_on
from bakeoff.features.learn.tree.goal import moons
from bakeoff.text import _


@functools.cache
def moons_right() -> Mapping[str, int]:
    """Return how many validation points a whole tree, a support vector machine and a forest have right, untuned."""
    points = moons()
    models = {"svm": SVC(gamma=1), "forest": RandomForestClassifier(61, random_state=0)}
    scores = {name: model.fit(points.X, points.y).score(*points.validation) for name, model in models.items()}
    n = points.n_validation
    return {"n": n, "tree": grown_on(0).right(*points.validation)} | {name: round(n * s) for name, s in scores.items()}


def same_moons(message: str) -> None:
    """Show a line that says what the former chapters' models have right, given as to `bakeoff.text._`."""
    st.caption(_(message, **moons_right()))
