"""The leaderboard's HTML, read back with a parser."""

import dataclasses
import math
import re
from html.parser import HTMLParser

import pytest

from bakeoff.contenders import contender
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import UNKNOWN, difference, interval, score
from bakeoff.race.report import Report
from bakeoff.web.leaderboard import axis_ends, short_table, spot, table


class Read(HTMLParser):
    """Rows of cells; a cell is its text, and whether it is bold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, bool]]] = []
        self.tags: set[str] = set()
        self.feed(str(html).replace("\u00a0", " "))

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append(("", False))
        if tag == "strong":
            self.rows[-1][-1] = ("", True)

    def handle_data(self, data):
        if self.rows:
            text, bold = self.rows[-1][-1]
            self.rows[-1][-1] = (text + data.replace("\n", ""), bold)


@pytest.fixture
def read(report) -> Read:
    return Read(table(report))


def row(read: Read, name: str) -> list[tuple[str, bool]]:
    (found,) = [row for row in read.rows if row[0][0].startswith(contender(name).label)]
    return found


def test_rows_are_by_score_and_those_without_come_last(read, report):
    order = ["svm", "decision_tree", "dummy", "random_forest"]
    assert list(report.to_frame().index) == order
    assert [row[0][0].split()[0] for row in read.rows[1:]] == [contender(name).label.split()[0] for name in order]
    assert row(read, "svm")[0][0] == "Support vector machine"


def test_every_metric_stands_there_with_its_interval_beneath(read, report):
    header = [text for text, _bold in read.rows[0]]
    assert header[:4] == ["Contender", "Rank", "Accuracy", "Behind"]
    for name, outcome in report.finished().items():
        cells = [text for text, _bold in row(read, name)]
        assert len(cells) == len(header)
        for metric, one in outcome.metrics.items():
            known = metric_named(metric)
            ends = interval(one, known)
            assert score(one.value, known) + (f" {ends}" if ends != UNKNOWN else "") in cells


def test_the_rank_is_the_verdicts(read, report):
    assert report.verdict.ranks == {"svm": 1, "decision_tree": 2}
    assert [row(read, name)[1][0] for name in ("svm", "decision_tree", "dummy")] == ["1st", "2nd", "–"]


def costing(report: Report, **seconds: float) -> Report:
    """Return the report with other costs of training."""
    results = dict(report.results)
    for name, each in seconds.items():
        outcome = results[name].outcome
        costs = dataclasses.replace(outcome.costs, fit_cpu_seconds=each)
        results[name] = dataclasses.replace(results[name], outcome=dataclasses.replace(outcome, costs=costs))
    return dataclasses.replace(report, results=results)


def test_numbers_that_read_alike_are_marked_alike(report):
    for other, bold in ((0.01231, True), (0.0131, False)):
        shown = Read(table(costing(report, svm=0.01229, decision_tree=other)))
        column = [text for text, _bold in shown.rows[0]].index("Training, CPU")
        cells = [row(shown, name)[column] for name in ("svm", "decision_tree")]
        assert [each for _text, each in cells] == [True, bold]
        assert (cells[0][0] == cells[1][0]) is bold


def test_first_and_the_best_of_each_other_column_are_bold(report):
    report = costing(report, svm=0.002, decision_tree=0.001)
    read, frame = Read(table(report)), report.to_frame(all=True).loc[["svm", "decision_tree"]]
    assert frame["accuracy"].idxmax() == "svm"  # a tree with one question can not tell three classes apart
    place = {text: place for place, (text, _bold) in enumerate(read.rows[0])}
    for column, best in (
        ("Rank", "svm"),
        ("Accuracy", "svm"),
        ("Training, CPU", frame["fit_cpu_seconds"].idxmin()),
        ("Model size", frame["model_bytes"].idxmin()),
    ):
        bold = [found[0][0] for found in read.rows[1:4] if found[place[column]][1]]
        assert [name.startswith(contender(best).label) for name in bold] == [True], column


@pytest.mark.parametrize(("metric", "sign"), [("accuracy", 1), ("log_loss", -1)])
def test_the_others_say_how_far_behind_they_are(report, metric, sign):
    report = dataclasses.replace(report, spec=report.spec.replace("rules.metric", metric))
    read, scores = Read(table(report)), report.to_frame(all=True)[metric]
    behind = sign * (scores["svm"] - scores["decision_tree"])
    assert behind > 0
    assert row(read, "svm")[3] == ("–", False)
    assert row(read, "decision_tree")[3] == (difference(behind, metric_named(metric)), False)


def test_equal_contenders_share_the_place_in_words_and_in_bold(report):
    twins = dict.fromkeys(("svm", "decision_tree"), report.results["svm"])
    answers = dict.fromkeys(twins, report.answers["svm"])
    read = Read(table(dataclasses.replace(report, results=twins, answers=answers)))
    assert [row(read, name)[1] for name in twins] == [
        ("1st too close to call with Decision tree", True),
        ("1st too close to call with Support vector machine", True),
    ]
    assert [row(read, name)[2][1] for name in twins] == [True, True]
    assert [row(read, name)[3] for name in twins] == [("–", False)] * 2


def test_who_was_stopped_and_scored_is_marked(report):
    svm = report.results["svm"]
    half = dataclasses.replace(svm, status="stopped", outcome=dataclasses.replace(svm.outcome, unfinished=True))
    read = Read(table(dataclasses.replace(report, results={**report.results, "svm": half})))
    assert read.rows[1][0][0] == "Support vector machine unfinished"


def of_the_finished(report):
    """Return the report without whoever is not in its spec."""
    return dataclasses.replace(report, results={name: report.results[name] for name in report.finished()})


def test_a_stored_race_has_the_same_table(report):
    whole = of_the_finished(report)
    assert table(Report.from_json(whole.to_json())) == table(whole)


def test_the_baseline_is_best_at_nothing(read, report):
    costs = {name: outcome.costs.model_bytes for name, outcome in report.finished().items()}
    assert min(costs, key=costs.__getitem__) == "dummy"
    assert not any(bold for _text, bold in row(read, "dummy"))


def test_who_failed_has_a_row_with_the_message_escaped(read, report):
    assert [text for text, _bold in row(read, "random_forest")[1:]] == ['No <b>"tree"</b> & no wood.']
    assert "b" not in read.tags


def test_without_anyone_at_the_end_there_are_only_messages(report):
    nobody = Report(report.spec, {}, None, {"random_forest": report.results["random_forest"]})
    assert [[text for text, _bold in row] for row in Read(table(nobody)).rows] == [
        ["Contender"],
        ["Random forest", 'No <b>"tree"</b> & no wood.'],
    ]


def drawn_at(html: str, name: str) -> float:
    """Return where the contender's mark is on the axis, in percent of its length."""
    row = next(row for row in html.split("<tr")[2:] if contender(name).label in row)
    return float(re.search(r'<b style="left:([\d.]+)%', row)[1])


