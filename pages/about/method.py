"""How it is measured: the rules, the metrics and the contenders in plain words."""

from bakeoff.features.about.page.method import method

method()
