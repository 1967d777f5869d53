"""Account: who has signed in, and what they may do."""

from bakeoff.ui.about.account import account

account()
