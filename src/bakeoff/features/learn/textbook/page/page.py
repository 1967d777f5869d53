"""Chapter 7: two listings side by side, what they do, and how they are made equal."""

import importlib.util
import itertools
import re
from functools import partial
from typing import Literal

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from bakeoff.contenders import contender
from bakeoff.contenders.mlp import FORMER
from bakeoff.evaluation.notation import count, percent
from bakeoff.features.learn.digits import digit_pictures
from bakeoff.features.learn.parts.choice import segments, slider, stops
from bakeoff.features.learn.parts.steps import as_share, explain, goal, predict, say, seen, step, table
from bakeoff.features.learn.parts.traces import trace
from bakeoff.features.learn.parts.working import WorkedOut, worked_out
from bakeoff.features.learn.textbook.listings import LISTINGS, Library, run_printed
from bakeoff.features.learn.textbook.training import (
    BATCHES,
    FIRST,
    PASSES,
    ListingRun,
    most_passes,
    reached,
    reached_large,
    run,
    steps_of,
)
from bakeoff.figures.style import CLASS_COLOURS, Spec, axis, figure, layout, log_ticks, percent_ticks
from bakeoff.html import Markup, Template
from bakeoff.lesson.chapter import Chapter
from bakeoff.link import to_query
from bakeoff.recipes import recipe
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _
from bakeoff.web.components.chart import chart
from bakeoff.web.routes import route
from bakeoff.web.tables import html_table, table_row

Clock = Literal["steps", "passes"]


def of_runs(first: ListingRun, second: ListingRun, clock: Clock) -> go.Figure:
    """Draw the accuracy of both listings, step by step or pass by pass."""
    unit = {"steps": _("Steps"), "passes": _("Passes over all rows")}[clock]
    drawn = (
        (_("First listing (Keras)"), first, contender("keras_mlp").identity, "solid"),
        (_("Second listing (PyTorch)"), second, contender("torch_mlp").identity, "dash"),
    )
    reached = {name: (shown.steps if clock == "steps" else shown.passes)[1:] for name, shown, *_looks in drawn}
    data = [
        trace(
            "lines+markers",
            name,
            list(reached[name]),
            [100 * value for value in shown.accuracies[1:]],
            line={"color": identity.colour, "width": 2.5, "dash": dash},
            marker={"symbol": identity.marker, "size": [0] * (len(shown.steps) - 2) + [11]},
            hovertemplate=f"%{{x}}: %{{y:.1f}}<extra>{name}</extra>",
        )
        for name, shown, identity, dash in drawn
    ]
    across = axis(unit, type="log", **log_ticks(itertools.chain(*reached.values())))
    up = axis(_("Validation pictures right"), range=[0, 103], **percent_ticks())
    return figure({"data": data, "layout": layout(_("Both listings on one clock"), xaxis=across, yaxis=up)})


def of_loops(first: ListingRun, second: ListingRun) -> Spec:
    """Draw the loops of both listings on one time line, a mark for each step, which is played."""
    runs = {_("First listing (Keras)"): first, _("Second listing (PyTorch)"): second}
    passes = round(max(made.passes[-1] for made in runs.values()))
    frames: list[Spec] = []
    for moment in np.arange(1, 4 * passes + 1) / 4:
        done = [int(moment * made.n_steps / made.passes[-1] + 1e-9) for made in runs.values()]
        right = [made.accuracies[sum(at <= moment + 1e-9 for at in made.passes) - 1] for made in runs.values()]
        values = {"n": f"{moment:.2f}", "many": done[0], "few": done[1]}
        values |= {"first": percent(right[0]), "second": percent(right[1])}
        title = _("After {n} passes: {many} steps against {few}, {first} % right against {second} %", **values)
        marks = [
            {"x": [(at + 1) * made.passes[-1] / made.n_steps for at in range(n)], "y": [name] * n}
            for n, (name, made) in zip(done, runs.items(), strict=True)
        ]
        frames.append({"data": marks, "title": title})
    lines = [{"width": 1, "color": CLASS_COLOURS[0]}, {"width": 4, "color": CLASS_COLOURS[1]}]
    looks = [{"symbol": "line-ns", "size": 34, "line": line} for line in lines]
    data = [trace("markers", "", [], [name], marker=look) for name, look in zip(runs, looks, strict=True)]
    across = axis(_("Passes over all rows"), range=[0, passes + 0.1], dtick=1)
    drawn = layout("", xaxis=across, yaxis=axis("", type="category", autorange="reversed"), showlegend=False)
    return {"data": data, "layout": drawn, "frames": frames, "pace": 250}


