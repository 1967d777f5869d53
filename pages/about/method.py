"""How it is measured: the rules, the metrics and the contenders in plain words."""

from bakeoff.ui.about.method import method

method()
