"""Contenders' colours as eyes see them that lack one kind of cone: simulated, and measured in CIE Lab.

The matrices are those of G. M. Machado, M. M. Oliveira and L. A. F. Fernandes: A physiologically-based model for
simulation of color vision deficiency. IEEE Transactions on Visualization and Computer Graphics 15, 2009, severity 1.
"""

import itertools

import numpy as np
import pytest

from bakeoff.contenders import contenders

EYES = {
    "all cones": np.eye(3),
    "protanopia": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deuteranopia": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritanopia": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = XYZ.sum(axis=1)
APART = 7.0
"""Three just noticeable differences, of 2.3 each (M. Mahy and others, 1994); markers tell apart as well."""


def linear(colour: str) -> np.ndarray:
    shares = np.array([int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)])
    return np.where(shares <= 0.04045, shares / 12.92, ((shares + 0.055) / 1.055) ** 2.4)


def lab(colour: str, eyes: str = "all cones") -> np.ndarray:
    """Return lightness, green to red, blue to yellow, as these eyes see a colour."""
    share = XYZ @ np.clip(EYES[eyes] @ linear(colour), 0, 1) / WHITE
    x, y, z = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def test_lab_and_the_simulation_are_the_published_ones():
    np.testing.assert_allclose(lab("#ffffff"), [100, 0, 0], atol=0.01)
    np.testing.assert_allclose(lab("#ff0000"), [53.24, 80.09, 67.20], atol=0.05)
    for eyes in EYES:
        np.testing.assert_allclose(lab("#ffffff", eyes), [100, 0, 0], atol=0.05)  # white stays white
    red, green = lab("#c00000", "deuteranopia"), lab("#6a7a00", "deuteranopia")
    assert abs(red[1] - green[1]) < 0.2 * abs(lab("#c00000")[1] - lab("#6a7a00")[1])  # what such eyes can not tell


@pytest.mark.parametrize("eyes", EYES)
def test_colours_stay_apart(eyes):
    near = {
        (one.name, other.name): round(float(distance), 1)
        for one, other in itertools.combinations(contenders().values(), 2)
        if (distance := np.linalg.norm(lab(one.identity.colour, eyes) - lab(other.identity.colour, eyes))) < APART
    }
    assert near == {}
