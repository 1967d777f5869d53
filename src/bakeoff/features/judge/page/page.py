"""The judge's page as a whole."""

import streamlit as st

from bakeoff.contenders import contender, contenders
from bakeoff.datasets import datasets
from bakeoff.features.judge.page.board import board, finished
from bakeoff.features.judge.page.draft import JudgeDraft, judge_draft, write_address
from bakeoff.features.judge.page.example import example
from bakeoff.features.judge.page.fair import repairs_to_try
from bakeoff.features.judge.page.next_step import leads_on
from bakeoff.fields import knobs
from bakeoff.figures.markers import marker
from bakeoff.html import plain
from bakeoff.lesson.measures.base import subject
from bakeoff.lesson.run import LessonRun
from bakeoff.lesson.slots import LessonSource
from bakeoff.records.service import recorder
from bakeoff.runs.studies import studies
from bakeoff.study.account import fewest_datasets
from bakeoff.study.plan import TRANSFORM, comparable
from bakeoff.study.record import TUNED
from bakeoff.text import _
from bakeoff.transform import SLIDERS, smote_missing
from bakeoff.web.components.copy_link import copy_link
from bakeoff.web.data_choice import data_choice
from bakeoff.web.data_views import columns_of
from bakeoff.web.lesson_places import lesson_making, lesson_on_top
from bakeoff.web.link_notes import link_notes
from bakeoff.web.routes import route
from bakeoff.web.set_up_checks import set_up_notes, set_up_warnings
from bakeoff.web.start_button import start_button
from bakeoff.web.stored import goes_on_elsewhere
from bakeoff.web.visitor import visitor
from bakeoff.web.widgets import on_change, settings_widgets


def judge_page() -> None:
    """Show the question on the left and what is known of the answer on the right."""
    draft = judge_draft()
    active = draft.study is not None and draft.study.active
    run = lesson_run(draft)
    lesson_on_top(draft.address, run)(run)
    left, right = st.columns([5, 11], gap="large")
    with left:
        question_setup(draft)
    with right:
        with st.container():  # of its own: one note more must not make the browser build the board anew
            link_notes(draft.race)
            for note in draft.notes:
                st.warning(plain(note), icon=":material/link_off:")
            if draft.elsewhere is not None:
                goes_on_elsewhere(draft.elsewhere, draft.show)
            if trouble := recorder().trouble(draft.study_id):
                st.warning(plain(trouble), icon=":material/history_off:")
        with st.container(key="board"):  # also before any study: on a phone it stands above the question
            if draft.study is not None:
                board(draft, active)
            elif draft.stored is not None:
                finished(draft.stored, draft.asks_another(draft.stored))
            else:
                _welcome()
                if draft.address.lesson is None:  # whose answer it may give away
                    example()
    write_address(draft)


def _welcome() -> None:
    st.header(_("Is the difference real?"), anchor=False)
    st.markdown(
        _(
            "One race on one split is an anecdote. The judge fits the same contenders repeatedly on other parts of "
            "the rows. It says **how likely** one is better, **how much data** each needs and **which setting** is "
            "best. It also says whether that **holds on other data**, and whether a setting **holds a contender "
            "back**. Press **Start judging**."
        )
    )


def question_setup(draft: JudgeDraft) -> None:
    """Show everything that can be set before a study."""
    with st.container(key="setup"):
        folds = draft.plan.folds if draft.plan.method == "k_fold" else None
        of_race = draft.plan.question != "datasets"
        _data(draft, folds)
        if not draft.address.hides("contenders"):
            st.subheader(_("Contenders"), anchor=False)
            _contenders(draft)
        if not draft.address.hides("judge"):
            st.subheader(_("Question"), anchor=False)
            _question(draft)
        with st.container(key="go"):
            active = draft.study is not None and draft.study.active
            first = draft.study is None or not leads_on(draft, draft.study.record)
            start_button(
                draft,
                active,
                start=_("Start judging"),
                icon=":material/gavel:",
                stop=_("Stop"),
                key="judge-",
                first=first,
            )
        copy_link(draft.link(), key="judge-copy-link")
        judge_lesson_making(draft)
        if of_race:
            set_up_notes(draft.race.spec, folds=folds)


def _data(draft: JudgeDraft, folds: int | None) -> None:
    """Show what the study is about, unless a lesson leaves it out."""
    hidden = draft.address.hides("dataset")
    if draft.plan.question != "datasets":
        if not hidden:
            data_choice(draft.race)
        set_up_warnings(draft.race, folds=folds)
    elif not hidden:
        _datasets(draft)


def _contenders(draft: JudgeDraft) -> None:
    with st.container(key="judge-contenders", border=True, gap="small"):
        for name in draft.race.spec.contenders:
            info = contender(name)
            with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-judge-{name}"):
                st.html(marker(info.identity), width="content")
                st.markdown(_(info.label))
        route("race").link(_("Change contenders"), icon=":material/tune:", query=draft.race.link())


