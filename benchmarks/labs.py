"""A class of thirty in the network lab: memory, and how well all are served while all of them train and are watched.

Run ``python benchmarks/labs.py [labs]``. Each lab trains at the usual pace and is looked at ten times a second, as its
page looks; no pages are drawn. Then all sleep, and one wakes. The engine is the server's.
"""

import contextlib
import itertools
import os
import statistics
import threading
import time
from collections.abc import Callable

import psutil
from shared import number_asked

from bakeoff.lab.commands import Play
from bakeoff.lab.session import PRELOAD, LabSession
from bakeoff.lab.settings import LabSettings
from bakeoff.race import local_engine
from bakeoff.service.labs import Labs, most_labs, weight
from bakeoff.settings import DEFAULTS

WATCHED_SECONDS = 20
LOOK_SECONDS = 0.1
MEGABYTE = 2**20
DATA = ("circle", "xor", "gauss", "spiral", "moons")


def wait_for(labs: list[LabSession], right: Callable[[LabSession], bool]) -> float:
    """Look at all until it is so of each; return how many seconds that took."""
    began = time.perf_counter()
    while not all(right(lab) for lab in labs):
        for lab in labs:
            lab.look()
        time.sleep(LOOK_SECONDS)
    return time.perf_counter() - began


def epoch(lab: LabSession) -> int:
    """Return the epoch that a lab's latest picture is of; 0 where it has none yet."""
    picture = lab.look()
    return picture.epoch if picture else 0


def watch(labs: Labs, lab: LabSession, pictures: list[int], until: float) -> None:
    """Look at one lab as its page does; count the pictures."""
    serials = set()
    while time.monotonic() < until:
        labs.use(lab, lab.id)
        if picture := lab.look():
            serials.add(picture.serial)
        time.sleep(LOOK_SECONDS)
    pictures.append(len(serials))


def measure(number: int) -> None:
    memory_bytes = DEFAULTS.labs_bytes
    with contextlib.closing(local_engine(interactive_slots=most_labs(memory_bytes), preload=PRELOAD)) as engine:
        while not engine.ready:
            time.sleep(0.05)
        labs = Labs(engine, memory_bytes)
        settings = [LabSettings(data=data, data_seed=seed) for seed, data in zip(range(number), itertools.cycle(DATA))]
        sessions = [labs.open(one) for one in settings]
        for lab in sessions:
            labs.use(lab, lab.id)
        print(f"{'all have a first picture, s':<48}{wait_for(sessions, lambda lab: lab.look() is not None):8.1f}")
        for lab in sessions:
            lab.send(Play())
        print(f"{'all of them train, s':<48}{wait_for(sessions, lambda lab: epoch(lab) > 0):8.1f}")
        pictures: list[int] = []
        until = time.monotonic() + WATCHED_SECONDS
        jobs = psutil.Process().children(recursive=True)
        before, own = sum(sum(job.cpu_times()[:2]) for job in jobs), time.process_time()
        watchers = [threading.Thread(target=watch, args=(labs, lab, pictures, until)) for lab in sessions]
        for watcher in watchers:
            watcher.start()
        for watcher in watchers:
            watcher.join()
        spent = sum(sum(job.cpu_times()[:2]) for job in jobs) - before
        rates = [count / WATCHED_SECONDS for count in pictures]
        print(f"{'pictures a second and lab: median, least':<48}{statistics.median(rates):8.1f}{min(rates):8.1f}")
        print(f"{'cores of the jobs, of this process':<48}{spent / WATCHED_SECONDS:8.2f}", end="")
        print(f"{(time.process_time() - own) / WATCHED_SECONDS:8.2f}")
        weights = [weight(lab) / MEGABYTE for lab in sessions]
        print(f"{'own memory of a lab: median, most, MB':<48}{statistics.median(weights):8.0f}{max(weights):8.0f}")
        print(f"{f'all {number} together, of {memory_bytes // MEGABYTE} MB':<48}{sum(weights):8.0f}")
        print(f"{'labs that were put to sleep':<48}{sum(lab.state.asleep for lab in sessions):8}")
        resident = psutil.Process(os.getpid()).memory_info().rss
        for lab in sessions:
            lab.sleep()
        print(f"{'all of them sleep, s':<48}{wait_for(sessions, lambda lab: lab.state.rests):8.1f}")
        grown = (psutil.Process(os.getpid()).memory_info().rss - resident) / MEGABYTE
        print(f"{'what they leave in the server, MB each':<48}{grown / number:8.2f}")
        reached = epoch(sessions[0])
        sessions[0].wake()
        print(f"{'one wakes and trains on, s':<48}", end="")
        print(f"{wait_for(sessions[:1], lambda lab: epoch(lab) > reached):8.1f}")
        for lab in sessions:
            lab.close()


if __name__ == "__main__":
    measure(number_asked(30))
