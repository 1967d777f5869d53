"""History: the races and studies that were run, to find again, compare and restore."""

from bakeoff.ui.history.opened import FeatureViews
from bakeoff.ui.history.page import history_page
from bakeoff.ui.judge.board import finished
from bakeoff.ui.judge.draft import ask_again
from bakeoff.ui.race.code import code
from bakeoff.ui.race.results import closer

history_page(FeatureViews(finished, ask_again, closer, code))