_CODE = Template("<code>{% for one in parts %}{{ one }}{% if not loop.last %}<wbr>{% endif %}{% endfor %}</code>")
_TEN = {**FORMER, "hidden": "32:relu", "epochs": 10}


def show(chapter: Chapter) -> None:
    """Show the steps; each is drawn again by itself."""
    say(
        "Every first lesson has this network: 784 pixels, 32 hidden units with ReLU, 10 classes with a softmax. "
        "Here it is in the two great libraries, as a Chinese primer prints it."
    )
    for part in (_listings, _steps, partial(_equal, chapter)):
        st.fragment(part)()


def _listings() -> None:
    with step(1, _("Line by line")) as (words, _picture):
        with words:
            say(
                "The same seven things are done in both; in Keras `fit` does three of them. The softmax is a layer "
                "in Keras, and part of the loss in PyTorch. Keras counts in passes over the rows, the loop in "
                "PyTorch in steps: keep that in mind."
            )
        first, second = st.columns(2)
        libraries: tuple[tuple[Library, str], ...] = (("keras", "Keras"), ("torch", "PyTorch"))
        with words:
            asked = st.toggle(_("Run both as they are printed"), key="learn-textbook-run", persist_state="session")
        for column, (library, name) in zip((first, second), libraries, strict=True):
            with column:
                st.markdown(f"**{name}**")
                st.code(LISTINGS[library], language="python", wrap_lines=True)
                if asked:
                    _printed(library, name)
        rows = [table_row(what, map(_in_lines, codes)) for what, *codes in pairs()]
        told = html_table(_("What stands for what in the two listings."), (_("What is done"), "Keras", "PyTorch"), rows)
        st.html(Markup('<div class="bakeoff-wrapped">{}</div>').format(told))


def _printed(library: Library, name: str) -> None:
    """Run a listing, and say how many held-out pictures it answers right."""
    if importlib.util.find_spec("torch" if library == "torch" else "keras") is None:
        st.caption(_("{name} is not installed on this server.", name=name))
        return
    result = worked_out(f"textbook-{library}", _("Running the listing"), run_printed, library).value
    if result is None:
        return
    values = {"name": name, "right": percent(result.right), "n": count(result.n_train)}
    if result.mnist:
        seen("{name}, run as printed on {n} MNIST pictures: {right} % of the 10,000 test pictures right.", **values)
    else:
        seen(
            "{name}, run as printed on {n} small digits, enlarged to 28 × 28: {right} % of the others right.", **values
        )


def _in_lines(code: str) -> Markup:
    """Return code that may go over several lines behind a bracket or a comma alone."""
    return _CODE(parts=re.split(r"(?<=\()(?!\))|(?<=, )", code))


def _steps() -> None:
    n_rows = len(digit_pictures().train)
    with step(2, _("Ten is not ten")) as (words, picture):
        with words:
            explain(
                "Both listings say 10. The first makes ten **passes** over all rows, a step for every batch of 32. "
                "The second has no batches: ten **steps**, each on all rows at once. They are run here on {n} "
                "small digits (64-32-10), from the same first weights.",
                n=count(n_rows),
            )
            answer = predict(
                "textbook-steps",
                _("How many steps does the first listing make while the second makes 10?"),
                {"ten": _("10 as well"), "some": "43", "many": "430"},
            )
        with picture:
            first, second = (_trained(f"steps-{place}", *how).value for place, how in enumerate((FIRST, (0, PASSES))))
            if first is None or second is None:
                return
            alt = _("Both loops on one time line, a mark for each step.")
            chart(of_loops(first, second), alt=alt, key="learn-textbook-loops", height=230)
            _drawn(first, second, "steps", "learn-textbook-steps-picture")
        with words:
            pace = {"batches": steps_of(n_rows, FIRST[0], 1)}
            seen(
                "**{steps} steps against {few}**: {rows} rows are {batches} batches of 32, and there are ten "
                "passes. The first listing ends at {first} %, the second at {second} %, where guessing gives about "
                "10 %. It is the same network with the same loss and the same optimiser.",
                answer,
                {
                    "ten": _(
                        "Ten passes are not ten steps: each has {batches} batches, and each batch is a step.", **pace
                    ),
                    "some": _("{batches} steps are one pass. There are ten.", **pace),
                },
                steps=first.n_steps,
                few=second.n_steps,
                rows=count(n_rows),
                **pace,
                first=percent(first.accuracy),
                second=percent(second.accuracy),
            )


