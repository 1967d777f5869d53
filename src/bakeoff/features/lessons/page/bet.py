"""A learner's bet on who wins: made beneath the lesson's task before the first start, then fixed and scored."""

import contextlib
from collections.abc import Sequence

import streamlit as st

from bakeoff.errors import BakeoffError, HistoryError
from bakeoff.evaluation.notation import placed, probability
from bakeoff.features.lessons.bet import Bet, even
from bakeoff.features.lessons.page.attempts import Attempts
from bakeoff.features.lessons.room import LessonProgress
from bakeoff.features.lessons.service import rooms
from bakeoff.html import plain
from bakeoff.lesson.lesson import Lesson
from bakeoff.lesson.measures.base import subject
from bakeoff.lesson.outcome import outcome, rivals
from bakeoff.lesson.run import LessonRun
from bakeoff.text import _, enumerated
from bakeoff.web.components.glossed import glossed
from bakeoff.web.visitor import visitor


def lesson_bet(lesson: Lesson, run: LessonRun | None, attempts: Attempts, *, counts: bool) -> None:
    """Ask for a bet before the first run, and score it once a run that counts is over, if the visitor's class bets."""
    names = rivals(lesson)
    with contextlib.suppress(HistoryError):  # the lesson goes on without its class
        known = _known(lesson) if names else None
        if known is not None and run is not None and run.own and not known.outcome:
            rooms().settle(lesson.key, outcome(run.moment) if counts and run.trained else None, visitor().owner)
            known = _known(lesson)
        if known is not None and known.outcome is None and not attempts.known.attempts:
            known = _asked(lesson, names, known)
        if known is not None:
            _shown(known)


def _known(lesson: Lesson) -> LessonProgress | None:
    """Return the visitor's progress in the latest of their classes that bets."""
    return next(iter(rooms().bets(lesson.key, visitor().owner).values()), None)


def _asked(lesson: Lesson, names: Sequence[str], known: LessonProgress) -> LessonProgress | None:
    """Ask for the chances; return the progress with what was saved."""
    bet = Bet.of(known)
    chances = even(names) if bet is None else bet.chances
    with st.form("lesson-bet", border=False):
        st.markdown(_("**Your bet:** with what chance, in percent, does each contender win?"))
        with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
            given = {
                name: st.number_input(plain(subject(name)), 0, 100, chances[name], 5, key=f"bet-{name}", width=150)
                for name in names
            }
            saved = st.form_submit_button(_("Save the bet"))
    if saved:
        try:
            rooms().bet(lesson, given, visitor().owner)
        except BakeoffError as error:
            st.error(plain(str(error)))
    return _known(lesson)


def _shown(known: LessonProgress) -> None:
    """Say what the bet is, whether it can be changed, and what came of it."""
    bet = Bet.of(known)
    if bet is None and known.outcome is None:
        said = _("You may start without a bet. Once you have started, it is too late for one.")
    elif bet is None:
        said = _("You have started without a bet.")
    elif bet.outcome:
        best, share = max(bet.outcome.items(), key=lambda item: item[1])
        words = {"name": subject(best), "chance": probability(share), "given": bet.chances.get(best, 0)}
        if share < 1:
            said = _("Undecided: the chance that {name} is the best is {chance}; you gave it {given} %.", **words)
        else:
            said = _("{name} won; you gave it {given} %.", **words)
    else:
        each = enumerated([_("{name} {n} %", name=subject(name), n=chance) for name, chance in bet.chances.items()])
        if known.outcome is None:
            said = _("Your bet is saved: {chances}. You can change it until you start.", chances=each)
        else:
            said = _("Your bet is fixed: {chances}.", chances=each)
    st.markdown(plain(said))
    if bet is not None and bet.outcome:
        scores = {"score": placed(bet.score, 2), "even": placed(bet.even_score, 2)}
        glossed(_("Your Brier score is {score}; even chances would have {even}.", **scores), key="bet-score")
