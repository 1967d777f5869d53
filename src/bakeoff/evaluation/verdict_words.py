"""The verdict in one short sentence, true whatever gaps the relation "beats" has, and its details."""

import math
import re
from collections.abc import Sequence
from typing import NamedTuple

from bakeoff.contenders import contender
from bakeoff.contenders.registry import joined
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.notation import difference, difference_interval, score
from bakeoff.evaluation.standings import Standings
from bakeoff.text import SOURCE, _, counted, sentences, speaking, told

MOST_WORDS = 20
"""Words of a headline, in English; where there would be more, margins give way, and then names to their number."""

_NOTHING = 0.0005
"""Leads up to this are written as none."""
_CLEARLY_LESS = 0.9


class _Room(NamedTuple):
    """Room in a sentence: the most leaders and the most others that are named, not counted; margins, or none."""

    leaders: int
    others: int
    margins: bool = True


def sentence(standings: Standings, *, complete: bool = True, most_words: int = MOST_WORDS) -> str:
    """Return the verdict's short sentence.

    Parameters
    ----------
    complete : bool
        Whether every rival of the race was compared; if not, those that were are named.
    most_words : int
        Words that it has at most, as far as possible.
    """
    rivals = standings.rivals
    if len(rivals) == 1 and complete and not standings.unfinished:
        return _alone(standings)
    if len(rivals) < 2:
        return _only_unfinished(standings) if standings.unfinished and rivals else _too_few(standings)
    if not any(map(standings.beats_baselines, rivals)):
        return _("No contender is significantly better than the baseline.")
    n = len(rivals)
    rooms = _Room(n, n), _Room(n, 1), _Room(n, n, margins=False), _Room(n, 1, margins=False), _Room(1, 1)
    wordings = [_compared(standings, room, complete=complete) for room in rooms]
    open_leaders = _no_better(standings, _Room(n, 1)), _no_better(standings, _Room(1, 1))
    *longer, shortest = (
        *filter(None, open_leaders),
        *wordings,
        _compared(standings, _Room(1, 1, False), complete=complete),
    )
    return next((wording for wording in longer if _n_words(wording) <= most_words), shortest)


def _n_words(text: str) -> int:
    with speaking(SOURCE):
        return len(re.findall(r"\S+", told(text)))


def details(standings: Standings, said: str, *, complete: bool = True) -> str:
    """Return what the sentence `said` leaves out: names, and who does not beat the baseline."""
    rivals = standings.rivals
    if len(rivals) < 2:
        return ""
    worse = [rival for rival in rivals if standings.worse_than_baseline(rival)]
    if not any(map(standings.beats_baselines, rivals)):
        return _worse(worse)
    unproven = [rival for rival in rivals if rival not in worse and not standings.beats_baselines(rival)]
    compared = _compared(standings, _Room(len(rivals), len(rivals)), complete=complete)
    compared = "" if compared == said else compared
    some_beaten = len(standings.unbeaten) < len(rivals)  # else the comparison itself names who beats no baseline
    return sentences(
        compared,
        _luck(standings),
        _unproven(unproven) if some_beaten else "",
        _worse(worse),
        _surprise(standings, unproven),
    )


def _surprise(standings: Standings, unproven: Sequence[str]) -> str:
    """Explain why one contender beats the baseline while another with a better score does not."""
    proven = [rival for rival in standings.rivals if standings.beats_baselines(rival)]
    gain = standings.scored_by.gain
    if not unproven or not gain(standings.scores[unproven[0]]) > gain(standings.scores[proven[-1]]):
        return ""
    return _(
        "{lower} scores worse than {higher} but beats the baseline, and {higher} does not. A lead is sure when few "
        "rows speak against it, not only when it is large.",
        lower=contender(proven[-1]).label,
        higher=contender(unproven[0]).label,
    )


def _unproven(names: Sequence[str]) -> str:
    if not names:
        return ""
    return counted(
        "{names} is not significantly better than the baseline.",
        "{names} are not significantly better than the baseline.",
        len(names),
        names=joined(names),
    )


def _worse(names: Sequence[str]) -> str:
    if not names:
        return ""
    return counted(
        "{names} is significantly worse than the baseline.",
        "{names} are significantly worse than the baseline.",
        len(names),
        names=joined(names),
    )


def _compared(standings: Standings, room: _Room, *, complete: bool) -> str:
    """Word how rivals compare; those that there is no room for are counted and not named."""
    rivals, leaders = standings.rivals, standings.unbeaten
    others = [rival for rival in rivals if rival not in leaders]
    if not others:
        return _all_close(standings, room, complete=complete)
    beaten = [other for other in others if standings.beats_all(leaders, [other])]
    partly = [rival for rival in others if rival not in beaten]
    if len(leaders) == 1:
        return _one_leader(standings, leaders[0], beaten, partly, room, complete=complete)
    return _several(standings, leaders, beaten, partly, room)


