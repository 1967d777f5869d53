"""The museum of leaks: a wall of mistakes, and each with its cure, to be run."""

import streamlit as st

from bakeoff.checks.registry import checks
from bakeoff.engine.waiting import Waiting
from bakeoff.errors import BakeoffError
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import difference_interval, gap, interval, score
from bakeoff.features.museum.exhibit import DRAWS, Exhibit, Shown, code, modules
from bakeoff.html import Template, plain
from bakeoff.race.slots import ButtonKind
from bakeoff.text import _, clauses
from bakeoff.web.routes import route
from bakeoff.web.visitor_job import begin_job, job_progress

PARAMETER = "exhibit"
MOST_SECONDS = 60.0
_JOB = "bakeoff.features.museum.exhibit:show"
_BARS = Template(
    '<dl class="museum-bars">{% for label, value, share in bars %}<dt>{{ label }}</dt>'
    '<dd><b style="width: {{ share }}%"></b></dd><dd>{{ value }}</dd>{% endfor %}</dl>'
)


def museum_page() -> None:
    """Show the exhibit that the address names, else the wall with all."""
    exhibits = {name: module.EXHIBIT for name, module in modules().items()}
    name = st.query_params.get(PARAMETER, "")
    if name in exhibits:
        st.button(_("All exhibits"), key="museum-all", icon=":material/arrow_back:", type="tertiary", on_click=_close)
        _exhibit(name, exhibits[name])
        return
    st.header(_("Museum of leaks"), anchor=False)
    st.markdown(_("Mistakes that make a score too good. Open one, guess by how much, and run it with its cure."))
    with st.container(gap=None):
        for name, exhibit in exhibits.items():
            label = f"{exhibit.order}. {plain(_(exhibit.title))}"
            st.button(label, key=f"exhibit-{name}", type="tertiary", on_click=_open, args=(name,))


def link(check: str) -> None:
    """Show the way to the exhibit of what a check finds, if there is one."""
    name = next((name for name, module in modules().items() if check in module.EXHIBIT.checks), None)
    if name is not None:
        route("museum").link(_("See this mistake and its cure"), query={PARAMETER: name})


def _open(name: str) -> None:
    st.query_params[PARAMETER] = name


def _close() -> None:
    del st.query_params[PARAMETER]


def _exhibit(name: str, exhibit: Exhibit) -> None:
    st.header(plain(_(exhibit.title)), anchor=False)
    st.caption(plain(_("Rows: {rows}.", rows=_(exhibit.data))))
    sides = (_("The mistake"), exhibit.mistake, "mistake"), (_("The cure"), exhibit.cure, "cure")
    for column, (title, words, part) in zip(st.columns(2, gap="medium"), sides, strict=True):
        with column:
            st.subheader(title, anchor=False)
            st.markdown(plain(_(words)))
            st.code(code(name, part), language="python", wrap_lines=True)
    _run(name, exhibit)
    found_by = [check.title for check in checks() if check.code in exhibit.checks]
    if found_by:
        st.caption(plain(_("Bakeoff’s checks look for it in every race: {checks}.", checks=clauses(found_by))))


def _run(name: str, exhibit: Exhibit) -> None:
    jobs: dict[str, tuple[int, Waiting]] = st.session_state.setdefault("museum-jobs", {})
    seed, job = jobs.get(name, (-1, None))
    if job is not None and job.active:
        job_progress(job, "museum", lambda: (job.said or 0.0, _("Running the mistake and the cure")))
        return
    if job is not None and job.result is not None:
        _outcome(exhibit, job.result, seed)
    elif job is not None:
        st.error(plain(job.problem))

    def start() -> None:
        try:
            jobs[name] = seed + 1, begin_job(_JOB, (name, seed + 1), MOST_SECONDS)
        except BakeoffError as error:
            st.session_state["museum-problem"] = str(error)

    again = job is not None and job.result is not None
    label = _("Run both with another seed") if again else _("Run both")
    kind: ButtonKind = "secondary" if again else "primary"
    st.button(label, key="museum-run", icon=":material/play_arrow:", type=kind, on_click=start)
    if problem := st.session_state.pop("museum-problem", ""):
        st.error(plain(problem))


def _outcome(exhibit: Exhibit, shown: Shown, seed: int) -> None:
    metric = metric_named(exhibit.metric)
    wrong, honest, price = shown.means()
    if price.low > 0:
        words = _("The mistake promises {price} too much.", price=gap(price, metric))
    else:
        words = _("The mistake makes no clear difference: {price}.", price=gap(price, metric))
    st.subheader(plain(words), anchor=False)
    bars = [
        (label, f"{score(each.value, metric)} ({interval(each, metric)})", round(100 * min(max(each.value, 0), 1), 1))
        for label, each in ((_("The mistake says"), wrong), (_("What holds"), honest))
    ]
    st.html(_BARS(bars=bars))
    st.caption(
        _(
            "{metric}, mean of {n} splits from seed {seed} on, with 95 % intervals; the mistake adds {interval}.",
            metric=_(metric.label),
            n=DRAWS,
            seed=seed * DRAWS,
            interval=difference_interval(price, metric),
        )
    )
