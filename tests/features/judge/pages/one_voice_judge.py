"""Reads what a surface says of a study, and tells where that is not what the study's fits come to.

The one source is the means and decisions of `bakeoff.study.findings`, written by
`bakeoff.evaluation.notation`. As `one_voice` does of a race, what a surface says is taken as chunks, of each of which

- a score, an interval, or a difference must be one of the study's; of a row, of the contender that begins it;
- who is "better than" another must be so by a decision, and who is tied, undecided or equivalent must not;
- who "leads" must be beaten by nobody, and be better than the baselines beyond doubt.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bakeoff.contenders import contender
from bakeoff.evaluation import notation
from bakeoff.evaluation.base import Estimate
from bakeoff.evaluation.decision import Decision, amount, probability
from bakeoff.study.findings import against_baselines, choice, decisions, means
from bakeoff.study.record import Record

NUMBER = r"(?<![\d.,−-])−?\d[\d,]*\.\d+"
INTERVAL = re.compile(rf"({NUMBER}) to ({NUMBER})( %| points)?")
SCORE = re.compile(rf"{NUMBER}(?: %| points)?")
BETTER = re.compile(r"^(.+?) is better than (.+?)(?:: by|$)")
UNDECIDED = re.compile(r"^(.+?) or (.+?): unclear")
TIED = re.compile("no clear difference", re.I)
EQUIVALENT = re.compile(r"^(.+?) and (.+?) are practically equivalent")


@dataclass(frozen=True)
class JudgeTruth:
    """What a study that compares contenders says, written as it must be written.

    Attributes
    ----------
    record : Record
    point : int
        Of several numbers of rows, at which the contenders are compared.
    """

    record: Record
    point: int = 0

    @property
    def labels(self) -> dict[str, str]:
        """Lanes' names by label, longer labels first."""
        found = {lane.label: name for name, lane in self.record.lanes.items()}
        return dict(sorted(found.items(), key=lambda item: -len(item[0])))

    def about(self, chunk: str) -> list[str]:
        """Return the lanes that a chunk names, in the order in which they come."""
        found = {}
        for label, name in self.labels.items():
            if match := re.search(rf"(?<!\w){re.escape(label)}(?!\w)", chunk):
                found[name] = match.start()
                chunk = chunk.replace(label, "·" * len(label))
        return sorted(found, key=found.__getitem__)

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Every pair of rivals."""
        return decisions(self.record, point=self.point)

    def between(self, one: str, other: str) -> Decision:
        """Return what is decided of two lanes."""
        return next(pair for pair in self.decisions if {pair.first, pair.second} == {one, other})

    @property
    def unbeaten(self) -> set[str]:
        """Rivals that nobody beats."""
        rivals = {name for one in self.decisions for name in (one.first, one.second)}
        return rivals - {one.loser for one in self.decisions}

    @property
    def above_baselines(self) -> set[str]:
        """Rivals that are better than every baseline beyond doubt."""
        floors = against_baselines(self.record, point=self.point)
        held = {one.first for one in floors if one.winner != one.first}
        return {name for one in self.decisions for name in (one.first, one.second)} - held

    def means(self) -> dict[str, list[Estimate]]:
        """Return each lane's mean score with its interval, by point."""
        found: dict[str, list[Estimate]] = {name: [] for name in self.record.lanes}
        for row in means(self.record).to_dict("records"):
            found[row["lane"]].append(Estimate(row["mean"], row["low"], row["high"]))
        return found

    def scores(self, name: str) -> set[str]:
        """Return every mean of a lane."""
        return {notation.score(one.value, self.record.metric) for one in self.means()[name]}

    def intervals(self, name: str) -> set[str]:
        """Return every interval of a lane's mean."""
        return {notation.interval(one, self.record.metric) for one in self.means()[name]}

    def gaps(self) -> set[str]:
        """Return how far apart any two lanes are, and may be, to either side; and what is too small to matter."""
        ends = [
            end for one in self.decisions for end in (one.difference.value, one.difference.low, one.difference.high)
        ]
        metric = self.record.metric
        found = {notation.difference(sign * end, metric) for end in ends for sign in (1, -1)}
        chosen = choice(self.record)
        found |= {notation.difference(loss, metric) for loss in (chosen.losses.values() if chosen else ())}
        return found | {amount(self.record.plan.rope, metric).partition(" in ")[0]}

    def spans(self) -> set[str]:
        """Return what is possible of every difference, to either side."""
        metric, turned = self.record.metric, lambda one: Estimate(-one.value, -one.high, -one.low)
        found = [one.difference for one in self.decisions] + [one.comparison.difference for one in self.decisions]
        return {notation.difference_interval(side, metric) for one in found for side in (one, turned(one))}


