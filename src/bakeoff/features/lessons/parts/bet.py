"""A learner's bet on who wins: made on the lesson's bar before the first start, then fixed and scored."""

import contextlib

import streamlit as st

from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.evaluation.notation import placed, probability
from bakeoff.features.lessons.bet import Bet, even
from bakeoff.features.lessons.lesson import Lesson
from bakeoff.features.lessons.measures.base import subject
from bakeoff.features.lessons.outcome import outcome, rivals
from bakeoff.features.lessons.parts.attempts import LessonRun
from bakeoff.features.lessons.room import LessonProgress
from bakeoff.features.lessons.service import rooms
from bakeoff.html import plain
from bakeoff.text import _, enumerated
from bakeoff.web.components.glossed import glossed
from bakeoff.web.visitor import visitor


def lesson_bet(lesson: Lesson, run: LessonRun | None, *, first: bool, counts: bool) -> None:
    """Ask for a bet, or show the one that was made; nothing unless the visitor's class bets.

    Parameters
    ----------
    first : bool
        True if the visitor has not run the lesson before.
    counts : bool
        True if the run is set up as the lesson has it.
    """
    names = rivals(lesson)
    with contextlib.suppress(HistoryError):  # the lesson goes on without its class
        known = _known(lesson) if names else None
        if known is not None and run is not None and run.own and not known.outcome:
            result = outcome(run.moment) if counts and run.trained else None
            if known.outcome is None or result:
                rooms().settle(lesson.key, result, visitor().owner)
                known = _known(lesson)
        if known is None:
            return
        with st.container(key="lesson-bet", gap="small"):
            if known.outcome is None and first and not known.attempts:
                known = _asked(lesson, names, known)
            _shown(known)


def _known(lesson: Lesson) -> LessonProgress | None:
    """Return the visitor's progress in the latest of their classes that bets."""
    return next(iter(rooms().bets(lesson.key, visitor().owner).values()), None)


def _asked(lesson: Lesson, names: tuple[str, ...], known: LessonProgress) -> LessonProgress:
    """Ask for the chances; return the progress with what was saved."""
    bet = Bet.of(known)
    chances = even(names) if bet is None else dict(bet.chances)
    with st.form("lesson-bet-form", border=False):
        st.markdown(_("**Your bet:** with what chance, in percent, does each contender win?"))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            given = {
                name: st.number_input(
                    plain(subject(name)), 0, 100, chances.get(name, 0), 5, key=f"lesson-bet-{name}", width=150
                )
                for name in names
            }
            saved = st.form_submit_button(_("Save the bet"))
    if saved:
        try:
            rooms().bet(lesson, given, visitor().owner)
        except BakeoffError as error:
            st.error(plain(str(error)))
    return _known(lesson) or known


def _shown(known: LessonProgress) -> None:
    """Say what the bet is, whether it can be changed, and what came of it."""
    bet = Bet.of(known)
    if bet is None and known.outcome is None:
        said = _("You may start without a bet. Once you have started, it is too late for one.")
    elif bet is None:
        said = _("You have started without a bet.")
    elif bet.outcome:
        said = _came_of(bet)
    else:
        each = [_("{name} {n} %", name=subject(name), n=chance) for name, chance in bet.chances.items()]
        if known.outcome is None:
            said = _("Your bet is saved: {chances}. You can change it until you start.", chances=enumerated(each))
        else:
            said = _("Your bet is fixed: {chances}.", chances=enumerated(each))
    st.markdown(plain(said))
    if bet is not None and bet.outcome:
        numbers = {"score": placed(bet.score, 2), "even": placed(bet.even_score, 2)}
        glossed(_("Your Brier score is {score}; even chances would have {even}.", **numbers), key="lesson-bet-score")


def _came_of(bet: Bet) -> str:
    likeliest, share = max(bet.outcome.items(), key=lambda item: item[1])
    words = {"name": subject(likeliest), "given": bet.chances.get(likeliest, 0)}
    if share == 1:
        return _("{name} won; you gave it {given} %.", **words)
    return _(
        "Undecided: the chance that {name} is the best is {chance}; you gave it {given} %.",
        chance=probability(share),
        **words,
    )
