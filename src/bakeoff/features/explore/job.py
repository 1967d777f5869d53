"""Code of the jobs that explore data."""

from typing import Any

from bakeoff.engine.base import Channel
from bakeoff.features.explore.look import Exploration, look
from bakeoff.features.explore.maps import tsne
from bakeoff.features.explore.messages import Doing, RowsToPlace
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _


def explore(spec: BakeoffSpec, channel: Channel) -> Exploration:
    """Look at the training part of a race; emits `Doing`, raises DatasetError.

    Data that are not on this machine are fetched first.
    """

    def tell(words: str, share: float | None = None) -> None:
        channel.emit(Doing(words, share))

    info, told = spec.dataset.info, 0.0

    def fetched(share: float) -> None:
        nonlocal told
        if share - told >= 0.01:
            told = share
            tell(_("Downloading"), share)

    info.fetch(fetched)
    tell(_("Reading the data"))
    return look(info.load(spec.dataset.options), spec.rules, info.title, tell)


def embed(rows: RowsToPlace, channel: Channel) -> Any:
    """Return where t-SNE puts rows; emits `Doing`."""
    return tsne(rows.scores, rows.settings, lambda share: channel.emit(Doing(_("Placing the rows"), share)))
