"""The left column: data, contenders, rules, and the one button that matters."""

import functools
import itertools
from collections.abc import Collection

import streamlit as st

from bakeoff.contenders import Contender, contender, contenders
from bakeoff.contenders.base import Preset
from bakeoff.evaluation.design import RIGHT, named_in_races
from bakeoff.evaluation.metrics import deciding
from bakeoff.evaluation.notation import count
from bakeoff.features.race.page.lesson_run import race_lesson_making
from bakeoff.features.race.page.transform import transform_setup
from bakeoff.fields import Knob, Settings, Task, knobs
from bakeoff.figures.markers import marker
from bakeoff.html import Template, plain
from bakeoff.race.engines import needs
from bakeoff.race.slots import SetUpPart
from bakeoff.service.engines import engine
from bakeoff.service.kernel import added
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, counted, declared
from bakeoff.web.components.contender_list import ContenderRow, FoldRow, contender_list
from bakeoff.web.components.copy_link import copy_link
from bakeoff.web.components.glossed import glossed
from bakeoff.web.contributions import draw
from bakeoff.web.data_choice import data_choice, shape
from bakeoff.web.data_views import column_problem, columns_of
from bakeoff.web.draft import RaceDraft
from bakeoff.web.folds import fold
from bakeoff.web.set_up_checks import set_up_notes, set_up_warnings
from bakeoff.web.start_button import start_button
from bakeoff.web.visitor import visitor
from bakeoff.web.widgets import settings_widgets

_OTHERS = "other-contenders"
_RULES = {
    declared("Split of the rows"): ("split", "split_by", "test_share", "validation_share", "stratify"),
    declared("Random seeds"): ("seed", "seeds"),
    "": ("metric", "costs", "answers"),
    declared("Limits of the race"): ("rows", "time_limit"),
    declared("Preparation"): ("leave_out", "unique", "scale"),
    declared("Weights and target"): ("class_weight", "weight_by", "log_target"),
}
"""Rules by group; all others are for experts."""


_PRESETS = {"plain": declared("Default"), "strong": declared("Strong"), "fast": declared("Fast")}
_OPEN = "setup-open"
_STRIP = Template("""
<div class="bakeoff-strip-line"><b>{{ title }}</b> <span>{{ shape }}</span>
{%- for info in contenders %}
<span class="bakeoff-name" title="{{ info.technical }}">{{ marker(info.identity) }}{{ info.label }}</span>
{%- endfor %}</div>
""")


def folded(draft: RaceDraft) -> bool:
    """Tell whether the set-up is folded to a strip: a race of it is on show, and nobody has opened it since."""
    race = draft.race
    return race is not None and race.run.spec == draft.spec and st.session_state.get(_OPEN) != race.id


def strip(draft: RaceDraft) -> None:
    """Show the set-up of the race in one line, with the button that starts or stops it, and the one that opens it."""
    with st.container(key="strip", horizontal=True, vertical_alignment="center", gap="small", border=True):
        info = draft.spec.dataset.info
        taking_part = [contender(name) for name in draft.spec.contenders]
        line = _STRIP(title=info.title, shape=shape(info), contenders=taking_part, marker=marker)
        st.html(line, width="stretch")
        st.button(_("Change set-up"), key="change-setup", icon=":material/tune:", on_click=_open, args=(draft.run_id,))
        _go(draft)


def _open(run_id: str | None) -> None:
    st.session_state[_OPEN] = run_id


def _go(draft: RaceDraft) -> None:
    with st.container(key="go", width="stretch" if not folded(draft) else "content"):
        start_button(
            draft,
            draft.race is not None and draft.race.run.active,
            start=_("Start race"),
            icon=":material/play_arrow:",
            stop=_stop_label(draft),
            first=not (_answered(draft) or draft.late),
        )
        if draft.late:
            st.button(
                counted("Race only the new one", "Race only the {n} new ones", len(draft.late)),
                type="primary",
                width="stretch",
                icon=":material/person_add:",
                help=_("They join the race on show, on the same rows. Nobody else trains again."),
                on_click=draft.start,
                kwargs={"only_late": True},
                key="start-late",
            )


