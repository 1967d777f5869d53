"""A finished race to take home: as a script and a notebook, as a page, and as a project file.

May import: `figures` and all below it.
"""

from bakeoff.export.page import report_html
from bakeoff.export.project import Project, project_file, read_project
from bakeoff.export.script import race_notebook, race_script

__all__ = ["Project", "project_file", "race_notebook", "race_script", "read_project", "report_html"]