def _question(draft: JudgeDraft) -> None:
    plan, task = draft.plan, draft.race.spec.dataset.info.task
    knob = next(knob for knob in knobs(type(plan)) if knob.name == "question")
    options = list(knob.options)
    st.radio(
        _(knob.label),
        options,
        index=options.index(plan.question),
        format_func=lambda option: _(knob.options[option]),
        key=draft.key("question"),
        on_change=on_change(draft, "question"),
        label_visibility="collapsed",
    )
    if plan.question == "setting":
        _varied(draft)
    if plan.question == "fair":
        repairs_to_try(draft.race.spec)
    if plan.question == "turn":
        _slider(draft)
    names = ["folds", "repeats"]
    settings_widgets(draft, "", plan, task, only=names)
    if not draft.address.hides("rules"):
        settings_widgets(draft.race, "rules", draft.race.spec.rules, task, only=["metric"])
    if plan.chooses:
        st.caption(_("Settings are chosen on rows that the race learns from; its test part is not looked at."))
    if plan.question in ("which", "fair"):
        names += ["rope"] + ["until_decided"] * (plan.question == "which")
        settings_widgets(draft, "", plan, task, only=names[2:], columns=1)
    with st.expander(_("More: resampling, tuning, time limit"), key="judge-more"):
        elsewhere = {*names, "question", "varied", "slider", "datasets", "rope"} | (
            {"learning_part"} if plan.chooses else set()
        )
        more = [knob.name for knob in knobs(type(plan)) if knob.name not in elsewhere]
        choice = draft.race.spec.dataset
        settings_widgets(draft, "", plan, task, only=more, names=lambda: columns_of(choice))


def _datasets(draft: JudgeDraft) -> None:
    info = draft.race.spec.dataset.info
    titles = {
        dataset.name: _(dataset.title)
        for dataset in datasets().values()
        if dataset.task == info.task and dataset.present()
    }
    st.subheader(_("Data"), anchor=False)
    with st.container(key="data-choice", border=True):
        st.multiselect(
            _("Data sets"),
            list(titles),
            default=[name for name in draft.plan.datasets if name in titles],
            format_func=titles.__getitem__,
            key=draft.key("datasets"),
            on_change=on_change(draft, "datasets"),
            placeholder=_("Choose options"),
        )
        st.caption(_("All that ask for the same kind of answer as {title} can be chosen.", title=plain(info.title)))
        rivals = sum(not contender(name).baseline for name in draft.race.spec.contenders)
        if len(draft.plan.datasets) < (fewest := fewest_datasets(rivals)):
            st.caption(
                _("No difference can be certain with fewer than {n} data sets for {m} contenders.", n=fewest, m=rivals)
            )
        route("data").link(_("Change data"))


def _varied(draft: JudgeDraft) -> None:
    spec, info = draft.race.spec, draft.race.spec.dataset.info
    options = {
        f"{name}.{knob.name}": _("{label}: {setting}", label=contender(name).label, setting=_(knob.label))
        for name in spec.contenders
        for knob in knobs(contenders()[name].hyperparameters)
        if comparable(knob) and knob.applies(spec.contenders[name], info.task)
    }
    options |= {
        f"{TRANSFORM}.{knob.name}": _("All contenders: {setting}", setting=_(knob.label))
        for knob in knobs(type(spec.transform))
        if knob.applies(spec.transform, info.task, info.kind) and not (knob.name == "smote" and smote_missing())
    }
    chosen = draft.plan.varied if draft.plan.varied in options else None
    st.selectbox(
        _("Setting to compare values of"),
        list(options),
        index=list(options).index(chosen) if chosen else None,
        format_func=options.__getitem__,
        key=draft.key("varied"),
        on_change=on_change(draft, "varied"),
    )


def _slider(draft: JudgeDraft) -> None:
    """Choose among the sliders that have an effect on the data."""
    transform, info = draft.race.spec.transform, draft.race.spec.dataset.info
    able = {
        knob.name: _(knob.label)
        for knob in knobs(type(transform))
        if knob.name in SLIDERS and knob.applies(transform, info.task, info.kind)
    }
    knob = next(knob for knob in knobs(type(draft.plan)) if knob.name == "slider")
    st.selectbox(
        _(knob.label),
        list(able),
        index=list(able).index(draft.plan.slider) if draft.plan.slider in able else None,
        format_func=able.__getitem__,
        key=draft.key("slider"),
        on_change=on_change(draft, "slider"),
        help=_(knob.help),
    )


def lesson_run(draft: JudgeDraft) -> LessonRun | None:
    """Return the study on show, if there is one and a lesson is open."""
    record = draft.stored if draft.study is None else draft.study.record
    if record is None or draft.address.lesson is None:
        return None
    own = studies().is_of(record.id, visitor().owner)
    return LessonRun(record.id, record, own, not record.active, record.active)


def judge_lesson_making(draft: JudgeDraft) -> None:
    """Show what makes a lesson of the question that is asked; not in one."""
    if draft.address.lesson is not None:
        return
    spec = draft.race.spec
    named = dict.fromkeys((*spec.contenders, *contenders()))
    source = LessonSource(
        "judge",
        draft.link(),
        draft.stored if draft.study is None else draft.study.record,
        task=spec.dataset.info.task,
        subjects={lane: subject(lane) for lane in (*named, *(f"{name}{TUNED}" for name in spec.contenders))},
        controls={
            "dataset": _("Data"),
            "contenders": _("Contenders"),
            "judge": _("Question"),
            "rules": _("What decides"),
        },
    )
    lesson_making(source)
