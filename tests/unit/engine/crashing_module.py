"""A module whose import ends the process, as a library does that the processor is too old for."""

import os
import signal

os.kill(os.getpid(), signal.SIGILL)
