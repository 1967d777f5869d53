"""Concepts: a question, the idea behind the answer, and an experiment that agrees with it or not."""

from collections.abc import Mapping

import streamlit as st

from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError
from bakeoff.features.concepts.inventory import rows
from bakeoff.html import Template, plain
from bakeoff.lesson.chapter import chapters, closed_chapters
from bakeoff.lesson.concepts import THEMES, Concept, Outcome, concepts, posed
from bakeoff.lesson.starting_point import CHAPTER
from bakeoff.spreadsheets import records_to_csv
from bakeoff.text import _
from bakeoff.web.routes import route
from bakeoff.web.save import save_button
from bakeoff.web.visitor import visitor
from bakeoff.web.visitor_job import begin_job
from bakeoff.web.waiting_text import so_far

PARAMETER = "concept"
TICK_SECONDS = 0.5
MOST_SECONDS = 60.0
_JOB = "bakeoff.features.concepts.job:experiment"
_BARS = Template(
    '<dl class="concept-bars">{% for label, value, share in bars %}<dt>{{ label }}</dt>'
    '<dd><div><b style="inset-inline: 0 {{ 100 - share }}%"></b>'
    '{% if loop.index0 == place %}<i style="inset-inline: {{ low }}% {{ 100 - high }}%"></i>{% endif %}</div></dd>'
    "<dd>{{ value }}</dd>{% endfor %}</dl>"
)


def concepts_page() -> None:
    """Show the concept that the address names, else the list of all."""
    hidden = closed_chapters()  # a class has yet to ask about them
    shown = {name: concept for name, concept in concepts().items() if concept.chapter not in hidden}
    concept = shown.get(st.query_params.get(PARAMETER, ""))
    st.header(_("Concepts"), anchor=False)
    if concept is None:
        _inventory(shown)
        return
    st.button(_("All concepts"), key="all-concepts", icon=":material/arrow_back:", type="tertiary", on_click=_close)
    question = posed(concept, visitor().owner)
    options = dict(zip(question.numbers, question.options, strict=True))
    chosen = st.radio(
        f"**{question.sentence}**", question.numbers, None, options.__getitem__, key=f"concept-{concept.name}"
    )
    if chosen is not None:
        _feedback(concept, chosen)
        _experiment(concept, chosen)


def _inventory(shown: Mapping[str, Concept]) -> None:
    st.markdown(
        _(
            "Questions on ideas that learners often get wrong. Answer one, then run an experiment and see whether it "
            "comes out as your answer predicts."
        )
    )
    order = list(chapters())
    by_chapter = sorted(shown.values(), key=lambda each: (*order, each.chapter).index(each.chapter))
    for theme, title in THEMES.items():
        st.subheader(_(title), anchor=False)
        for concept in by_chapter:
            if concept.theme == theme:
                label, key = posed(concept, visitor().owner).sentence, f"open-{concept.name}"
                st.button(label, key=key, type="tertiary", on_click=_open, args=(concept.name,))
    if len(shown) < len(concepts()):
        st.caption(_("Questions that your class still asks appear here afterwards."))
        return
    st.caption(_("For other teachers: free to use and to change, under the licence Apache 2.0."))
    save_button(_("Inventory as CSV"), lambda: records_to_csv(rows()), "concepts.csv", key="concepts-csv")


def _open(name: str) -> None:
    st.query_params[PARAMETER] = name


def _close() -> None:
    del st.query_params[PARAMETER]


def _feedback(concept: Concept, chosen: int) -> None:
    if not chosen:
        st.success(_("Right. See whether the experiment agrees."), icon=":material/check:")
        return
    idea = concept.ideas[chosen - 1]
    name, feedback = plain(_(idea.name)), plain(_(idea.feedback))
    said = _("The idea behind it: **{name}**. {feedback} ({source})", name=name, feedback=feedback, source=idea.source)
    st.warning(said, icon=":material/lightbulb:")


def _experiment(concept: Concept, chosen: int) -> None:
    st.markdown(plain(_(concept.experiment)))
    jobs: dict[str, tuple[int, Waiting]] = st.session_state.setdefault("concept-jobs", {})
    seed, job = jobs.get(concept.name, (-1, None))
    if job is not None and job.active:
        st.fragment(_under_way, run_every=TICK_SECONDS)(job)
        return
    if job is not None and job.result is not None:
        _outcome(concept, job.result, chosen)
    elif job is not None:
        st.error(plain(job.problem))

    def start() -> None:
        try:
            jobs[concept.name] = seed + 1, begin_job(_JOB, (concept.name, seed + 1), MOST_SECONDS)
        except BakeoffError as error:
            st.session_state["concept-problem"] = str(error)

    again = job is not None
    label = _("Run it again with another seed") if again else _("Run the experiment")
    st.button(label, key="concept-run", on_click=start, type="secondary" if again else "primary")
    if problem := st.session_state.pop("concept-problem", ""):
        st.error(plain(problem))


def _under_way(job: Waiting) -> None:
    if not job.active:
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(so_far(_("Running"), job), width="content")
        st.button(_("Stop"), icon=":material/stop:", key="concept-stop", on_click=job.stop)


def _outcome(concept: Concept, outcome: Outcome, chosen: int) -> None:
    claim = outcome.claims[chosen]
    top = 100.0 if outcome.unit == "%" else 1.1 * max(value for _label, value in outcome.bars)
    low, high = (min(max(100 * end / top, 0.0), 100.0) for end in (claim.low, claim.high))
    bars = [(label, outcome.write(value), round(100 * value / top, 2)) for label, value in outcome.bars]
    st.html(_BARS(bars=bars, place=claim.bar, low=round(low, 2), high=round(high, 2)))
    st.caption(_("Bars: measured. Dashed: what your answer predicts."))
    st.markdown(plain(outcome.sentence))
    label, value = outcome.bars[claim.bar]
    words = {"range": outcome.predicted(chosen), "bar": label, "value": outcome.write(value)}
    if outcome.holds(chosen):
        st.markdown(plain(_("Your answer predicts {range} for “{bar}”. It came out so: {value}.", **words)))
    else:
        said = _("Your answer predicts {range} for “{bar}”. It came out otherwise: {value}.", **words)
        st.markdown(f"**{plain(said)}**")
    st.markdown(plain(_(concept.explanation)))
    with st.container(horizontal=True):
        if (chapter := chapters().get(concept.chapter)) is not None:
            label = _("Chapter {n}: {title}", n=chapter.number, title=_(chapter.title))
            route("learn").link(label, query={CHAPTER: chapter.name})
        if concept.query:
            label = _("Open a similar network") if concept.place == "lab" else _("Open a similar race")
            route(concept.place).link(label, query=concept.query)
