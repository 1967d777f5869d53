"""Settings for operators: learning platforms."""

from bakeoff.settings import Group, text


class LtiSettings(Group):
    """Learning platforms that open lessons here."""

    lti: str = text("learning platforms such as Moodle: `yes`, JSON, or a JSON file’s path; see [LTI](lti.md)", "none")
