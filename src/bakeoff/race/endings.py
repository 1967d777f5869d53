"""Sentences about a contender that was stopped or ended early, two at most."""

from bakeoff.contenders import Step, contender
from bakeoff.evaluation.notation import UNKNOWN, count
from bakeoff.text import _, sentences


def killed(name: str, last: Step | None, *, training: bool) -> str:
    """Return what to say of a contender that was stopped and is not scored.

    Parameters
    ----------
    last : Step or None
        The last that it told.
    training : bool
        Whether it was being trained, and did not wait.
    """
    info = contender(name)
    if last is None and training and not info.ends_early:
        return _("Stopped in the middle of its training; until that is over it has nothing to answer with.")
    if last is None:
        return _("Stopped before its first result.")
    if not info.ends_early:
        return _("Stopped before it was scored.")
    return _("Stopped after {step}, and not scored.", step=info.step(last.index))


def cut_short(name: str, last: Step | None, seeds: int, finished: int, why: str, time_limit: int) -> str:
    """Return what to say of a contender that was ended early and is scored as it stood.

    Parameters
    ----------
    last : Step or None
        The last that it told.
    seeds : int
        How many seeds it was to be trained with.
    finished : int
        How many of them are scored; 0 or 1 if that is the first, wherever it stood.
    why : str
        Why it was stopped, if the visitor did not ask for it.
    time_limit : int
        The seconds that were over; 0 if it was stopped for another reason.
    """
    reason = why or _reason(name, last, seeds, time_limit)
    return sentences(reason, _scored(last, seeds, finished))


def _reason(name: str, last: Step | None, seeds: int, time_limit: int) -> str:
    index, total, seed = (last.index, last.total, last.seed + 1) if last else (0, None, 1)
    step, n_steps = contender(name).step(index), UNKNOWN if total is None else count(total)
    if time_limit and seeds > 1:
        return _(
            "The time limit of {limit} s was reached in seed {seed} of {seeds}.",
            limit=time_limit,
            seed=seed,
            seeds=seeds,
        )
    if time_limit:
        return _(
            "The time limit of {limit} s was reached at {step} of {total}.",
            limit=time_limit,
            step=step,
            total=n_steps,
        )
    if seeds > 1:
        return _("Stopped in seed {seed} of {seeds}.", seed=seed, seeds=seeds)
    return _("Stopped after {step} of {total}.", step=step, total=n_steps)


def _scored(last: Step | None, seeds: int, finished: int) -> str:
    if seeds == 1:
        return _("It is scored as it stood.")
    if finished > 1:
        return _("It is scored over the {n} seeds that it had finished.", n=finished)
    if last is not None and last.seed == 0 and last.index != last.total:
        return _("It is scored with this seed alone, as it stood.")
    return _("It is scored with the one seed that it had finished.")
