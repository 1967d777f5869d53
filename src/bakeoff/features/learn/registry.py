"""Finds the chapters by walking the folders beside this file."""

import importlib
import importlib.util
import pkgutil
import sys
from collections.abc import Iterator

from bakeoff.errors import reason
from bakeoff.lesson.chapter import Chapter


def folders() -> Iterator[Chapter]:
    """Yield the chapter of each folder that declares one."""
    for module in pkgutil.iter_modules(sys.modules[__package__].__path__, f"{__package__}."):
        if module.ispkg and importlib.util.find_spec(f"{module.name}.info") is not None:
            try:
                yield importlib.import_module(f"{module.name}.info").CHAPTER
            except Exception as error:  # whatever a module may raise as it is imported
                reason(error, f"the chapter {module.name} is left out")