def setup(draft: RaceDraft) -> None:
    """Show everything that can be set before a race; what is folded away is made when it is opened."""
    with st.container(key="setup"):
        hides = draft.address.hides
        _go(draft)  # first, so that the keyboard soon comes to it
        if draft.race is not None and draft.race.run.spec == draft.spec:
            st.button(
                _("Hide set-up"),
                icon=":material/close:",
                type="tertiary",
                key="hide-setup",
                on_click=_open,
                args=(None,),
            )
        if not hides("dataset"):
            data_choice(draft)
        if draft.race is not None and (draft.race.run.active or draft.race.run.spec != draft.spec):
            set_up_warnings(draft, owner=visitor().owner)  # else they stand beside the data, or the headline
        engine().warm(needs(draft.spec.contenders))
        if not hides("contenders"):
            st.subheader(_("Contenders"), anchor=False)
            _contenders(draft)
        if "contenders" in draft.problems:
            st.error(plain(draft.problems["contenders"]))
        if not hides("rules"):
            _rules(draft)
        if not hides("transform"):
            transform_setup(draft)
        set_up_notes(draft.spec, owner=visitor().owner)
        _more(draft)


def _more(draft: RaceDraft) -> None:
    """Show what else can be done with a set-up, made when it is opened."""
    box = fold(_("More: link, lesson, project file, presenting"), key="more")
    if not box.open:
        return
    with box:
        copy_link(draft.link(), key="copy-link")
        race_lesson_making(draft)
        for part in added(SetUpPart):
            draw(part.show)
        st.button(
            _("Present to a room"),
            icon=":material/slideshow:",
            key="present-begin",
            type="tertiary",
            help=_("One thing at a time, in large type: the arrow keys, the space bar or a clicker lead on."),
            on_click=draft.present_step,
            args=(1,),
        )


def _contenders(draft: RaceDraft) -> None:
    """Show who can take part: those that a newcomer meets, and whoever takes part, before the others."""
    here = [info for info in contenders().values() if not draft.address.hides(info.name)]
    shown = [info for info in here if info.selected or info.name in draft.spec.contenders]
    others = [info for info in here if info not in shown]
    rows: list[ContenderRow | FoldRow] = [_row(draft, info) for info in shown]
    if others:
        further = FoldRow(_OTHERS, _("Other contenders: {n}", n=len(others)), open=_is_open(_OTHERS))
        rows += [further, *(_row(draft, info) for info in others if further.open)]
    for part in _parts(rows):
        contender_list(part, key=f"contenders-{part[0].name}", on_switch=draft.switch, on_open=_open_or_close)
        last = part[-1]
        if isinstance(last, ContenderRow) and last.open:
            _its_settings(draft, last.contender)


def _parts(rows: list[ContenderRow | FoldRow]) -> list[list[ContenderRow | FoldRow]]:
    """Return the lines in lists that end where settings are on show, which stand between two of them."""
    ends = [place + 1 for place, row in enumerate(rows) if isinstance(row, ContenderRow) and row.open]
    return [rows[begin:end] for begin, end in itertools.pairwise([0, *ends, len(rows)]) if begin < end]


def _is_open(name: str) -> bool:
    return bool(st.session_state.get(f"open-{name}"))


def _open_or_close(name: str, now: bool) -> None:
    st.session_state[f"open-{name}"] = now


def _row(draft: RaceDraft, info: Contender) -> ContenderRow:
    settings = draft.spec.contenders.get(info.name)
    if info.missing or settings is None:
        return ContenderRow(info, on=False, line=info.missing)
    line, settable = in_one_line(info, settings, draft.spec.dataset.info.task), bool(knobs(info.hyperparameters))
    return ContenderRow(info, on=True, line=line, settable=settable, open=settable and _is_open(info.name))


def _answered(draft: RaceDraft) -> bool:
    """Tell whether the race on show is of this set-up and has a verdict: then what comes next stands beneath that."""
    run = draft.race.run if draft.race else None
    return run is not None and run.spec == draft.spec and not run.active and run.report.verdict is not None


