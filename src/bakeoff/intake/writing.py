"""One visitor's table, written or changed by hand, being understood and kept."""

import pandas as pd

from bakeoff.datasets.upload.limits import Bounds
from bakeoff.datasets.upload.settings import UploadLimits
from bakeoff.datasets.upload.written import Former, check_by_hand
from bakeoff.engine.base import Engine, Limits
from bakeoff.engine.waiting import Ends
from bakeoff.intake.incoming import Incoming
from bakeoff.intake.messages import WrittenTable, unreadable
from bakeoff.text import _


class Writing(Incoming):
    """A table written by hand that is being taken over by a job, or has been.

    Parameters
    ----------
    cells : pd.DataFrame
        Of texts.
    owner : str
        Hash of the visitor's secret.
    former : Former, optional
        The table that was changed.
    address : str
        Network address of the visitor; addresses take turns.

    Raises
    ------
    BakeoffError
        If it is too large for this; nothing was started then.
    """

    def __init__(
        self,
        cells: pd.DataFrame,
        title: str,
        owner: str,
        engine: Engine,
        former: Former | None = None,
        address: str = "",
    ) -> None:
        check_by_hand(*cells.shape)
        allowed = UploadLimits.read()
        limits = Limits(allowed.upload_seconds, allowed.reading_bytes)
        ends = Ends(
            stopped=_("Saving was stopped; what you wrote is still in the table."),
            memory=_("The table takes more memory than there is for one; take fewer rows."),
            seconds=_("Saving the table took too long; try again."),
            died=str(unreadable()),
        )
        sheet = WrittenTable(cells, title, owner, former, Bounds.set_here(), allowed.reading_bytes)
        super().__init__(engine, "write", sheet, limits, ends, address)
