"""Sixth step: the loss surface of a real network, on a plane through its weights."""

import streamlit as st

from bakeoff.evaluation.notation import number, percent
from bakeoff.features.learn.descent.own_surface import OwnSurface, PlaneKind, own_surface
from bakeoff.features.learn.descent.page.figure import landscape_alt, landscape_map
from bakeoff.features.learn.descent.rules import RULES
from bakeoff.features.learn.parts.choice import menu, segments
from bakeoff.features.learn.parts.steps import explain, predict, say, seen, step
from bakeoff.features.learn.parts.working import worked_out
from bakeoff.network.settings import LabSettings, to_query
from bakeoff.text import _, sentences
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import route

_POINTS, _BATCH, _NOISE = 1000, 50, 0.1
_HIDDEN = {"8": (8,), "4-2": (4, 2), "8-8": (8, 8)}
_RATES = {"sgd": 0.1, "momentum": 0.03, "nesterov": 0.03, "adagrad": 0.1}
_OTHER_RATE = 0.01
_MOST_SEED = 999


def own_network() -> None:
    """Show the step."""
    with step(7, _("The surface of a real network")) as (words, picture):
        with words:
            explain(
                "A network with a hundred weights descends a surface over a hundred directions. It cannot be "
                "drawn, but a **plane** through the end point of training can. Its two directions are those in "
                "which the weights moved most (their principal components), or two random ones. In a random "
                "direction each neuron’s part is as long as its own weights."
            )
            settings = _settings()
            guess = predict(
                "descent-plane",
                _("The best plane has 2 of all directions. What share of the path’s variance does it hold?"),
                {"low": _("Under half"), "middle": _("50 to 90 %"), "high": _("Over 90 %")},
            )
            kind, seed = _plane_choice()
        with picture:
            doing = _("Training, and measuring the surface")
            surface = worked_out("descent-surface", doing, own_surface, settings, kind, seed)
            if surface.value is not None:
                _draw(surface.value)
        with words:
            if surface.value is not None and surface.current:
                _tell(guess, surface.value)
            route("lab").link(_("Train this network in the lab"), query=to_query(settings))


def _draw(surface: OwnSurface) -> None:
    alt = landscape_alt(surface)
    chart(landscape_map(surface), alt=alt, key="learn-descent-landscape", height=520)
    n_places = len(surface.ground.across)
    st.caption(_("Mean loss of {rows} training rows at {n} × {n} places.", rows=surface.n_rows, n=n_places))


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
    with data:
        kind = menu(_("Data"), names, key="learn-descent-net-data")
    sizes = {code: " · ".join(map(str, units)) for code, units in _HIDDEN.items()}
    with hidden:
        layers = menu(_("Hidden layers"), sizes, list(sizes)[2], key="learn-descent-net-hidden")
    labels = {rule.name: _(rule.label) for rule in RULES}
    optimizer = menu(_("Optimiser"), labels, "adam", key="learn-descent-net-optimiser")
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


def _plane_choice() -> tuple[PlaneKind, int]:
    kinds: dict[PlaneKind, str] = {"principal": _("Principal components"), "random": _("Random directions")}
    kind = segments(_("Plane"), kinds, "principal", key="learn-descent-net-plane")
    if kind != "random":
        return "principal", 0
    seed = st.number_input(
        _("Seed of the directions"), 0, _MOST_SEED, 0, 1, key="learn-descent-net-seed", persist_state="session"
    )
    return "random", int(seed)


def _tell(guess: str, surface: OwnSurface) -> None:
    trained, plane = surface.trained, surface.plane
    values = {
        "epochs": len(trained.losses) - 1,
        "before": number(float(trained.losses[0])),
        "after": number(float(trained.losses[-1])),
        "weights": trained.weights.shape[1],
        "share": percent(plane.held),
    }
    fell = _("In {epochs} epochs the loss fell from {before} to {after}.", **values)
    if surface.kind == "random":
        seen(sentences(fell, _("This random plane captures {share} % of the path’s variance.", **values)))
        return
    share = "high" if plane.held > 0.9 else "middle" if plane.held >= 0.5 else "low"
    more = _("Training goes one way for long, so two directions hold {share} % of its path.", **values)
    less = _("The path also bends: two directions hold {share} % of it.", **values)
    order = ["low", "middle", "high"]
    wrong = {code: more if order.index(code) < order.index(share) else less for code in order if code != share}
    held = _("This plane captures {share} % of the variance of the {weights} weights’ path.", **values)
    seen(sentences(fell, held), guess, wrong)
    say(
        "The figure shows the loss on the plane. The path is projected onto the plane; only its end point lies "
        "exactly on it. Now look at random directions."
    )
