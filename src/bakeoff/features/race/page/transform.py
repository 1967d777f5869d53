"""Transform of the data: its settings, and the training rows before and after."""

import streamlit as st

from bakeoff.contenders import contenders
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.notation import count
from bakeoff.fields import knobs
from bakeoff.figures import transform as figures
from bakeoff.figures.titles import title_of
from bakeoff.html import plain
from bakeoff.preparation.preview import BeforeAfter, before_after
from bakeoff.race.preprocessing_text import effects_text
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.transform import SLIDERS, Transform, smote_missing
from bakeoff.web.components.chart import chart
from bakeoff.web.data_views import MOST_LETTERS, loaded
from bakeoff.web.draft import RaceDraft
from bakeoff.web.folds import fold
from bakeoff.web.widgets import settings_widgets

MOST_KEPT = 100


def transform_setup(draft: RaceDraft) -> None:
    """Show what applies to the data at hand."""
    info, transform = draft.spec.dataset.info, draft.spec.transform
    acts = transform.acts(info.task, info.kind)
    box = fold(_("Transform: compress, augment"), key="transform", opened=acts)
    if not box.open:
        return
    missing = smote_missing()
    names = [knob.name for knob in knobs(Transform) if not (missing and knob.name == "smote")]
    with box:
        settings_widgets(draft, "transform", transform, info.task, data=info.kind, only=names, sliders=SLIDERS)
        if missing and info.task == "classification" and info.kind != "image":
            st.caption(plain(missing))


@st.fragment(parallel=True)
def before_and_after(spec: BakeoffSpec) -> None:
    """Show what the transform of a set-up does, without keeping the page waiting."""
    info = spec.dataset.info
    if info.missing() or not info.present():
        return
    with st.container(key="before-after"):
        st.subheader(_("Before and after"), anchor=False)
        baselines = [name for name, record in contenders().items() if record.baseline]  # the data are looked at alone
        try:
            if loaded(spec.dataset).letters > MOST_LETTERS:
                st.caption(_("These texts are too long to be transformed here; the race does it."))
                return
            with st.spinner(_("Transforming some of the rows")):
                shown = _found(spec.with_parts(contenders=baselines).to_json())
        except BakeoffError as error:
            st.error(plain(str(error)))
            return
        for sentence in effects_text(shown.effects):
            st.markdown(plain(sentence))
        _drawn(shown, spec)
        st.caption(_("Looked at on {n} rows of the training part.", n=count(shown.n_rows)))


def _drawn(shown: BeforeAfter, spec: BakeoffSpec) -> None:
    data = loaded(spec.dataset)
    if shown.pictures is not None and (shown.pictures.copies is not None or shown.pictures.compressed is not None):
        height = 110 + 36 * len(shown.pictures.class_names)
        figure = figures.transformed_pictures(shown.pictures, data)
        chart(figure, alt=title_of(figure), key="before-after-pictures", height=height, min_width=700)
    if shown.points:
        figure = figures.transformed_rows(shown, data)
        height = 400 if len(shown.points) == 2 else 720
        chart(figure, alt=title_of(figure), key="before-after-rows", height=height, min_width=560)
    if shown.shares is not None:
        figure = figures.compression(shown)
        chart(figure, alt=title_of(figure), key="kept-variance", height=300)


@st.cache_data(max_entries=MOST_KEPT, show_spinner=False)
def _found(spec_json: str) -> BeforeAfter:
    spec = BakeoffSpec.from_json(spec_json)
    return before_after(loaded(spec.dataset), spec)
