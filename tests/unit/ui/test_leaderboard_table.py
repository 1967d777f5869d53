"""The leaderboard's HTML, read back with a parser."""

import dataclasses
from html.parser import HTMLParser

import pytest

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import metric_named
from bakeoff.evaluation.notation import with_interval
from bakeoff.race import Report
from bakeoff.ui.leaderboard import table


class Read(HTMLParser):
    """Rows of cells; a cell is its text, and whether it is bold."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, bool]]] = []
        self.tags: set[str] = set()
        self.feed(html)

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
            self.rows[-1][-1] = (text + data, bold)


@pytest.fixture
def read(report) -> Read:
    return Read(table(report))


def row(read: Read, name: str) -> list[tuple[str, bool]]:
    (found,) = [row for row in read.rows if row[0][0] == contender(name).label]
    return found


def test_rows_are_by_score_and_those_without_come_last(read, report):
    order = [name for name in report.to_frame().index if name != "random_forest"] + ["random_forest"]
    assert [row[0][0] for row in read.rows[1:]] == [contender(name).label for name in order]


def test_every_metric_stands_there_with_its_interval(read, report):
    header = [text for text, _bold in read.rows[0]]
    assert header[:3] == ["Contender", "Accuracy", "Behind"]
    for name, outcome in report.finished().items():
        cells = [text for text, _bold in row(read, name)]
        assert len(cells) == len(header)
        assert {with_interval(one, metric_named(name)) for name, one in outcome.metrics.items()} <= set(cells)


def test_the_best_of_each_column_is_bold(read, report):
    frame = report.to_frame().loc[["svm", "decision_tree"]]
    assert frame["accuracy"].idxmax() == "svm"  # a tree with one question can not tell three classes apart
    place = {text: place for place, (text, _bold) in enumerate(read.rows[0])}
    for column, best in (
        ("Accuracy", "svm"),
        ("Fit, CPU", frame["fit_cpu_seconds"].idxmin()),
        ("Model size", frame["model_bytes"].idxmin()),
    ):
        bold = [found[0][0] for found in read.rows[1:4] if found[place[column]][1]]
        assert bold == [contender(best).label], column


def test_the_others_say_how_far_behind_they_are(read, report):
    scores = report.to_frame()["accuracy"]
    assert row(read, "svm")[2] == ("–", False)
    behind = scores["svm"] - scores["decision_tree"]
    assert row(read, "decision_tree")[2] == (f"{100 * behind:.1f} points", False)


def test_who_are_best_together_are_bold_and_not_behind(report):
    twins = dict.fromkeys(("svm", "decision_tree"), report.results["svm"])
    read = Read(table(dataclasses.replace(report, results=twins)))
    assert [row(read, name)[1][1] for name in twins] == [True, True]
    assert [row(read, name)[2] for name in twins] == [("–", False)] * 2


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