def _no_better(standings: Standings, room: _Room) -> str:
    """Word which of several leaders beat the baseline, where others do not; else nothing."""
    leaders = standings.unbeaten
    proven = [leader for leader in leaders if standings.beats_baselines(leader)]
    rest = [leader for leader in leaders if leader not in proven]
    if not rest or not proven:
        return ""
    if len(proven) == 1:
        if any(standings.beats_baselines(rival) for rival in standings.rivals if rival not in leaders):
            return ""
        return _(
            "Only {name} beats the baseline; its lead over {rest} is too close to call.",
            name=joined(proven),
            rest=_others(rest, room),
        )
    return counted(
        "{names} are too close to call; {rest} does not beat the baseline.",
        "{names} are too close to call; {rest} do not beat the baseline.",
        len(rest),
        names=_contenders(proven, room),
        rest=_others(rest, room),
    )


def _contenders(names: Sequence[str], room: _Room) -> str:
    return joined(names) if len(names) <= room.leaders else counted("{n} contender", "{n} contenders", len(names))


def _others(names: Sequence[str], room: _Room) -> str:
    return joined(names) if len(names) <= room.others else counted("{n} other", "{n} others", len(names))


def _alone(standings: Standings) -> str:
    """Word how the single contender of a race did; nobody else has failed to finish."""
    only = standings.rivals[0]
    words = {"label": contender(only).label, "score": _number(standings.scores[only], standings.scored_by)}
    if standings.worse_than_baseline(only):
        return sentences(_("{label} raced alone and scores {score}.", **words), _worse([only]))
    if not standings.beats_baselines(only):
        return _("{label} raced alone and scores {score}, not significantly better than the baseline.", **words)
    if standings.baselines:
        return _("{label} raced alone and scores {score}, significantly better than the baseline.", **words)
    return _("{label} raced alone and scores {score}.", **words)


def _too_few(standings: Standings) -> str:
    if not standings.rivals:
        return _("Only the baseline has a score, so it cannot be compared.")
    only = standings.rivals[0]
    label, number = contender(only).label, _number(standings.scores[only], standings.scored_by)
    if standings.worse_than_baseline(only):
        return sentences(_("Only {label} finished; it scores {score}.", label=label, score=number), _worse([only]))
    if not standings.beats_baselines(only):
        return _(
            "Only {label} finished; it scores {score}, not significantly better than the baseline.",
            label=label,
            score=number,
        )
    return _("Only {label} finished; it scores {score}.", label=label, score=number)


def _only_unfinished(standings: Standings) -> str:
    only = standings.rivals[0]
    words = {"label": contender(only).label, "score": _number(standings.scores[only], standings.scored_by)}
    if standings.worse_than_baseline(only):
        return sentences(_("Only {label} is scored: {score}.", **words), _worse([only]))
    if not standings.beats_baselines(only):
        return _("Only {label} is scored: {score}, not significantly better than the baseline.", **words)
    return _("Only {label} is scored: {score}.", **words)


def _all_close(standings: Standings, room: _Room, *, complete: bool) -> str:
    rivals = standings.rivals
    if said := _no_better(standings, room):
        return said
    if not complete:
        return _("{names} are too close to call.", names=_contenders(rivals, room))
    match len(rivals):
        case 2:
            return _("{names} are too close to call.", names=joined(rivals))
        case 3:
            return _("All three are too close to call.")
        case 4:
            return _("All four are too close to call.")
        case n:
            return _("All {n} are too close to call.", n=n)


def _one_leader(
    standings: Standings, leader: str, beaten: Sequence[str], partly: Sequence[str], room: _Room, *, complete: bool
) -> str:
    """Word a race with one unbeaten contender; it beats the runner-up, for nobody else could."""
    by = _margin(standings, [leader], beaten)
    label = contender(leader).label
    if not standings.beats_baselines(leader):
        if not room.margins:
            return _("{leader} leads, but is not significantly better than the baseline.", leader=label)
        return _(
            "{leader} beats {beaten} by {margin}, but is not significantly better than the baseline.",
            leader=label,
            beaten=_others(beaten, room),
            margin=by,
        )
    if partly and not room.margins:
        return _(
            "{leader} leads, but its lead over {open} is too close to call.", leader=label, open=_others(partly, room)
        )
    if partly:
        return _(
            "{leader} leads: it beats {beaten} by {margin}, but its lead over {open} is too close to call.",
            leader=label,
            beaten=_others(beaten, room),
            margin=by,
            open=_others(partly, room),
        )
    if standings.unfinished or not complete:
        return _(
            "{leader} beats {beaten} by {margin}. Nobody wins: not every contender finished.",
            leader=label,
            beaten=_others(beaten, room),
            margin=by,
        )
    if len(beaten) == 1:
        return _("{leader} wins: it beats {beaten} by {margin}.", leader=label, beaten=_others(beaten, room), margin=by)
    return _("{leader} wins: it beats every other contender by {margin}.", leader=label, margin=by)


