"""What the jobs of the engine's tests run."""

import ctypes
import importlib
import os
import re
import signal
import subprocess
import sys
import tempfile
import time

import numpy as np
import psutil

from bakeoff import cache
from bakeoff.engine.base import Channel
from bakeoff.errors import BakeoffError, DivergedError

LONG = 600  # seconds: longer than any test may take


def echo(payload, channel: Channel):
    return payload


def say(payload, channel: Channel):
    for body in payload:
        channel.emit(body)
    return len(payload)


def say_padded(payload, channel: Channel):
    for number in range(payload["count"]):
        channel.emit((number, b"x" * payload["bytes"]))


def answer_commands(payload, channel: Channel):
    """Double what is sent until told to end."""
    channel.emit("listening")
    while (command := channel.poll(LONG)) != "end":
        channel.emit(command * 2)
    return channel.poll()


def sleep(payload, channel: Channel):
    channel.emit("asleep")
    time.sleep(LONG)


def write_and_sleep(payload, channel: Channel):
    """Say where a temporary file was written that nobody takes away."""
    _descriptor, path = tempfile.mkstemp()
    channel.emit(path)
    time.sleep(LONG)


def foretell(payload, channel: Channel):
    """Say for how long it expects to go on."""
    channel.expect(payload)
    time.sleep(LONG)


def burn(payload, channel: Channel):
    """Keep a core busy, in Python, for so many CPU seconds."""
    while time.process_time() < payload:
        pass


def burn_and_wait(payload, channel: Channel):
    """Keep a core busy for so many CPU seconds, wait for a word, and return how many it were in all."""
    burn(payload, channel)
    channel.poll(LONG)
    return time.process_time()


def compute_deaf(payload, channel: Channel):
    """Stay inside one call of compiled code that gives no other thread a turn; it would take years."""
    channel.emit("computing")
    return re.match("(a+)+$", "a" * 60 + "b")


def tell_waited(payload, channel: Channel):
    """Wait for a word, say for how long it was held back, and wait for another."""
    channel.emit("waiting")
    channel.poll(LONG)
    channel.emit(channel.waited_seconds)
    channel.poll(LONG)


def wait_for_gate(payload, channel: Channel):
    channel.emit("waiting")
    return channel.poll(LONG)


def diverge(payload, channel: Channel):
    channel.emit("before")
    raise DivergedError("The loss became infinite at epoch 3; try a smaller learning rate.")


def divide_by_zero(payload, channel: Channel):
    channel.emit("before")
    return 1 / 0


class AwkwardError(BakeoffError):
    """One that cannot be rebuilt from its pickle."""

    def __init__(self, left, right):
        super().__init__(f"Between {left} and {right}.")


def raise_awkward(payload, channel: Channel):
    raise AwkwardError("left", "right")


def return_lambda(payload, channel: Channel):
    return lambda: None


def leave(payload, channel: Channel):
    channel.emit("before")
    sys.exit(payload)


def leave_rudely(payload, channel: Channel):
    channel.emit("before")
    os._exit(payload)


def be_killed(payload, channel: Channel):
    os.kill(os.getpid(), signal.SIGKILL)


def segfault(payload, channel: Channel):
    channel.emit("before")
    signal.signal(signal.SIGSEGV, signal.SIG_DFL)  # pytest's faulthandler is not here, TensorFlow's may be
    ctypes.string_at(0)


def hold_memory(payload, channel: Channel):
    """Fill so many bytes, then wait."""
    held = np.full(payload, 1, dtype=np.uint8)
    channel.emit("holding")
    time.sleep(LONG)
    return held.sum()


def start_child(payload, channel: Channel):
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    channel.emit(child.pid)
    if payload == "wait":
        time.sleep(LONG)
    return child.pid


def describe_process(payload, channel: Channel):
    """Tell the pid, the main module's file, and which modules of `payload` are loaded from the start."""
    return {
        "pid": os.getpid(),
        "main": getattr(sys.modules["__main__"], "__file__", None),
        "loaded": [name for name in payload if name in sys.modules],
    }


def print_loudly(payload, channel: Channel):
    print(payload)
    print(payload.upper(), file=sys.stderr)


def train_in_tensorflow(payload, channel: Channel):
    """Fit y = 2x + 1 by gradient descent in a compiled function; return weight and bias."""
    import tensorflow as tf

    x = tf.constant(np.linspace(-1, 1, 64), tf.float32)
    y = 2 * x + 1
    weight, bias = tf.Variable(0.0), tf.Variable(0.0)

    @tf.function
    def train(steps):
        for _ in tf.range(steps):
            with tf.GradientTape() as tape:
                loss = tf.reduce_mean((weight * x + bias - y) ** 2)
            slope, shift = tape.gradient(loss, [weight, bias])
            weight.assign_sub(0.2 * slope)
            bias.assign_sub(0.2 * shift)

    train(tf.constant(200))
    return float(weight), float(bias)


def count_template_threads(payload, channel: Channel):
    return psutil.Process(os.getppid()).num_threads()


def keep(payload, channel: Channel):
    cache.keep(*payload)


def read(payload, channel: Channel):
    return cache.read(payload)


def import_module(payload, channel: Channel):
    importlib.import_module(payload)
