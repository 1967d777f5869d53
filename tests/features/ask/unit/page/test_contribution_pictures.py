"""Contributions laid over a picture, read back from its pixels."""

import base64
import io
import re
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image

from bakeoff.features.ask.answers import Contributions, RawFeature, Sheet
from bakeoff.features.ask.page.contribution_pictures import contribution_pictures

PIXELS = tuple(RawFeature(f"pixel {number}", 0.0, 16.0, 16.0, 0.0, True) for number in range(16))
SHEET = Sheet("classification", "digit", ("zero", "one"), 0.0, 0.0, PIXELS, (4, 4), 10, ("svm",))
PLAYERS = ((0, 1, 4, 5), (2, 3, 6, 7), (8, 9, 12, 13), (10, 11, 14, 15))


def test_what_speaks_for_is_blue_and_what_speaks_against_orange_on_one_scale_for_all():
    parts = np.array([[0.0, 0.3], [0.0, -0.3], [0.0, 0.0], [0.0, 0.15]])
    contributions = Contributions(PLAYERS, parts, 0 * parts, np.array([0.5, 0.5]), np.array([0.35, 0.65]), 50, 100, 0)
    half = replace(contributions, parts=parts / 2, answer=np.array([0.425, 0.575]))
    known = {"svm": contributions, "decision_tree": half}
    html = str(contribution_pictures(SHEET, (0.0,) * 16, known, 1, image_shape=(4, 4))).replace("\u00a0", " ")
    links = re.findall(r"base64,([^\"]+)\" alt=\"The picture", html)
    strong, weak = (np.asarray(Image.open(io.BytesIO(base64.b64decode(link))).resize((4, 4), 0)) for link in links)
    assert strong[0, 0, 2] > strong[0, 0, 0]  # blue
    assert strong[0, 3, 0] > strong[0, 3, 2]  # orange
    assert strong[3, 0].tolist() == [255, 255, 255, 255]
    assert 2 * (255 - int(weak[0, 0, 0])) == pytest.approx(255 - int(strong[0, 0, 0]), abs=2)
    assert "50 % on average, +15.0 by this picture: 65 %" in html
    assert "From −30.0 points, against one, to +30.0 points, for it" in html
