"""Reads what a surface says of a race, and tells where that is not what its report says.

The one source is a report's metrics, its verdict, and how `evaluation.notation` writes a number. What a surface says is
taken as chunks: a sentence, a card, a row of a table. Of each chunk

- a percentage, and a number with three places, must be one of the report's; of a chunk that is about one contender
  one of that contender's;
- an interval must be one as a whole, and a difference in points one of two scores;
- an ordinal must be the rank of whom the chunk is about, and who is "tied" must share it;
- who "wins" or "leads" must be the one that nobody beats.
"""

import html
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from bakeoff.contenders import contender
from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.metrics import METRICS, Metric, metric_named
from bakeoff.evaluation.rank_words import ordinal
from bakeoff.evaluation.significance import lead_of_winner
from bakeoff.race.report import Report

NUMBER = r"(?<![\d.,−-])−?\d[\d,]*\.\d+"
INTERVAL = re.compile(rf"({NUMBER}) (?:to|–) ({NUMBER})( %)?")
PERCENT = re.compile(rf"({NUMBER}) %")
PLACES = re.compile(r"(?<![\d.,−-])−?\d\.\d{3}(?![\d.]| points| ms| s\b| kB| MB)")
POINTS = re.compile(rf"({NUMBER}) points")
RANK = re.compile(r"\b\d+(?:st|nd|rd|th)\b")
TIED = re.compile(r"too close to call with (.+?)(?: ~| \||[;.(]|$)")
SOLE_LEADER = re.compile(r"\b(?:wins|leads)\b")


@dataclass(frozen=True)
class Truth:
    """What a report says, written as it must be written.

    Attributes
    ----------
    report : Report
    """

    report: Report

    @property
    def labels(self) -> dict[str, str]:
        """Contenders' names by label, longer labels first."""
        found = {contender(name).label: name for name in self.report.results}
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))

    def about(self, chunk: str) -> list[str]:
        """Return the contenders that a chunk names, in the order in which they come."""
        places = {name: match.start() for label, name in self.labels.items() if (match := self._named(label, chunk))}
        return sorted(places, key=places.__getitem__)

    @staticmethod
    def _named(label: str, chunk: str) -> re.Match[str] | None:
        return re.search(rf"(?<!\w){re.escape(label)}(?!\w)", chunk)

    def numbers(self, name: str) -> set[str]:
        """Return every score of a contender, with its sign or unit."""
        outcome = self.report.results[name].outcome
        if outcome is None:
            return set()
        written = {notation.score(one.value, metric_named(key)) for key, one in outcome.metrics.items()}
        ends = (part for one in self.intervals(name) for part in re.findall(NUMBER, one))
        return written | set(ends) | {f"{end} %" for one in self.intervals(name) for end in re.findall(NUMBER, one)}

    def intervals(self, name: str) -> set[str]:
        """Return every interval of a contender."""
        outcome = self.report.results[name].outcome
        if outcome is None:
            return set()
        return {notation.interval(one, metric_named(key)) for key, one in outcome.metrics.items()}

    def differences(self) -> set[str]:
        """Return how every two scores may be told apart, in points."""
        values = [outcome.metrics[self.report.metric.name].value for outcome in self.report.finished().values()]
        gaps = [first - second for first, second in itertools.permutations(values, 2)]
        choice, margins = self.report.choice, self.margins()
        gaps += [] if choice is None else choice.losses.values()
        gaps += [end for margin in margins for end in (margin.low, margin.value)]
        return {notation.difference(gap, self.report.metric) for gap in gaps}

    def margins(self) -> list[Estimate]:
        """Return how far each is ahead of whom it beats."""
        verdict = self.report.verdict
        return [lead_of_winner(pair) for pair in ([] if verdict is None else verdict.pairs) if pair.decided]


def contradictions(truth: Truth, chunks: Iterable[str]) -> list[str]:
    """Return what in the chunks is not what the report says: a sentence each."""
    return [f"{why}: {chunk!r}" for chunk in chunks for why in _wrong(truth, chunk)]


def _wrong(truth: Truth, chunk: str) -> Iterator[str]:
    named = truth.about(chunk)
    own = named[:1] if _is_row(chunk, named) else list(truth.report.results)
    if chunk.startswith("Contender | "):  # the head of a leaderboard has the ticks of its axis
        return
    if " on the validation part" in chunk:  # the best while it learnt is another thing, and says so
        return
    rest = re.sub(r"\b(?:5|95) %", "", chunk)
    rest = re.sub(rf"{NUMBER}(?: %)? against", "", rest)  # of the rows that were learnt from
    rest = re.sub(rf"holds? {NUMBER} % of the variance", "", rest)
    known = set().union(*map(truth.intervals, own))
    known |= {
        notation.difference_interval(margin, truth.report.metric).removesuffix(" points") for margin in truth.margins()
    }
    for low, high, unit in INTERVAL.findall(rest):
        if f"{low} to {high}{unit}" not in known:
            yield f"no interval is {low} to {high}{unit}"
    rest = INTERVAL.sub("", rest)
    numbers = set().union(*map(truth.numbers, own)) | truth.differences()
    for found in [f"{one} %" for one in PERCENT.findall(rest)] + PLACES.findall(PERCENT.sub("", rest)):
        if found not in numbers:
            yield f"no score is {found}"
    for found in POINTS.findall(rest):
        if f"{found} points" not in truth.differences() and f"−{found} points" not in truth.differences():
            yield f"no two scores are {found} points apart"
    yield from _wrong_ranks(truth, chunk, named)


def _is_row(chunk: str, named: Sequence[str]) -> bool:
    """Tell whether a chunk is about the first contender in it: it begins with its name, and says nothing but that."""
    return bool(named) and " | " in chunk


