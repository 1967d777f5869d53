"""Chapter 13: a sentence, a picture, and a decision that must not miss."""

import streamlit as st

from bakeoff.evaluation.notation import with_minus
from bakeoff.features.learn.digits import digit_pictures, moved
from bakeoff.features.learn.parts.choice import segments, slider
from bakeoff.features.learn.parts.curves import curves, in_order
from bakeoff.features.learn.parts.pixels import of_pixels
from bakeoff.features.learn.parts.steps import as_share, explain, goal, predict, say, seen, step, table
from bakeoff.features.learn.parts.working import worked_out
from bakeoff.features.learn.uses import costs
from bakeoff.features.learn.uses.page.figure import MOST_WORDS, of_costs, of_words
from bakeoff.features.learn.uses.pixels import MACHINES, REACH, SHOWN, Machine, moved_answers
from bakeoff.features.learn.uses.words import NEGATED, SentenceReading, reached_hard, reader
from bakeoff.html import plain
from bakeoff.lesson.chapter import Chapter
from bakeoff.link import to_address, to_query
from bakeoff.recipes import recipe
from bakeoff.text import _, counted, enumerated, language
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import route

_LONGEST = 300
RATIOS = (1, 10, 50, 100)


def show(chapter: Chapter) -> None:
    """Show the steps."""
    say(
        "The same four contenders race on reviews, digits and biopsies. What is special is not the model: it is "
        "how the rows become numbers, and what a mistake costs."
    )
    _steps(chapter)


@st.fragment
def _steps(chapter: Chapter) -> None:
    reading = _language()
    _vision()
    _medicine(chapter, reading is not None and reached_hard(reading))


def _language() -> SentenceReading | None:
    with step(1, _("Language: words become numbers")) as (words, picture):
        with words:
            explain(
                "Each word that the training sentences hold is a column. Its number in a sentence is how often it "
                "is there, times how **rare** it is elsewhere (TF-IDF). Each row is then scaled to length 1. A "
                "linear model has one weight for each column and adds up."
            )
            st.latex(r"\text{idf}_t = \ln\frac{1 + n}{1 + n_t} + 1")
            st.latex(r"p = \sigma\Big(b + \sum_t w_t x_t\Big)")
            answer = predict(
                "uses-words",
                _("“good” is a word of praise. What will the model say of “not good”?"),
                {
                    "praise": _("Praise: it cannot know what “not” does"),
                    "blame": _("Blame"),
                    "none": _("It knows neither word"),
                },
            )
            sentence = st.text_input(
                _("A sentence"), _("not good"), max_chars=_LONGEST, key="learn-uses-sentence", persist_state="session"
            )
        with st.spinner(_("Fitting on the reviews"), show_time=True):
            fitted = reader(language())
        reading = fitted.read(sentence[:_LONGEST])
        with picture:
            if reading.words:
                told = enumerated(
                    [_("{word} {n}", word=word.text, n=with_minus(f"{word.adds:.2f}")) for word in reading.words]
                )
                alt = _("Bars of what each word adds: {list}.", list=told)
                height = 120 + 34 * min(len(reading.words), MOST_WORDS)
                chart(of_words(reading), alt=alt, key="learn-uses-words-picture", height=height)
            say(
                "Bias {bias} and words add up to {sum}: **{share} praise**.",
                bias=with_minus(f"{reading.bias:.2f}"),
                sum=with_minus(f"{reading.sum:.2f}"),
                share=as_share(reading.positive),
            )
            if reading.unknown:
                st.caption(_("Not known, and so left out: {words}", words=plain(enumerated(reading.unknown))))
        with words:
            _words_seen(answer)
    return reading


def _words_seen(answer: str) -> None:
    fitted = reader(language())
    word, sentence = NEGATED.get(language(), NEGATED["en"])
    both = fitted.read(sentence)
    seen(
        "It gives “not good” {share} praise: **“not” has its own weight**, {weight}, because it is more frequent "
        "in complaints. Order is lost: “good, not bad” and “bad, not good” are the same row. With {words} words "
        "and {rows} sentences it is right on {accuracy} of held-out sentences.",
        answer,
        {
            "praise": _("It need not understand the word: its weight is learnt from the sentences that hold it."),
            "none": _("Both are in many training sentences, and each has a weight."),
        },
        share=as_share(both.positive),
        weight=with_minus(f"{next(each.weight for each in both.words if each.text == word):.2f}"),
        words=f"{fitted.n_words:,}",
        rows=f"{fitted.n_rows:,}",
        accuracy=as_share(fitted.accuracy),
    )
    route("race").link(_("Race on the reviews"), query=to_query(recipe("reviews").spec))


