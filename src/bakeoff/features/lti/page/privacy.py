"""Learning platforms on the page on privacy."""

from bakeoff.features.lti.platforms import platforms
from bakeoff.features.lti.service import KEPT
from bakeoff.text import _
from bakeoff.web.visitor import LEARNER


def note() -> str:
    """Return what is kept of a platform's learner; nothing without platforms."""
    if not platforms():
        return ""
    return _(
        "- **From a learning platform**, such as Moodle: its id of you, which lessons of its course you have "
        "reached, and the score that it got, but no name and no address. The server deletes them {days} days after "
        "your latest launch. A cookie, `{cookie}`, holds you signed in until you close the browser.",
        cookie=LEARNER,
        days=KEPT.days,
    )
