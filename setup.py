"""What a wheel holds beside the packages: the app's door, which stands above them in a checkout."""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TOP = Path(__file__).parent
DOOR = ("app.py", "pages", ".streamlit/config.toml")


class BuildWithDoor(build_py):
    """Builds the packages, and puts `DOOR` into ``bakeoff/door``, where ``bakeoff app`` finds it."""

    def run(self) -> None:
        """Build; an editable install finds the door where it is."""
        super().run()
        if self.editable_mode:
            return
        for name in DOOR:
            for source in [TOP / name, *(TOP / name).rglob("*.py")]:
                if source.is_file():
                    target = Path(self.build_lib) / "bakeoff/door" / source.relative_to(TOP)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(source, target)


setup(cmdclass={"build_py": BuildWithDoor})
