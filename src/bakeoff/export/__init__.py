"""A finished race to take home: as script, notebook, page, project file, trained models, TensorBoard's events."""

from bakeoff.export.opening import Opening
from bakeoff.export.packing import Packing
from bakeoff.export.page import report_html
from bakeoff.export.project import Project, project_file, read_project
from bakeoff.export.script import race_notebook, race_script

__all__ = [
    "Opening",
    "Packing",
    "Project",
    "project_file",
    "race_notebook",
    "race_script",
    "read_project",
    "report_html",
]
