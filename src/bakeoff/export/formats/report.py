"""Report of a race as a page, for programs, and row by row."""

from bakeoff.export.archive import zipped
from bakeoff.export.formats.base import Format, Made, Tell
from bakeoff.export.html_page import report_html
from bakeoff.export.packing import PackingOrder
from bakeoff.race.snapshot import Run
from bakeoff.replay.scene import scene_of
from bakeoff.spreadsheets import to_csv


def _html(run: Run) -> str:
    """Return the report as a page, with the replay where its answers are there."""
    return report_html(run.report, scene_of(run, ""))


def _predictions(order: PackingOrder, tell: Tell) -> Made:
    return to_csv(order.report.predictions()).encode(), ""


def _site(order: PackingOrder, tell: Tell) -> Made:
    from bakeoff.export.publish import page_names, published  # the page needs none of it

    run = Run.ended("", order.report)
    (page,) = page_names([order.report.spec.dataset.name])
    return zipped(published({page: run if order.rows is None else order.rows.added_to(run)})), ""


FORMATS = (
    Format("html", 40, "report", ".html", "Report as HTML", write=_html),
    Format(
        "site",
        45,
        "report",
        "-site.zip",
        "Save pages to publish",
        "Publish",
        "A folder for any static host: an index, and a page with the replay and all figures. Nothing is uploaded.",
        pack=_site,
        rows=True,
    ),
    Format(
        "json",
        50,
        "report",
        ".json",
        "Report as JSON",
        help="Every number, setting and learning curve, for programs.",
        write=lambda run: run.report.to_json(),
    ),
    Format(
        "predictions-csv",
        60,
        "report",
        "-predictions.csv",
        "Predictions as CSV",
        help="Every row of the test part: the truth, and what each contender answers.",
        write=lambda run: to_csv(run.report.predictions()),
        own_table=False,
    ),
    Format(
        "predictions",
        70,
        "report",
        "-predictions.csv",
        "Save predictions as CSV",
        "Make predictions as CSV",
        "Every row of the test part: the truth, and what each contender answers.",
        pack=_predictions,
        own_table=True,
    ),
)