def contradictions(truth: JudgeTruth, chunks: Iterable[str]) -> list[str]:
    """Return what in the chunks is not what the study says: a sentence each."""
    return [f"{why}: {chunk!r}" for chunk in chunks for why in _wrong(truth, chunk)]


def _wrong(truth: JudgeTruth, chunk: str) -> Iterator[str]:
    named = truth.about(chunk)
    own = named[:1] if " | " in chunk else list(truth.record.lanes)
    known, scores = set().union(truth.spans(), *map(truth.intervals, own)), set().union(*map(truth.scores, own))
    rest = re.sub(r"\([^()]*\b(?:19|20)\d\d\)", "", re.sub(r"\b95 %", "", chunk))
    rest = re.sub(rf"{NUMBER} (?:times|m?s)\b", "", rest)  # costs
    for low, high, unit in INTERVAL.findall(rest):
        of_means = {f"{low}{unit}", f"{high}{unit}"} <= scores and _number(low) <= _number(high)
        if f"{low} to {high}{unit}" not in known and not of_means:
            yield f"no interval is {low} to {high}{unit}"
    numbers = truth.gaps() | scores
    for found in SCORE.findall(INTERVAL.sub("", rest)):
        if found not in numbers:
            yield f"no score or difference is {found}"
    yield from _wrong_winners(truth, chunk, named)


def _number(text: str) -> float:
    return float(text.replace("−", "-").replace(",", ""))


def _wrong_winners(truth: JudgeTruth, chunk: str, named: list[str]) -> Iterator[str]:
    unbeaten, above = truth.unbeaten, truth.above_baselines
    if found := BETTER.search(chunk):
        yield from _wrong_better(truth, found[1], found[2])
    for found in filter(None, (UNDECIDED.search(chunk), EQUIVALENT.search(chunk))):
        wanted = "undecided" if found.re is UNDECIDED else "equivalent"
        if len(named) > 1 and truth.between(*named[:2]).outcome != wanted:
            yield f"{named[:2]} are not {wanted}"
    if re.search(r"\bleads\b", chunk) and (unbeaten != {named[0]} or named[0] not in above):
        yield f"{named[0]} does not lead"
    if TIED.search(chunk) and truth.decisions and not set(named) <= unbeaten:
        yield f"{sorted(set(named) - unbeaten)} are beaten"


def _wrong_better(truth: JudgeTruth, better: str, worse: str) -> Iterator[str]:
    (first,), others = truth.about(better) or ("",), truth.about(worse)
    if "every other" in worse:
        others = [one for pair in truth.decisions for one in (pair.first, pair.second) if one != first]
    if "No contender" in better or not first:
        return
    for other in set(others):
        if not contender(truth.record.lanes[other].contender).baseline and truth.between(first, other).winner != first:
            yield f"{first} is not better than {other}"


def wrong_matrix(truth: JudgeTruth, rows: list[list[str]]) -> list[str]:
    """Return what is wrong with the table of probabilities, whose bold cells stand between asterisks."""
    columns = [truth.labels[one] for one in rows[0][1:]]
    wrong = []
    for label, *cells in rows[1:]:
        row = truth.labels[label]
        for column, cell in zip(columns, cells, strict=True):
            wanted = "–" if row == column else _cell(truth.between(row, column), row)
            wrong += [] if cell == wanted else [f"{row} against {column} is {cell}, not {wanted}"]
    return wrong


def _cell(one: Decision, row: str) -> str:
    text = probability(one.comparison.p_left if one.first == row else one.comparison.p_right)
    return f"*{text}*" if one.winner == row else text