def _vision() -> None:
    with step(2, _("Vision: the same picture, one pixel on")) as (words, picture):
        with words:
            say(
                "A picture of 8 × 8 pixels is a row of 64 numbers. To us a six moved one pixel to the right is "
                "the same six. As a row, every number has changed its column."
            )
            answer = predict(
                "uses-pixels",
                _(
                    "A linear model has 99 % of the validation digits right. How many once all are moved right by "
                    "one pixel?"
                ),
                {"most": _("About 95 %"), "some": _("About 75 %"), "few": _("Fewer than half")},
            )
            place = slider(_("Digit"), 1, SHOWN, 1, key="learn-uses-digit")
            right = slider(_("Pixels to the right"), -REACH, REACH, 1, key="learn-uses-right")
        names = _machines()
        with picture:
            made = worked_out("uses-pixels", _("Fitting on the digits"), moved_answers).value
        if made is None:
            return
        measured, data = {machine: made[machine].accuracies for machine in MACHINES}, digit_pictures()
        shown = moved(data.validation[place - 1 : place], right, 0)[0]
        with picture:
            left, beside = st.columns([2, 3])
            with left:
                alt = _("A digit as 64 numbers, moved by {n} pixels.", n=right)
                chart(of_pixels(shown, _("64 numbers"), numbered=True), alt=alt, key="learn-uses-picture", height=330)
                for machine in MACHINES:
                    chances, truth = made[machine].chances[place - 1, right + REACH], int(data.y_validation[place - 1])
                    said = int(chances.argmax())
                    st.caption(
                        _(
                            "{sign} {model}: {digit}, sure to {share}; it is {truth}.",
                            sign=":material/check:" if said == truth else ":material/close:",
                            model=names[machine],
                            digit=said,
                            share=as_share(float(chances[said])),
                            truth=truth,
                        )
                    )
            with beside:
                lines = in_order({names[machine]: values for machine, values in measured.items()})
                across, up = _("Pixels to the right"), _("Validation pictures right")
                heading = _("Accuracy on moved pictures")
                drawn = curves(range(-REACH, REACH + 1), lines, across, chosen=right, of=up, heading=heading)
                chart(drawn, alt=heading, key="learn-uses-shifts", height=400)
        with words:
            _pixels_seen(measured, answer)


def _machines() -> dict[Machine, str]:
    return {"linear": _("Linear model"), "forest": _("Random forest"), "copies": _("Linear model, moved copies too")}


def _pixels_seen(measured: dict[Machine, tuple[float, ...]], answer: str) -> None:
    straight, moved_by_one = (measured["linear"][REACH], measured["linear"][REACH + 1])
    seen(
        "Moved by one pixel, {before} become **{after}** for the linear model, {forest} for the forest. "
        "**Copies** of the training pictures, moved by one pixel each way, restore {copies}. They cost a little "
        "where nothing moves: {unmoved}. A convolutional network has this built in. Or every picture is moved to "
        "the same place first, as the drawing pad does.",
        answer,
        dict.fromkeys(
            ("most", "some"), _("Each weight belongs to one pixel: moved by one, most meet ink they did not learn.")
        ),
        before=as_share(straight),
        after=as_share(moved_by_one),
        forest=as_share(measured["forest"][REACH + 1]),
        copies=as_share(measured["copies"][REACH + 1]),
        unmoved=as_share(measured["copies"][REACH]),
    )
    route("race").link(_("Race on the digits"), query=to_address(recipe("digits").spec))


