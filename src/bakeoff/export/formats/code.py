"""Script and notebook that run a race again without Bakeoff."""

from bakeoff.export.archive import zipped
from bakeoff.export.formats.base import Format, Made, Tell
from bakeoff.export.packing import PackingOrder
from bakeoff.export.script import race_notebook, race_script
from bakeoff.export.script.table import FILE, TableFile, table_csv


def _code(order: PackingOrder, tell: Tell) -> Made:
    spec = order.report.spec
    table = TableFile(FILE, table_csv(spec))
    return zipped(
        {"race.py": race_script(spec, table), "race.ipynb": race_notebook(spec, table), table.name: table.text}
    ), ""


FORMATS = (
    Format("script", 10, "code", ".py", "Python script", write=lambda run: race_script(run.spec), own_table=False),
    Format("notebook", 20, "code", ".ipynb", "Notebook", write=lambda run: race_notebook(run.spec), own_table=False),
    Format(
        "code",
        30,
        "code",
        "-code.zip",
        "Save script, notebook and table",
        "Pack script, notebook and table",
        "The table has the rows as this race took them. Unpack all three into one folder.",
        pack=_code,
        own_table=True,
    ),
)
