"""Prints slopes, heights and paths of all surfaces and rules, for descent.test.js."""

import itertools
import json
from typing import Any

import numpy as np

from bakeoff.features.learn.descent.paths import Way, arrival, errors, path
from bakeoff.features.learn.descent.rules import RULES
from bakeoff.features.learn.descent.schedules import SCHEDULES
from bakeoff.features.learn.descent.surfaces import BEALE, ROSENBROCK, SADDLE, Surface, valley

SURFACES = (valley(20), valley(37, 45), ROSENBROCK, SADDLE, BEALE)
RATES = (0.002, 0.1, 3.2)  # the last diverges on most


def about(surface: Surface) -> dict[str, Any]:
    left, right, bottom, top = surface.view
    places = np.random.default_rng(3).uniform((left, bottom), (right, top), (20, 2))
    return {
        "surface": surface.name,
        "condition": surface.condition,
        "degrees": surface.degrees,
        "minima": surface.minima,
        "radius": surface.radius,
        "places": places.tolist(),
        "heights": surface.height(places).tolist(),
        "slopes": surface.slope(places).tolist(),
    }


def main() -> None:
    cases = []
    for (number, surface), rule, rate in itertools.product(enumerate(SURFACES), RULES, RATES):
        schedule = SCHEDULES[len(cases) % len(SCHEDULES)]
        way = Way(surface.start, 40, schedule, 0.05 * (len(cases) % 2), 0.8)
        places = path(rule, surface, rate, way)
        there = float(arrival(surface, places))
        cases.append(
            {
                "surface": number,
                "rule": rule.name,
                "rate": rate,
                "way": {name: getattr(way, name) for name in ("start", "steps", "schedule", "noise", "momentum")},
                "path": places.ravel().tolist(),
                "arrival": there if np.isfinite(there) else None,
            }
        )
    told = {"surfaces": [about(surface) for surface in SURFACES], "errors": errors(40, 0).ravel().tolist()}
    print(json.dumps(told | {"cases": cases}))


main()
