"""Who won, in one sentence that is true, whatever gaps the relation "beats" has."""

from collections.abc import Sequence

from bakeoff.contenders import contender
from bakeoff.evaluation.metrics import Metric
from bakeoff.evaluation.notation import difference, score
from bakeoff.evaluation.standings import Standings
from bakeoff.text import _, counted, listed, sentences


def sentence(standings: Standings, *, complete: bool = True, unfinished: bool = False) -> str:
    """Return the verdict's sentence.

    Parameters
    ----------
    standings : Standings
    complete : bool
        Whether every rival of the race was compared; if not, those that were are named.
    unfinished : bool
        Whether some that were did not come to their end.
    """
    rivals = standings.rivals
    if len(rivals) == 1 and complete and not unfinished:
        return _alone(standings)
    if len(rivals) < 2:
        return _only_unfinished(standings) if unfinished and rivals else _too_few(standings)
    worse = [rival for rival in rivals if standings.worse_than_baseline(rival)]
    if not any(map(standings.beats_baselines, rivals)):
        return sentences(_("No contender is significantly better than the baseline."), _worse(worse))
    unproven = [rival for rival in rivals if rival not in worse and not standings.beats_baselines(rival)]
    return sentences(_compared(standings, complete=complete), _unproven(unproven), _worse(worse))


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


def _compared(standings: Standings, *, complete: bool) -> str:
    """Word how rivals compare with one another."""
    rivals, leaders = standings.rivals, standings.leaders
    others = [rival for rival in rivals if rival not in leaders]
    if not others:
        return _all_close(rivals, complete=complete)
    beaten = [other for other in others if standings.beats_all(leaders, [other])]
    partly = [rival for rival in others if rival not in beaten]
    if len(leaders) == 1:
        return _one_leader(standings, leaders[0], beaten, partly, complete=complete)
    return _several(standings, leaders, beaten, partly)


def joined(names: Sequence[str]) -> str:
    """Return contenders' labels as a list in a sentence: "A", "A and B", "A, B and C"."""
    return listed([contender(name).label for name in names])


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
        return _("The baseline alone has a score, so there is nothing to compare it with.")
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


def _all_close(rivals: Sequence[str], *, complete: bool) -> str:
    if not complete:
        return _("{names} are too close to call.", names=joined(rivals))
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
    standings: Standings, leader: str, beaten: Sequence[str], partly: Sequence[str], *, complete: bool
) -> str:
    """Word a race with one unbeaten contender; it beats the runner-up, for nobody else could."""
    by = _margin(standings, [leader], beaten)
    label = contender(leader).label
    if partly:
        return _(
            "{leader} leads: it beats {beaten} by {margin}, but its lead over {open} is too close to call.",
            leader=label,
            beaten=joined(beaten),
            margin=by,
            open=joined(partly),
        )
    if len(beaten) == 1 or not complete:
        return _("{leader} wins: it beats {beaten} by {margin}.", leader=label, beaten=joined(beaten), margin=by)
    return _("{leader} wins: it beats every other contender by {margin}.", leader=label, margin=by)


def _several(standings: Standings, leaders: Sequence[str], beaten: Sequence[str], partly: Sequence[str]) -> str:
    """Word a race with several unbeaten contenders, none of which beats another of them."""
    if partly and not beaten:
        return _gaps(standings, leaders, partly)
    words = {"leaders": joined(leaders), "beaten": joined(beaten), "margin": _margin(standings, leaders, beaten)}
    if partly:
        return _(
            "{leaders} are too close to call; each beats {beaten} by {margin}, but not every one beats {partly}.",
            **words,
            partly=joined(partly),
        )
    if len(leaders) == 2:
        return _("{leaders} are too close to call; both beat {beaten} by {margin}.", **words)
    return _("{leaders} are too close to call; each beats {beaten} by {margin}.", **words)


def _gaps(standings: Standings, leaders: Sequence[str], partly: Sequence[str]) -> str:
    """Word a race in which no loser is beaten by every leader."""
    winners = [leader for leader in leaders if standings.beats_all([leader], partly)]
    rest = [leader for leader in leaders if leader not in winners]
    if winners and all(standings.lead(leader, rival) is None for leader in rest for rival in partly):
        return _(
            "{leaders} are too close to call; {partly} lost to {winners} by {margin}, but not to {rest}.",
            leaders=joined(leaders),
            partly=joined(partly),
            winners=joined(winners),
            margin=_margin(standings, winners, partly),
            rest=joined(rest),
        )
    return _(
        "{leaders} are too close to call; not every one of them beats {partly}.",
        leaders=joined(leaders),
        partly=joined(partly),
    )


def _margin(standings: Standings, winners: Sequence[str], losers: Sequence[str]) -> str:
    """Return the smallest lead, rounded as it is wherever else it stands."""
    leads = [standings.lead(winner, loser) or 0.0 for winner in winners for loser in losers]
    metric = standings.scored_by
    least = difference(min(leads), metric)
    if metric.unit == "%":
        return least if len(leads) == 1 else _("{difference} or more", difference=least)
    said = {"number": least, "metric": _(metric.noun)}
    return _("{number} in {metric}", **said) if len(leads) == 1 else _("{number} or more in {metric}", **said)


def _number(value: float, metric: Metric) -> str:
    said = {"score": score(value, metric), "metric": _(metric.noun)}
    return _("{score} {metric}", **said) if metric.unit == "%" else _("{score} in {metric}", **said)
