"""Method of measurement in plain words, from the declarations that the race uses."""

import streamlit as st

from bakeoff.contenders import contenders
from bakeoff.evaluation.metrics import Metric, metrics
from bakeoff.fields import knobs
from bakeoff.figures.markers import marker
from bakeoff.race.environment import environment, environment_told
from bakeoff.text import _
from bakeoff.web.components.glossed import words_of_the_field


def method() -> None:
    """Show the rules, the contenders with all their settings, and the metrics."""
    st.header(_("How it is measured"), anchor=False)
    st.markdown(
        _(
            "- Every contender gets the same rows. No contender of a race trains on the **test part**. The "
            "**validation part** gives the live scores and early stopping. The rest is for training. Further races "
            "on the same split use the same test part, and so do thresholds, parts of rows, importance and *Ask*. "
            "Choosing by these makes a test score too good. The judge trains on these rows too, unless it tunes or "
            "is set to keep off them.\n"
            "- Rows are split at random, by time (the latest are tested) or by group (rows that share a value stay "
            "together). Filling gaps, scaling and encoding are fitted on the training part alone, once for all.\n"
            "- In a race each contender trains in its own process on one core. A process of the judge fits several "
            "contenders in turn. **CPU seconds** of start-up, training, calibration and live scoring are counted "
            "separately; **wall seconds** are elapsed time. Start-up includes a small trial fit, since a library’s "
            "first fit takes longer. Prediction is timed by CPU several times, for about a second at most, and its "
            "spread given.\n"
            "- One seed fixes the split, the first weights and every draw: the same race twice, the same numbers.\n"
            "- Scores come with 95 % intervals: mid-P for accuracy, otherwise a Bayesian bootstrap over the test "
            "rows (Rubin 1981). The bootstrap has one more row that nobody has seen. It is mostly of a rare class, "
            "and a coin decides if it is answered right. So a few rows without a mistake, or without a hit, prove "
            "little. A difference is taken before rounding, so its last digit can differ by one from the rounded "
            "scores.\n"
            "- Two contenders are called different only if a paired test on the same test rows says so. It is "
            "McNemar’s for accuracy, a permutation test for every other metric. Holm’s correction makes up for all "
            "pairs of rivals; baselines are a family of their own. A rank is one more than the number of rivals that "
            "are better by that test. Equal ranks are ties.\n"
            "- That is about this split and this seed: another can turn a close race. With several seeds every "
            "contender that draws is trained with each, and scores are means. The test then counts seeds as well as "
            "rows (crossed random effects, Satterthwaite’s degrees of freedom).\n"
            "- **The judge** has one interval for each pair’s difference. It allows for overlapping folds (Nadeau "
            "and Bengio 2003), all pairs (Westfall and Young 1993) and repeated looks (Lan and DeMets 1983). In "
            "simulations it calls equals different in 0 to 7 % of studies. It finds a lead of 5 points on 1,000 rows "
            "in over two thirds. A learner that makes one choice, such as a tree of one question, misleads it more "
            "often. A pair is decided once all of its interval is beyond the smallest difference that matters, or "
            "within. One learning curve overtakes another, and one value of a setting is best, only where these "
            "tests say so. Data sets are compared by the Bayesian signed-rank test (Benavoli and others 2014, 2017). "
            "Average ranks (Friedman, Nemenyi) are given too, but depend on who else takes part.\n"
            "- **Calibration** compares a contender’s probabilities with how often they come true on the test part, "
            "in ten equal bins. The expected calibration error is their mean distance. Beside it stands what chance "
            "alone gives with so few rows. One number for each contender, fitted on rows it has not learnt from, "
            "corrects how sure its probabilities are. The support vector machine is always calibrated so, the others "
            "if the rules say so. Intervals around predicted numbers come from the errors on the validation "
            "part (split conformal prediction) and are checked on the test part.\n"
            "- **Parts of the test rows** where a contender is worse are found by testing every value, or quarter, "
            "of every column (Holm’s correction). Checks run before and after each race; what spoils it is said "
            "first. They look for columns that give the answer away, repeated rows and near copies. They also look "
            "for groups and dates on both sides of a random split, uneven classes, overfitting and early ends of "
            "training."
        )
    )
    st.markdown(
        _(
            "- With a split by group or time, each whole group or block of time (Politis and White 2004) counts as "
            "one observation. Fewer than six decide nothing."
        )
    )
    st.subheader(_("Contenders"), anchor=False)
    for info in contenders().values():
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"row-{info.name}"):
            st.html(marker(info.identity), width="content")
            st.markdown(_("**{label}**: {summary}", label=info.both_names, summary=info.summary))
        if knobs(info.hyperparameters):
            with st.expander(_("Settings of {label}", label=info.label), key=f"settings-{info.name}"):
                for knob in knobs(info.hyperparameters):
                    link = f" [↗]({knob.docs})" if knob.docs else ""
                    path = f"{info.name}.{knob.name}"
                    said = _("**{label}** (`{path}`): {meaning}", label=knob.label, path=path, meaning=knob.help)
                    st.markdown(said + link)
    st.subheader(_("Metrics"), anchor=False)
    for task, title in (("classification", _("For classes")), ("regression", _("For numbers"))):
        st.markdown(f"**{title}**")
        st.markdown("\n".join(map(_metric, metrics(task))))  # type: ignore[arg-type]
    st.subheader(_("Words of the field"), anchor=False)
    words_of_the_field()
    st.subheader(_("This server"), anchor=False)
    told = environment_told(environment())
    st.markdown("\n".join(_("- **{name}**: {meaning}", name=name, meaning=value) for name, value in told.items()))


def _metric(metric: Metric) -> str:
    return _("- [{label}]({link}): {meaning}", label=metric.label, link=metric.docs, meaning=metric.help)
