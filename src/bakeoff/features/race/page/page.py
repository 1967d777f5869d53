"""The race page as a whole."""

import streamlit as st

from bakeoff.contenders import contender
from bakeoff.evaluation.notation import duration
from bakeoff.export.setup_text import first_seed_told
from bakeoff.features.race.page.board import board
from bakeoff.features.race.page.lesson_run import lesson_run, test_part_closed
from bakeoff.features.race.page.present import present
from bakeoff.features.race.page.setup import folded, setup, strip
from bakeoff.features.race.page.stories import SURPRISE, stories
from bakeoff.features.race.page.transform import before_and_after
from bakeoff.features.race.page.views import RaceQuestion, groups
from bakeoff.html import plain
from bakeoff.race.finished import FinishedRace
from bakeoff.race.recording import recording
from bakeoff.race.slots import RaceLink, RaceNote
from bakeoff.race.snapshot import Run
from bakeoff.recipes import OPENING, recipe
from bakeoff.records.service import recorder
from bakeoff.replay.scene import Actor, Scene
from bakeoff.service.kernel import added
from bakeoff.text import _, told
from bakeoff.web.components.glossed import glossed
from bakeoff.web.contributions import draw
from bakeoff.web.data_views import data_drawing
from bakeoff.web.draft import RaceDraft, race_draft
from bakeoff.web.lesson_places import lesson_on_top
from bakeoff.web.link_notes import link_notes
from bakeoff.web.race_views import opened_row
from bakeoff.web.replay import show_scene
from bakeoff.web.set_up_checks import set_up_warnings
from bakeoff.web.tabs import tabs
from bakeoff.web.visitor import visitor
from bakeoff.web.what_this_is import what_this_is


def race_page() -> None:
    """Show the set-up, beside what is known, or as a strip above the race that it started."""
    draft = race_draft()
    if draft.present and not test_part_closed(draft):
        present(draft)
        return
    active = draft.race is not None and draft.race.run.active
    if draft.race is None and draft.address.lesson is None:
        what_this_is()
    run = lesson_run(draft)
    lesson_on_top(draft.address, run)(run)
    if folded(draft):
        strip(draft)
        _shown(draft, active)
    else:
        left, right = st.columns([5, 11], gap="large")
        with left:
            setup(draft)
        with right:
            _shown(draft, active)
    draft.address.write(draft.query())  # so that reload and a copied address find it again


def _shown(draft: RaceDraft, active: bool) -> None:
    """Show what is known: of the race on show, or of what is set up."""
    with st.container(key="link-notes"):  # of its own: one note more must not make the browser build the board anew
        link_notes(draft)
        if trouble := recorder().trouble(draft.run_id):
            st.warning(plain(trouble), icon=":material/history_off:")
    if draft.race is None:
        welcome(draft)
    else:
        for note in added(RaceNote):
            draw(note.show, draft.race)
        with st.container(key="board"):
            board(draft, active)
            results(draft)


def results(draft: RaceDraft) -> None:
    """Show the tabs of a finished race."""
    race = draft.race
    if race is None or race.run.active or test_part_closed(draft):
        return
    finished = race.run.report.finished_race
    if finished is not None:
        closer(race.run, finished)


@st.fragment
def closer(run: Run, race: FinishedRace) -> None:
    """Show a tab for each question; only what is open is worked out."""
    if said := first_seed_told(race):
        st.caption(told(said))
    asked = groups(run, race)
    shown = tabs([group.question for group in asked], key=f"views-{run.id}")
    for tab, group in zip(shown, asked, strict=True):
        if tab.open:
            with tab, st.container(key=f"tab-{group.key}"):
                _answered(group, run)
                for link in added(RaceLink):
                    if link.question == group.key:
                        draw(link.show, run, race)
    opened_row(run, race)


def _answered(group: RaceQuestion, run: Run) -> None:
    """Show the view that is chosen of a question's, and the others to choose from, if there are any."""
    views = {view.key: view for view in group.views}
    chosen = group.views[0].key
    if len(views) > 1:
        key = f"view-{group.key}-{run.id}"
        st.session_state.setdefault(key, chosen)  # a button elsewhere may have chosen another
        options, title = list(views), lambda name: views[name].title
        chosen = (
            st.segmented_control(
                group.question, options, format_func=title, required=True, key=key, label_visibility="collapsed"
            )
            or chosen
        )
    with st.container(key=f"view-{chosen}"):
        draw(views[chosen].show)


def welcome(draft: RaceDraft) -> None:
    """Say what to expect; show a recording of the race, or the data that the race is about; offer stories."""
    info = draft.spec.dataset.info
    opening = draft.spec == recipe(OPENING).spec and draft.address.lesson is None  # the headline above is of it
    if not opening:
        st.header(_("Who wins on {title}?", title=plain(info.title)), anchor=False)
    glossed(
        _("Press Start race. All learn from the same training rows and are tested on held-out rows."),
        key="welcome-said",
    )
    with st.container(key="welcome-warnings"):
        if draft.spec != recipe(SURPRISE).spec:
            set_up_warnings(draft, owner=visitor().owner)
    transformed = draft.spec.transform.acts(info.task, info.kind)
    if transformed:
        before_and_after(draft.spec)
    if draft.spec.dataset == recording().spec.dataset and not transformed:
        _recorded_race()
    else:
        data_drawing(draft.spec.dataset)
    if draft.address.lesson is None and not draft.address.hides("dataset"):
        stories(draft)


def _recorded_race() -> None:
    recorded = recording()
    actors = [
        Actor(contender(name), False, moments, _("trained in {time}", time=duration(moments[-1].cpu_seconds)))
        for name, moments in recorded.moments.items()
    ]
    show_scene(Scene("recording", recorded.stage, actors, recorded=True), key="recording")
