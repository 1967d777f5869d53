"""Learning curves of a race that was read from a report."""

from bakeoff.figures.clock import flags
from bakeoff.figures.curves import Clock
from bakeoff.figures.learning import curves_size, learning_curves_spec
from bakeoff.race.report import Report
from bakeoff.web.components.chart import chart


def stored_curves(report: Report, x: Clock, *, key: str) -> None:
    """Draw them against steps or CPU seconds; nothing where no contender reported a step."""
    steps = {name: result.steps for name, result in report.results.items()}
    if not any(steps.values()):
        return
    spec = learning_curves_spec(
        steps, task=report.spec.dataset.info.task, x=x, log=x == "cpu_seconds", flags=flags(report.results)
    )
    height, min_width = curves_size(steps, x)
    chart(spec, alt=spec["layout"]["title"]["text"], key=key, height=height, min_width=min_width)
