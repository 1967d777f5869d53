"""The judge: is the difference real, what does it cost, how much data does it need."""

from bakeoff.ui.judge.page import judge_page

judge_page()
