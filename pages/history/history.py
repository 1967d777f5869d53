"""History: the races and studies that were run, to find again, compare and restore."""

from bakeoff.features.history.page.page import FeatureViews, history_page
from bakeoff.features.judge.page.board import finished
from bakeoff.features.judge.page.draft import ask_again
from bakeoff.features.race.page.code import code
from bakeoff.features.race.page.page import closer

history_page(FeatureViews(finished, ask_again, closer, code))
