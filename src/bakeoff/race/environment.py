"""Environment of the measurements: versions, operating system and processor."""

import functools
import platform
from collections.abc import Mapping
from importlib import metadata
from types import MappingProxyType

import psutil

from bakeoff.contenders import contenders
from bakeoff.text import _

_BEFORE = ("bakeoff", "scikit-learn", "scikit-learn-intelex", "imbalanced-learn", "optuna")
_BEHIND = ("numpy", "scipy", "pandas")


@functools.cache
def environment() -> Mapping[str, str]:
    """Return versions, operating system and processor, by name."""
    versions = {"python": platform.python_version()}
    of_contenders = (package for contender in contenders().values() for package in contender.packages)
    for package in (*_BEFORE, *of_contenders, *_BEHIND):
        try:
            versions[package] = metadata.version(package)
        except metadata.PackageNotFoundError:
            continue
    versions["system"] = f"{platform.system()} {platform.release()}"
    versions["processor"] = _processor()
    versions["cores"] = str(psutil.cpu_count() or 1)
    return MappingProxyType(versions)


def environment_told(environment: Mapping[str, str]) -> dict[str, str]:
    """Return an environment by what its parts are called in the reader's language."""
    return {part_told(name): value for name, value in environment.items()}


def part_told(name: str) -> str:
    """Return what a part of an environment is called in the reader's language; packages keep their names."""
    names = {"system": _("System"), "processor": _("Processor"), "cores": _("Processor cores")}
    return names.get(name, name)


def _processor() -> str:
    """Return the processor's name; Linux tells it in a file of its own only."""
    try:
        with open("/proc/cpuinfo", encoding="utf-8") as lines:  # noqa: PTH123
            names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    except OSError:
        names = []
    return names[0] if names else platform.processor() or platform.machine()
