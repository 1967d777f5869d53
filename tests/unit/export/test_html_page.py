"""The report's page is opened in a browser in tests/journeys; here, what it says."""

import html
import math
import re
import zlib
from dataclasses import replace

import numpy as np
import pytest

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import interval, score
from bakeoff.evaluation.rank_words import place
from bakeoff.export.html_page import report_html
from bakeoff.html import unbroken
from bakeoff.race.outcome import Result, SeedRun, WhyStatement
from bakeoff.race.report import Report
from bakeoff.race.stage import RaceMoment, RaceStage
from bakeoff.replay.scene import Actor, Scene
from bakeoff.spec import BakeoffSpec
from bakeoff.text import speaking


@pytest.fixture(scope="module")
def page(report) -> str:
    return report_html(report)


def test_it_says_who_won_and_every_score(report, page):
    assert report.verdict.headline in html.unescape(page)
    for one in report.verdict.caveats:
        assert f"<strong>{one.what}</strong>" in html.unescape(page)
    assert re.search(rf"<td>(<strong>)?{place(report.verdict, 'svm')}", page)
    for outcome in report.finished().values():
        for name in ("accuracy", "balanced_accuracy", "f1", "mcc", "log_loss"):
            found, metric = outcome.metrics[name], metric_named(name)
            ends = "" if math.isnan(found.low) else f"<small>{interval(found, metric)}</small>"
            cell = rf"<td>(<strong>)?{re.escape(score(found.value, metric))}(</strong>)?{re.escape(ends)}</td>"
            cell = unbroken(cell.replace("\\ ", " "))
            assert re.search(cell, page), (name, cell)
    assert "scikit-learn" in page
    assert "Numbers are scaled to mean 0 and variance 1" in page


def test_it_says_what_experiments_found_on_why_one_won(report, page):
    assert "No experiment was tried, so nothing here says why." in page
    text = "A tree of 3 questions answers as <svm> does."
    found = report_html(replace(report, why=(WhyStatement("imitation", text, False),)))
    assert "<li>A tree of 3 questions answers as &lt;svm&gt; does.</li>" in found
    assert "Nothing that was tried so far explains it." in found
    assert "explains it" not in report_html(replace(report, why=(WhyStatement("fair", text, True),)))


def test_chinese_sentences_stand_together(report):
    caveat = Finding("cut", "warning", "停了。", "没有跑完。", "请再来。")
    own = Report.from_json(report.to_json())
    own = replace(own, written=replace(own.written, caveats=(caveat,)))
    with speaking("zh"):
        assert "<strong>停了。</strong> 没有跑完。请再来。" in report_html(own)


def test_texts_are_escaped(page):
    assert "No &lt;/script&gt;&lt;b&gt;tree&lt;/b&gt; &amp; no wood." in page
    assert page.count("</script>") == page.count("<script")


def test_it_holds_plotly_once_and_names_no_other_file(page):
    assert page.count("packedPlotly =") == 1
    assert re.search(r"plotly\.js \(cartesian - minified\) v\d.*?Licensed under the MIT license", page, re.DOTALL)
    assert len(page) < 1_100_000
    own = re.sub(r"<script>.*?</script>", "", page, flags=re.DOTALL)
    assert not re.search(r"(src|href)=|url\(|@import", own)


def test_of_which_of_several_seeds_the_figures_are_is_told(report, page):
    told = "Views of single rows, and the models to ask or save, are from seed "
    assert told not in page
    svm = report.results["svm"]
    seeds = tuple(SeedRun(seed, {}, 0.1) for seed in (5, 9))
    both = replace(svm, outcome=replace(svm.outcome, seeds=seeds))
    assert f"over 2 seeds. {told}5." in report_html(replace(report, results=report.results | {"svm": both}))


def test_a_race_that_nobody_finished_is_told_too():
    spec = BakeoffSpec(dataset="iris", contenders=["svm"])
    page = report_html(Report(spec, {}, None, {"svm": Result("svm", "stopped", "Stopped at once.", (), None)}))
    assert "Stopped at once." in page
    assert "<figure>" not in page


def test_it_plays_the_race_where_its_moments_are_there(report, page):
    assert "<h2>Replay</h2>" not in page
    moments = (RaceMoment(1, 0.1, zlib.compress(b"\0\1"), 0.5),)
    stage = RaceStage("rows", "classification", ("a", "b"), np.array([0, 1]), points=np.zeros((2, 4), np.float32))
    scene = Scene("race", stage, [Actor(contender("svm"), False, moments, "")], course="</script>")
    with_replay = report_html(report, scene)
    assert "<h2>Replay</h2>" in with_replay
    assert with_replay.count("</script>") == page.count("</script>") + 2
