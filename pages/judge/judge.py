"""The judge: is the difference real, what does it cost, how much data does it need."""

from bakeoff.features.judge.page.page import judge_page

judge_page()