def _stop_label(draft: RaceDraft) -> str:
    """Return what Stop does: who has been asked to come to an end, ends at once when it is pressed again."""
    lanes = draft.race.run.lanes.values() if draft.race else ()
    asked = all(lane.ending for lane in lanes if lane.active)
    return _("Stop now") if asked else _("Stop all")


def _its_settings(draft: RaceDraft, info: Contender) -> None:
    settings, task = draft.spec.contenders[info.name], draft.spec.dataset.info.task
    with st.container(key=f"contender-settings-{info.name}", border=True):
        glossed(_("{label}: {summary}", label=info.both_names, summary=info.summary), key=f"said-{info.name}")
        _presets(draft, info, task)
        for primary in (True, False):
            settings_widgets(draft, info.name, settings, task, primary=primary)


def _presets(draft: RaceDraft, info: Contender, task: Task) -> None:
    """Show the presets of a contender, and what differs in the chosen one."""
    presets, settings = info.presets_for(task), draft.spec.contenders[info.name]
    if len(presets) == 1:
        return
    key = draft.key(f"{info.name}.preset")

    def choose() -> None:
        if name := st.session_state[key]:
            draft.take(info.name, info.preset(name, task))

    chosen = next((name for name in presets if info.preset(name, task) == settings), None)
    labels = {name: _(_PRESETS[name]) for name in presets}
    st.segmented_control(
        _("Preset"), list(labels), format_func=labels.__getitem__, default=chosen, key=key, on_change=choose
    )
    if chosen and (differs := _differences(info, presets[chosen])):
        st.caption(plain(differs))


def _differences(info: Contender, preset: Preset) -> str:
    """Return what differs from the plain preset, and who published it; empty for the plain one."""
    known = {knob.name: knob for knob in knobs(info.hyperparameters)}
    values = [_written(known[name], value) for name, value in preset.values.items()]
    return " · ".join([*values, *([_("from {source}", source=preset.source)] if preset.source else [])])


def _rules(draft: RaceDraft) -> None:
    box = fold(_("Rules: split, seed, limits"), key="rules")
    if not box.open:
        return
    with box:
        choice = draft.spec.dataset
        for title, names in _RULES.items():
            if title:
                st.markdown(f"**{_(title)}**")
            _rule_widgets(draft, names)
            if "test_share" in names and (said := design(draft.spec)):
                st.caption(said)
        expert = fold(_("Expert"), key="rules-expert")
        if expert.open:
            with expert:
                _rule_widgets(draft, {*type(draft.spec.rules).model_fields} - {*itertools.chain(*_RULES.values())})
        if told := column_problem(choice, draft.spec.rules):
            st.error(plain(told))


def design(spec: BakeoffSpec) -> str:
    """Say what so many test rows can show; empty where rows are not one unit each, or accuracy does not decide."""
    info, rules = spec.dataset.info, spec.rules
    metric = deciding(rules.metric, info.task, rules.costs).name
    if metric != "accuracy" or rules.split != "random" or info.official_test:
        return ""
    rows = round(rules.test_share * info.rows)
    return _(
        "With {rows} test rows, of two contenders with {high} and {low} % accuracy the better one is named in about "
        "{n} of 10 races. The judge tests on all rows.",
        rows=count(rows),
        high=round(100 * RIGHT[0]),
        low=round(100 * RIGHT[1]),
        n=round(10 * named_in_races(rows)),
    )


def _rule_widgets(draft: RaceDraft, names: Collection[str]) -> None:
    choice = draft.spec.dataset
    info, columns = choice.info, functools.partial(columns_of, choice)
    settings_widgets(draft, "rules", draft.spec.rules, info.task, data=info.kind, only=names, names=columns)


def in_one_line(info: Contender, settings: Settings, task: Task) -> str:
    """Return the settings of a contender that matter most; its summary if it has none."""
    shown = [knob for knob in knobs(type(settings)) if knob.primary and knob.applies(settings, task)]
    parts = [_written(knob, getattr(settings, knob.name)) for knob in shown]
    return " · ".join(parts) or _(info.summary)


def _written(knob: Knob, value: object) -> str:
    return _("{label} {value}", label=_(knob.label), value=knob.written(value))
