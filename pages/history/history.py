"""History: the races and studies that were run, to find again, compare and restore."""

from bakeoff.ui.history.opened import StudyViews
from bakeoff.ui.history.page import history_page
from bakeoff.ui.judge.board import finished
from bakeoff.ui.judge.draft import ask_again

history_page(StudyViews(show=finished, ask_again=ask_again))