def _medicine(chapter: Chapter, hard: bool) -> None:
    with step(3, _("Medicine: mistakes are not equal")) as (words, picture):
        with words:
            explain(
                "A model gives each of {n} biopsies a chance of being malignant. A patient above the "
                "**threshold** is examined further. A false alarm costs a fright and a day, a missed tumour may "
                "cost a life: accuracy counts them alike.",
                n=len(costs.cases().chance),
            )
            answer = predict(
                "uses-costs",
                _("A missed tumour is as bad as 50 false alarms. Where is the best threshold?"),
                {"higher": _("Above one half"), "half": _("At one half"), "lower": _("Far below one half")},
            )
            ratio = segments(_("A missed tumour costs as many false alarms"), RATIOS, 50, key="learn-uses-ratio")
            threshold = slider(_("Threshold"), 0.01, 0.99, 0.5, 0.01, key="learn-uses-threshold")
            _costs_seen(threshold, ratio, answer)
        made = costs.outcome(threshold)
        with picture:
            drawn = of_costs(threshold, ratio)
            chart(drawn, alt=drawn.layout.title.text, key="learn-uses-costs-picture", height=420)
            rows = [
                [_("Malignant"), str(made.caught), str(made.missed)],
                [_("Benign"), str(made.false_alarms), str(made.cleared)],
            ]
            table([_("In truth"), _("Examined further"), _("Discharged")], rows)
    standing = _(
        "At {threshold}, with {ratio} to 1: {missed} and {alarms} cost {cost} here. The mean cost over {n} splits "
        "is {mean}; the least is {least}.",
        threshold=f"{threshold:.2f}",
        ratio=ratio,
        missed=counted("{n} missed tumour", "{n} missed tumours", made.missed),
        alarms=counted("{n} false alarm", "{n} false alarms", made.false_alarms),
        cost=f"{made.cost(ratio):.0f}",
        n=costs.SPLITS,
        mean=f"{costs.mean_cost(threshold, ratio):.0f}",
        least=f"{costs.least_mean_cost(ratio):.0f}",
    )
    goal(chapter, costs.reached(threshold, ratio), standing, threshold, _tested, hard=hard)


def _tested(threshold: float) -> str:
    fitted, test = costs.least(costs.GOAL_RATIO, costs.cases())[0], costs.cases_to_test()
    cost, rule, here = (
        f"{costs.outcome(at, test).cost(costs.GOAL_RATIO):.0f}"
        for at in (threshold, costs.by_rule(costs.GOAL_RATIO), fitted)
    )
    return _(
        "on {n} other biopsies your threshold costs {cost}, 1 / (1 + ratio) {rule}, and the cheapest on the rows in "
        "sight {here}: it was fitted to those rows.",
        n=len(test.chance),
        cost=cost,
        rule=rule,
        here=here,
    )


def _costs_seen(threshold: float, ratio: float, answer: str) -> None:
    half, (here, cost) = costs.outcome(0.5), costs.least(ratio, costs.cases())
    low, high = costs.cheapest_of_splits(ratio)
    rule = costs.by_rule(ratio)
    seen(
        "At one half {missed} of {malignant} tumours are missed. If the chances are true, the best threshold is "
        "1 / (1 + ratio): for {ratio} to 1 that is {rule}.",
        answer,
        {
            "higher": _("Above one half, only patients who are more likely ill than not are examined further."),
            "half": _("One half counts both mistakes alike; here one is worth 50 of the other."),
        },
        missed=half.missed,
        malignant=half.missed + half.caught,
        ratio=ratio,
        rule=f"{rule:.3f}",
    )
    names = {here: _("Cheapest on these rows"), rule: _("1 / (1 + ratio)"), threshold: _("Yours")}
    table(
        [_("Threshold"), _("Value"), _("Cost on these rows"), _("Mean of {n} splits", n=costs.SPLITS)],
        [
            [name, f"{at:.3f}", f"{costs.outcome(at).cost(ratio):.0f}", f"{costs.mean_cost(at, ratio):.0f}"]
            for at, name in names.items()
        ],
    )
    if (mean := costs.mean_cost(here, ratio)) > 1.2 * cost:
        say(
            "**A threshold fitted to these rows is overfitted**: it costs {cost} on the rows that chose it, and "
            "{mean} on average. The rule has seen none of them. On other splits the cheapest lies anywhere from {low} "
            "to {high}.",
            cost=f"{cost:.0f}",
            mean=f"{mean:.0f}",
            low=f"{low:.3f}",
            high=f"{high:.2f}",
        )
    route("race").link(_("Race on the biopsies"), query=to_query(recipe("medical").spec))