def _wrong_ranks(truth: Truth, chunk: str, named: Sequence[str]) -> Iterator[str]:
    verdict = truth.report.verdict
    if verdict is None or not named:
        return
    ranks = verdict.ranks
    for found in RANK.findall(chunk) if " | " in chunk else ():
        if found != ordinal(ranks.get(named[0], 0)):
            yield f"the rank of {named[0]} is {ranks.get(named[0])}, not {found}"
    for group in TIED.findall(chunk) if " | " in chunk else ():
        ties = set(verdict.tied(named[0]))
        told = set(truth.about(group))
        if told != ties and not group.startswith(f"{len(ties)} others"):
            yield f"{named[0]} is too close to {sorted(ties)}, not to {sorted(told)}"
    if SOLE_LEADER.search(chunk) and verdict.leaders != (named[0],) and "lead over" not in chunk:
        yield f"{named[0]} is no sole leader"


# --- from a surface to chunks ---


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [one.strip() for one in re.split(r"(?<=[.;?])\s+|\n", unescaped(text)) if one.strip()]


def unescaped(text: str) -> str:
    """Return a text without Markdown's escapes, and with breaking spaces only."""
    return html.unescape(re.sub(r"\\([^\w\s])", r"\1", text)).replace("\N{NO-BREAK SPACE}", " ")


class _Rows(HTMLParser):
    """Collects the rows of all tables, a list of cells each, and of all else the pieces of text."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[list[str]] = []
        self.texts: list[str] = []
        self._in_cell = False
        self._skipped = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self._skipped += tag in ("script", "style", "svg")
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self._in_cell = True
        if tag in ("small", "br") and self._in_cell:
            self.rows[-1][-1] += " ~ "
        if tag in ("p", "li", "h1", "h2", "h3", "caption", "figcaption", "span") and not self._in_cell:
            self.texts.append("")

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in ("script", "style", "svg")
        if tag in ("td", "th"):
            self._in_cell = False

    def handle_data(self, data: str) -> None:
        if self._skipped:
            return
        if self._in_cell:
            self.rows[-1][-1] += data
        elif self.texts:
            self.texts[-1] += data


def read_html(text: str) -> tuple[list[list[str]], list[str]]:
    """Return the rows of the tables in some HTML, and what is said outside of them."""
    parser = _Rows()
    parser.feed(text)
    return [[" ".join(cell.split()) for cell in row] for row in parser.rows], [
        " ".join(one.split()) for one in parser.texts
    ]


def chunks_of_html(text: str) -> list[str]:
    """Return rows and sentences of some HTML."""
    rows, texts = read_html(text)
    return [" | ".join(row) for row in rows] + [one for part in texts for one in sentences(part)]


def compared(truths: Sequence[Truth], text: str) -> tuple[list[str], int]:
    """Return what is wrong with a table of all numbers, a column a race, and how many scores are in it."""
    rows, _texts = read_html(text)
    group, wrong, seen = "", [], 0
    for first, *cells in rows[1:]:
        group = next((one.labels.get(first, "") for one in truths if first in one.labels), "") if not cells else group
        for metric in METRICS if cells and group else ():
            for truth, cell in zip(truths, cells, strict=True) if first == metric.label else ():
                result = truth.report.results.get(group)
                estimate = result.outcome.metrics.get(metric.name) if result and result.outcome else None
                wanted = notation.UNKNOWN if estimate is None else notation.with_interval(estimate, metric)
                seen, wrong = (
                    seen + 1,
                    wrong + ([] if cell == wanted else [f"{group}’s {first} is {cell}, not {wanted}"]),
                )
    return wrong, seen


def leaderboard(truth: Truth, text: str) -> list[str]:
    """Return what is wrong with a leaderboard: who stands where, and what each cell of a score says."""
    rows, _texts = read_html(text)
    head = next(row for row in rows if row and row[0] == "Contender")
    body = [row for row in rows if row and any(row[0].startswith(name) for name in truth.labels)]
    order = [truth.about(row[0])[0] for row in body]
    expected = list(truth.report.to_frame().index)
    wrong = [] if order == expected else [f"the rows are {order}, not {expected}"]
    for name, row in zip(order, body, strict=True):
        outcome = truth.report.results[name].outcome
        for key, estimate in ({} if outcome is None else outcome.metrics).items():
            metric = metric_named(key)
            cell, wanted = row[head.index(metric.label)], _cell(estimate, metric)
            wrong += [] if cell == wanted else [f"{name}’s {key} is {cell}, not {wanted}"]
    return wrong


def _cell(estimate: object, metric: Metric) -> str:
    value = notation.score(estimate.value, metric)  # type: ignore[attr-defined]
    ends = notation.interval(estimate, metric)  # type: ignore[arg-type]
    return value if ends == notation.UNKNOWN else f"{value} ~ {ends}"


def chunks_outside(text: str, table: str) -> list[str]:
    """Return rows and sentences of some HTML; none of a table of this class, which is read by itself."""
    return [] if table in text else chunks_of_html(text)


def chunks_of_figure(figure: Mapping[str, object]) -> list[str]:
    """Return what a figure says: its title, and the texts at its marks, each as a row of the contender it is of."""
    layout, chunks = figure["layout"], []
    title = layout.get("title", {}).get("text", "")  # type: ignore[attr-defined]
    chunks.append(re.sub(r"<[^>]*>", " ", title))
    for trace in figure["data"]:  # type: ignore[attr-defined]
        texts = trace.get("text") or []
        for one in [texts] if isinstance(texts, str) else texts:
            if isinstance(one, str) and one:
                chunks.append(f"{trace.get('name', '')} | {re.sub('<[^>]*>', ' ', one)}")
    return [one for one in chunks if one.strip(" |")]
