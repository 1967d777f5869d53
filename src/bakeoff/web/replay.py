"""The replay as a Streamlit component."""

import streamlit as st

from bakeoff.html import Markup
from bakeoff.race.snapshot import Run
from bakeoff.replay import STYLE
from bakeoff.replay.scene import Scene, expected_stage, scene_of
from bakeoff.text import _, language
from bakeoff.web.components.modules import component, module_address


def live(run: Run, title: str, *, large: bool = False) -> None:
    """Show the contenders of a race as they learn, and afterwards at any moment of it, if they may be asked anything.

    Parameters
    ----------
    title : str
        Heading of a saved picture.
    large : bool
        Whether it is shown to a room: all of it then fits on one screen.
    """
    scene = scene_of(run, title, large=large)
    if scene is not None:
        show_scene(scene, key="stage")
    elif not run.active and run.report.finished() and expected_stage(run.spec) is not None:
        st.caption(_("No replay: what the contenders answered while they learned is not kept for this race."))


def show_scene(scene: Scene, *, key: str) -> None:
    """Show a scene, under a key that stays the same from run to run of the script."""
    component("stage", language(), _html, STYLE)(key=key, data=scene.to_bytes(), height="content")


def _html() -> str:
    failure = _("The pictures of the race could not be loaded; reload the page.")
    place = Markup('\n<section class="stage" data-module="{}" data-failure="{}"></section>\n')
    return place.format(module_address("replay/component.js"), failure)
