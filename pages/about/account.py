"""Account: who has signed in, and what they may do."""

from bakeoff.features.about.page.account import account

account()
