"""The engine on this machine: a process for each job, forked from a warm template where the system can."""

from collections.abc import Callable, Sequence
from typing import Literal

from bakeoff.engine import system
from bakeoff.engine.hosted import HostedEngine
from bakeoff.engine.line import Line
from bakeoff.errors import SettingError
from bakeoff.text import _

StartMethod = Literal["forkserver", "spawn"]


class LocalEngine(HostedEngine):
    """Runs each job in a process of its own on this machine; see `Engine` for the protocol.

    Parameters
    ----------
    slots : int, optional
        How many jobs run at once; as many as there are usable cores unless given.
    preload : sequence of str
        Modules to import once, ahead of time, for all jobs to share. One that can't be imported is
        named in the log (`bakeoff.engine`), and jobs go without it. Not used by "spawn".
    start_method : {"forkserver", "spawn"}, optional
        How processes start: forked from a template that holds `preload`, which is the choice on Linux, or
        fresh, elsewhere.
    interactive_slots : int, optional
        How many interactive jobs run at once, beside the others; as many as `slots` unless given.

    Raises
    ------
    SettingError
        If one of the numbers of slots is less than one.
    """

    def __init__(
        self,
        slots: int | None = None,
        preload: Sequence[str] = (),
        start_method: StartMethod | None = None,
        interactive_slots: int | None = None,
    ) -> None:
        self._slots = system.usable_cores() if slots is None else slots
        interactive = self._slots if interactive_slots is None else interactive_slots
        fewest = min(self._slots, interactive)
        if fewest < 1:
            raise SettingError(_("The engine needs at least 1 slot of each kind, not {slots}.", slots=fewest))
        self._arguments = {
            "slots": self._slots,
            "interactive_slots": interactive,
            "start_method": start_method or system.START_METHOD,
            "preload": list(preload),
        }
        super().__init__()

    @property
    def slots(self) -> int:
        """Number of jobs that run at once, interactive ones not counted."""
        return self._slots

    def _line_to_host(self, renew: Callable[[], bool]) -> Line:
        return Line("bakeoff.engine", self._arguments, renew)
