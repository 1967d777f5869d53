"""How it is measured: the rules, the metrics and the contenders in plain words."""

from bakeoff.ui.method import method

method()
