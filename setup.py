"""What a wheel holds beside the packages: the app's door, which stands above them, and the compiled catalogues."""

import runpy
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

TOP = Path(__file__).parent
DOOR = ("app.py", "pages", ".streamlit/config.toml")
COMPILER = TOP / "src/bakeoff/catalogue.py"


class BuildWithDoor(build_py):
    """Builds the packages, compiles the catalogues, and puts `DOOR` into ``bakeoff/door`` for ``bakeoff app``."""

    def run(self) -> None:
        """Build; an editable install finds door and catalogues where they are."""
        super().run()
        if self.editable_mode:
            return
        for name in DOOR:
            for source in [TOP / name, *(TOP / name).rglob("*.py")]:
                if source.is_file():
                    target = Path(self.build_lib) / "bakeoff/door" / source.relative_to(TOP)
                    target.parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(source, target)
        for source in (TOP / "src/bakeoff/locale").glob("*.po"):
            target = Path(self.build_lib) / "bakeoff/locale" / f"{source.stem}.mo"
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(runpy.run_path(str(COMPILER))["compiled"](source.read_text(encoding="utf-8")))


setup(cmdclass={"build_py": BuildWithDoor})
