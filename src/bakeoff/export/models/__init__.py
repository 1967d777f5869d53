"""Fitted contenders to take home: files that need no Bakeoff, each with a model card.

Called in jobs only: it opens the pickles that `bakeoff.race.models` keeps.
"""
