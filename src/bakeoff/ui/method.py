"""How it is measured, in plain words, from the very declarations that the race uses."""

import streamlit as st

from bakeoff.contenders import contenders
from bakeoff.evaluation.metrics import metrics
from bakeoff.fields import knobs
from bakeoff.race.environment import environment
from bakeoff.text import _
from bakeoff.ui.pictures import marker
from bakeoff.ui.style import style


def method() -> None:
    """Show the rules, the contenders with all their settings, and the metrics."""
    style()
    st.header(_("How it is measured"), anchor=False)
    st.markdown(
        _(
            "- Every contender gets the same rows: the **test part** is kept aside and looked at once, at the end; "
            "the **validation part** gives the live scores and early stopping; the rest is for training.\n"
            "- Filling gaps, scaling and encoding are fitted on the training part alone, once for all.\n"
            "- Each contender trains in a process of its own on one core. **CPU seconds** count what it used, "
            "**wall seconds** what passed by the clock. Scoring that only the live curves need is not counted.\n"
            "- One seed fixes the split, the first weights and every draw: the same race twice, the same numbers.\n"
            "- Scores come with 95 % intervals: Wilson's for accuracy, a bootstrap over the test rows for the others.\n"
            "- Two contenders are called different only if a paired test on the same test rows says so, "
            "with Holm's correction for testing every pair. One split is one sample: "
            "another seed can turn a close race.\n"
            "- **Calibration** sets the probabilities that a contender gives against how often they come true on the "
            "test part, in ten equal bins; the expected calibration error is the mean distance between the two. "
            "Intervals around predicted numbers are made from the errors on the validation part "
            "(split conformal prediction) and tried on the test part.\n"
            "- **Parts of the test rows** where a contender is worse are found by a test for every value, or quarter, "
            "of every column, with Holm's correction for all of them. Leaks, repeated rows, uneven classes and "
            "training that ended too early are looked for before and after each race."
        )
    )
    st.subheader(_("Contenders"), anchor=False)
    for info in contenders().values():
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(marker(info.identity), width="content")
            st.markdown(_("**{label}**: {summary}", label=info.label, summary=info.summary))
        if knobs(info.hyperparameters):
            with st.expander(_("Settings of {label}", label=info.label)):
                for knob in knobs(info.hyperparameters):
                    link = f" [↗]({knob.docs})" if knob.docs else ""
                    st.markdown(f"**{_(knob.label)}** (`{info.name}.{knob.name}`): {_(knob.help)}{link}")
    st.subheader(_("Metrics"), anchor=False)
    for task, title in (("classification", _("For classes")), ("regression", _("For numbers"))):
        st.markdown(f"**{title}**")
        st.markdown("\n".join(f"- [{_(one.label)}]({one.docs}): {_(one.help)}" for one in metrics(task)))  # type: ignore[arg-type]
    st.subheader(_("This server"), anchor=False)
    st.table({name: [value] for name, value in environment().items()})
