"""Sixth step: the loss surface of a real network, on a plane through its weights."""

from typing import Any

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from bakeoff.evaluation.notation import percent
from bakeoff.lab.points import make_points
from bakeoff.lab.settings import LabSettings, to_query
from bakeoff.learn.descent.plane import Landscape, WeightPlane, landscape, principal, random
from bakeoff.learn.descent.rules import BY_NAME, RULES
from bakeoff.learn.descent.training import Trained, train
from bakeoff.text import _
from bakeoff.ui.components import chart
from bakeoff.ui.learn.descent.figure import landscape_alt, landscape_map
from bakeoff.ui.learn.parts import predict, seen, step
from bakeoff.ui.learn.written import number
from bakeoff.ui.routes import LAB

_POINTS, _EPOCHS, _BATCH, _NOISE = 1000, 60, 50, 0.1
_HIDDEN = {"8": (8,), "4-2": (4, 2), "8-8": (8, 8)}
_RATES = {"sgd": 0.1, "momentum": 0.03, "nesterov": 0.03, "adagrad": 0.1}
_OTHER_RATE = 0.01
_MOST_SEED = 999


def own_network() -> None:
    """Show the step."""
    with step(6, _("The surface of a real network")) as (words, picture):
        with words:
            st.markdown(
                _(
                    "A network with a hundred weights descends a surface over a hundred directions. It can not be "
                    "drawn, but a **plane** through the place where training ended can: the two directions in which "
                    "the weights moved most (their principal components), or two random ones, each neuron’s part as "
                    "long as its own weights."
                )
            )
            settings = _settings()
            guess = predict(
                "descent-plane",
                _("The best plane has 2 of all directions. What share of the path’s variance does it hold?"),
                {"low": _("Under half"), "middle": _("50 to 90 %"), "high": _("Over 90 %")},
            )
            if guess is None:
                return
            kind, seed = _plane_choice()
            trained = _trained(settings)
            plane, surface = _surface(settings, kind, seed)
            _tell(guess, trained, plane, kind)
            LAB.link(_("Train this network in the lab"), query=to_query(settings))
        with picture:
            alt = landscape_alt(trained, plane, surface)
            figure = landscape_map(trained, plane, surface, BY_NAME[settings.optimizer], kind)
            chart(figure, alt=alt, key="learn-descent-landscape", height=520)
            n_rows, n_places = len(_rows(settings)[0]), len(surface.across)
            st.caption(_("Mean loss of {rows} training rows at {n} × {n} places.", rows=n_rows, n=n_places))


def _settings() -> LabSettings:
    """Ask what is trained, and return it as the lab has it."""
    names = {
        "moons": _("Moons"),
        "circle": _("Circle"),
        "xor": _("Exclusive or"),
        "gauss": _("Gauss"),
        "spiral": _("Spiral"),
    }
    data, hidden = st.columns(2)
    kind = data.selectbox(
        _("Data"),
        list(names),
        format_func=names.__getitem__,
        key="learn-descent-net-data",
        persist_state="session",
    )
    layers = hidden.selectbox(
        _("Hidden layers"),
        list(_HIDDEN),
        index=2,
        format_func=lambda code: " · ".join(map(str, _HIDDEN[code])),
        key="learn-descent-net-hidden",
        persist_state="session",
    )
    labels = {rule.name: _(rule.label) for rule in RULES}
    optimizer = st.selectbox(
        _("Optimiser"),
        list(labels),
        index=list(labels).index("adam"),
        format_func=labels.__getitem__,
        key="learn-descent-net-optimiser",
        persist_state="session",
    )
    return LabSettings.parse(
        {
            "data": kind,
            "points": _POINTS,
            "noise": _NOISE,
            "layers": [(units, "tanh") for units in _HIDDEN[layers]],
            "optimizer": optimizer,
            "learning_rate": _RATES.get(optimizer, _OTHER_RATE),
            "batch_size": _BATCH,
        }
    )


def _plane_choice() -> tuple[str, int]:
    kinds = {"principal": _("Principal components"), "random": _("Random directions")}
    kind = st.segmented_control(
        _("Plane"),
        list(kinds),
        default="principal",
        required=True,
        format_func=kinds.__getitem__,
        key="learn-descent-net-plane",
        persist_state="session",
    )
    if kind != "random":
        return "principal", 0
    seed = st.number_input(
        _("Seed of the directions"), 0, _MOST_SEED, 0, 1, key="learn-descent-net-seed", persist_state="session"
    )
    return "random", int(seed)


def _rows(settings: LabSettings) -> tuple[NDArray[np.float64], NDArray[Any]]:
    points = make_points(settings)
    return points.X[points.train].astype(float), points.target[points.train]


@st.cache_data(max_entries=40, show_spinner=False, hash_funcs={LabSettings: repr})
def _trained(settings: LabSettings) -> Trained:
    X, target = _rows(settings)
    rule, hidden = BY_NAME[settings.optimizer], [layer.units for layer in settings.layers]
    return train(X, target, hidden, rule, settings.learning_rate, epochs=_EPOCHS, batch=_BATCH)


@st.cache_data(max_entries=40, show_spinner=False, hash_funcs={LabSettings: repr})
def _surface(settings: LabSettings, kind: str, seed: int) -> tuple[WeightPlane, Landscape]:
    trained = _trained(settings)
    plane = random(trained, seed) if kind == "random" else principal(trained)
    X, target = _rows(settings)
    return plane, landscape(trained, plane, X, target, reach=1.0 if kind == "random" else 0.0)


def _tell(guess: str, trained: Trained, plane: WeightPlane, kind: str) -> None:
    values = {
        "epochs": len(trained.losses) - 1,
        "before": number(float(trained.losses[0])),
        "after": number(float(trained.losses[-1])),
        "weights": trained.weights.shape[1],
        "share": percent(plane.held),
    }
    if kind == "random":
        seen(
            _(
                "In {epochs} epochs the loss fell from {before} to {after}. Of how the {weights} weights moved, this "
                "random plane holds {share} % of the variance; what went on beside it is not seen.",
                **values,
            )
        )
        return
    seen(
        _(
            "In {epochs} epochs the loss fell from {before} to {after}. Of how the {weights} weights moved, this plane "
            "holds {share} % of the variance.",
            **values,
        )
    )
    share = "high" if plane.held > 0.9 else "middle" if plane.held >= 0.5 else "low"
    if guess == share:
        st.markdown(_("You were right. Two directions tell so much because training goes one way for long."))
    else:
        st.markdown(_("Two directions tell so much because training goes one way for long."))
    st.markdown(
        _(
            "What is drawn is the loss on the plane. The path’s points are what lies straight below the weights; only "
            "its end lies on the plane exactly. Now look at random directions."
        )
    )