def test_the_short_table_draws_scores_on_one_axis_in_the_order_of_the_whole_one(report):
    html = str(short_table(report))
    read = Read(html)
    assert [row[0][0] for row in read.rows[1:]] == [contender(n).label for n in (*report.ranked(), "random_forest")]
    assert [text for text, _bold in read.rows[0]][2:] == ["Accuracy", "Training, CPU", "Predict 1,000 rows"]
    assert 0 <= drawn_at(html, "decision_tree") < drawn_at(html, "svm") <= 100
    ends = interval(report.finished()["svm"].metrics["accuracy"], metric_named("accuracy"))
    assert f'title="{ends}"'.replace(" %", "\u00a0%") in html
    assert 'title="SVM"' in html
    assert "tie" not in [text for row in read.rows for text, _bold in row]


def test_the_short_table_brackets_those_that_tie(report):
    twins = dict.fromkeys(("svm", "decision_tree"), report.results["svm"])
    tied = dataclasses.replace(
        report,
        results={**twins, "dummy": report.results["dummy"]},
        answers={**dict.fromkeys(twins, report.answers["svm"]), "dummy": report.answers["dummy"]},
    )
    html = str(short_table(tied))
    assert html.count('<tr class="bakeoff-tied">') == 2
    assert html.count("tie</u>") == 1


def test_a_baseline_far_below_is_an_arrow_and_equal_scores_have_an_axis():
    accuracy = metric_named("accuracy")
    scores = {"svm": Estimate(0.978, 0.961, 0.989), "decision_tree": Estimate(0.856, 0.821, 0.886)}
    ends = axis_ends({**scores, "dummy": Estimate(0.102, 0.077, 0.133)}, accuracy)
    assert ends == (80, 100)
    assert spot("dummy", Estimate(0.102, 0.077, 0.133), accuracy, ends)["beyond"] == "←"
    low, high = axis_ends(dict.fromkeys(scores, Estimate(1.0, math.nan, math.nan)), accuracy)
    assert low < high


def test_the_short_table_says_why_one_is_unfinished_or_has_no_score(report):
    svm = report.results["svm"]
    half = dataclasses.replace(svm, status="stopped", outcome=dataclasses.replace(svm.outcome, unfinished=True))
    read = Read(short_table(dataclasses.replace(report, results={**report.results, "svm": half})))
    assert row(read, "svm")[0][0].endswith(" unfinished")
    assert row(read, "random_forest")[1][0] == 'No <b>"tree"</b> & no wood.'