def _equal(chapter: Chapter) -> None:
    with step(3, _("Make them equal")) as (words, picture):
        with words:
            say("Change the second listing: give it batches, or more passes.")
            batch = stops(
                _("Rows in a batch"),
                BATCHES,
                0,
                key="learn-textbook-batch",
                name=lambda size: str(size) if size else _("All rows"),
            )
            most = most_passes(batch)
            passes = slider(_("Passes"), 1, most, min(PASSES, most), key=f"learn-textbook-passes-{batch}")
            clocks: dict[Clock, str] = {"steps": _("Steps"), "passes": _("Passes")}
            clock = segments(_("Horizontal axis"), clocks, "steps", key="learn-textbook-clock")
        with picture:
            first, chosen = _trained("first", *FIRST).value, _trained("second", batch, passes)
            second = chosen.value
            if first is not None and second is not None:
                _drawn(first, second, clock, "learn-textbook-equal-picture")
                _compare(first, second)
        with words:
            seen(
                "Counted in **steps** both learn much alike: Adam moves each weight by about its rate a step, "
                "with any batch. Counted in **passes** small batches win, because they step more often on the "
                "same rows. Large batches pay where many rows are worked on at once, as on a graphics card."
            )
            _races()
    if first is None or second is None:
        goal(chapter, False, _("Both listings have to be trained first."))
        return
    standing = _(
        "First listing {first} %, second {second} %.", first=percent(first.accuracy), second=percent(second.accuracy)
    )
    done = chosen.current and reached(first, second)
    goal(
        chapter,
        done,
        standing if done else "",
        (first, second),
        _tested,
        hard=chosen.current and reached_large(first, second),
    )


def _tested(solution: tuple[ListingRun, ListingRun]) -> str:
    first, second = solution
    return _(
        "the first listing has {first} of the test pictures right, the second {second}.",
        first=as_share(first.tested),
        second=as_share(second.tested),
    )


def _trained(place: str, batch: int, passes: int) -> WorkedOut[ListingRun]:
    return worked_out(f"textbook-{place}", _("Training"), run, batch, passes)


def _drawn(first: ListingRun, second: ListingRun, clock: Clock, key: str) -> None:
    alt = _(
        "Accuracy of both listings. First: {first} % after {steps} steps; second: {second} % after {few}.",
        first=percent(first.accuracy),
        steps=first.n_steps,
        second=percent(second.accuracy),
        few=second.n_steps,
    )
    chart(of_runs(first, second, clock), alt=alt, key=key, height=400)


def _compare(first: ListingRun, second: ListingRun) -> None:
    """Show both trainings in numbers, a column each."""
    runs = (first, second)
    rows = [
        [_("Rows in a batch"), *(count(shown.batch) for shown in runs)],
        [_("Passes"), *(f"{shown.passes[-1]:.0f}" for shown in runs)],
        [_("Steps"), *(count(shown.n_steps) for shown in runs)],
        [_("Rows looked at"), *(count(round(shown.passes[-1] * shown.n_rows)) for shown in runs)],
        [_("Validation pictures right"), *(as_share(shown.accuracy) for shown in runs)],
    ]
    table([_("Measured"), _("First listing (Keras)"), _("Second listing (PyTorch)")], rows)


def _races() -> None:
    route("race").link(
        _("Race it on MNIST against tree, support vector machine and forest"), query=to_query(recipe("textbook").spec)
    )
    if importlib.util.find_spec("torch") is not None:
        both = {"keras_mlp": _TEN | {"batch_size": 32}, "torch_mlp": _TEN | {"full_batch": True}}
        spec = BakeoffSpec(dataset="mnist", contenders=both, rules={"rows": 10_000})
        route("race").link(_("Race both listings on MNIST"), query=to_query(spec))


def pairs() -> list[tuple[str, str, str]]:
    """Return what is done, where the first listing does it, and where the second."""
    return [
        (_("Hidden layer: sums, then ReLU"), "Dense(32, input_dim=784, activation='relu')", "torch.relu(self.fc1(x))"),
        (_("Output: ten sums, a probability each"), "Dense(10, activation='softmax')", "self.fc2(x)"),
        (_("Loss: cross-entropy; in PyTorch the softmax is in it"), "loss='sparse_…'", "nn.CrossEntropyLoss()"),
        (_("Backward propagation"), "fit(…)", "loss.backward()"),
        (_("One step of Adam"), "fit(…)", "optimizer.step()"),
        (_("How many steps"), "epochs=10, batch_size=32", "range(10)"),
        (_("Prediction"), "model.predict(x_test)", "torch.max(output, 1)[1]"),
    ]