def _several(
    standings: Standings, leaders: Sequence[str], beaten: Sequence[str], partly: Sequence[str], room: _Room
) -> str:
    """Word a race with several unbeaten contenders, none of which beats another of them."""
    if partly and not (beaten and room.margins):
        return _gaps(standings, leaders, partly, room)
    words = {"leaders": _contenders(leaders, room), "beaten": _others(beaten, room)}
    if not room.margins:
        if len(leaders) == 2:
            return _("{leaders} are too close to call; both beat {beaten}.", **words)
        return _("{leaders} are too close to call; each beats {beaten}.", **words)
    words["margin"] = _margin(standings, leaders, beaten)
    if partly:
        return _(
            "{leaders} are too close to call; each beats {beaten} by {margin}, but not every one beats {partly}.",
            **words,
            partly=_others(partly, room),
        )
    if len(leaders) == 2:
        return _("{leaders} are too close to call; both beat {beaten} by {margin}.", **words)
    return _("{leaders} are too close to call; each beats {beaten} by {margin}.", **words)


def _gaps(standings: Standings, leaders: Sequence[str], partly: Sequence[str], room: _Room) -> str:
    """Word a race in which no loser is beaten by every leader."""
    winners = [leader for leader in leaders if standings.beats_all([leader], partly)]
    rest = [leader for leader in leaders if leader not in winners]
    words = {"leaders": _contenders(leaders, room), "partly": _others(partly, room)}
    clear = winners and all(standings.lead(leader, rival) is None for leader in rest for rival in partly)
    if clear and room.margins:
        return _(
            "{leaders} are too close to call; {partly} lost to {winners} by {margin}, but not to {rest}.",
            **words,
            winners=_contenders(winners, room),
            margin=_margin(standings, winners, partly),
            rest=_contenders(rest, room),
        )
    if clear and len(winners) <= room.leaders:
        return counted(
            "{leaders} are too close to call; of them only {winners} beats {partly}.",
            "{leaders} are too close to call; of them only {winners} beat {partly}.",
            len(winners),
            **words,
            winners=joined(winners),
        )
    return _("{leaders} are too close to call; {partly} may equal some of them.", **words)


def _margin(standings: Standings, winners: Sequence[str], losers: Sequence[str]) -> str:
    """Return how far one is ahead, or how far all are at least; never the lucky lead that was observed."""
    margins = [standings.margin(winner, loser) for winner in winners for loser in losers]
    metric, least = standings.scored_by, min(margins, key=lambda margin: margin.low)
    if not least.low > _NOTHING and (len(margins) > 1 or not math.isfinite(least.high)):
        return _("an uncertain amount")
    if len(margins) == 1:
        said = difference_interval(least, metric)
        return said if metric.unit == "%" else _("{number} in {metric}", number=said, metric=_(metric.noun))
    said = difference(least.low, metric)
    if metric.unit == "%":
        return _("{difference} or more", difference=said)
    return _("{number} or more in {metric}", number=said, metric=_(metric.noun))


def _luck(standings: Standings) -> str:
    """Say how far a winner is likely ahead of the next, where that is clearly less than what was observed."""
    leaders, rivals = standings.unbeaten, standings.rivals
    if len(leaders) != 1 or len(rivals) < 2 or not standings.beats(leaders[0], rivals[1]):
        return ""
    observed, margin = standings.lead(leaders[0], rivals[1]) or 0.0, standings.margin(leaders[0], rivals[1])
    if not margin.value < _CLEARLY_LESS * observed:
        return ""
    return _(
        "On these rows it was {observed} ahead of {next}. Winners were mostly lucky: {likely} is likelier.",
        observed=difference(observed, standings.scored_by),
        next=contender(rivals[1]).label,
        likely=difference(margin.value, standings.scored_by),
    )


def _number(value: float, metric: Metric) -> str:
    said = {"score": score(value, metric), "metric": _(metric.noun)}
    return _("{score} {metric}", **said) if metric.unit == "%" else _("{score} in {metric}", **said)
