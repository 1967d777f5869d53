"""A certificate, as its link has it: checked by the server's key before anything of it is shown."""

import streamlit as st

from bakeoff.errors import BakeoffError
from bakeoff.html import Template, plain
from bakeoff.lesson.certificate import PARAMETER, Certificate
from bakeoff.lesson.words import data_in_words, how_in_words
from bakeoff.service.secret import server_key
from bakeoff.text import _, clauses
from bakeoff.web.components.copy_link import copy_link
from bakeoff.web.routes import route

_CERTIFICATE = Template("""
<article class="bakeoff-certificate">
<p class="kind">{{ _("Certificate") }}</p>
<h1>{{ certificate.title }}</h1>
<p class="lead">{{ _("The goal of this lesson was reached.") }}</p>
<table>
<caption>{{ _("What was reached") }}</caption>
<thead><tr><th scope="col">{{ _("Goal") }}</th><th scope="col">{{ _("Measured") }}</th></tr></thead>
<tbody>
{% for part in certificate.parts %}
<tr><th scope="row">{{ part.condition.in_words() }}</th><td>{{ part.in_words() }}</td></tr>
{% endfor %}
</tbody>
</table>
<dl>
{% for label, value in about %}
<div><dt>{{ label }}</dt><dd>{{ value }}</dd></div>
{% endfor %}
<div><dt>{{ _("Attempt") }}</dt><dd>{{ certificate.attempt }}</dd></div>
<div><dt>{{ _("When") }}</dt><dd>{{ when }}</dd></div>
<div><dt>{{ _("Where") }}</dt><dd>{{ where }}</dd></div>
</dl>
{% if how %}
<p class="how"><b>{{ _("Settings") }}</b> {{ how }}</p>
{% endif %}
<footer>
<p>{{ _("Bakeoff measured this on its server, from what it had stored of the run, and signed it.") }}</p>
<p class="mark"><code>{{ mark }}</code></p>
</footer>
</article>
""")


def certificate_page() -> None:
    """Show the certificate that the address holds, or say in one sentence why it is none."""
    text = st.query_params.get(PARAMETER, "")
    if not text:
        _none(_("This address holds no certificate: open its link whole, or reach a lesson’s goal to be given one."))
        return
    try:
        certificate = Certificate.read(text, server_key())
    except BakeoffError as error:
        _none(str(error))
        return
    _show(certificate, text)


def _none(why: str) -> None:
    st.header(_("Certificate"), anchor=False)
    st.warning(plain(why), icon=":material/link_off:")
    route("learn").link(_("To the chapters of Learn"))


def _about(certificate: Certificate) -> list[tuple[str, str]]:
    """Return whose certificate it is, and of what data."""
    about = {
        _("Nickname"): certificate.nickname,
        _("Class"): certificate.room,
        _("Data"): data_in_words(certificate.goal.place, certificate.data),
        _("Test part, opened once"): certificate.tests,
        _("Seed"): "" if certificate.goal.place == "learn" else str(certificate.seed),
    }
    return [(label, value) for label, value in about.items() if value]


def _show(certificate: Certificate, text: str) -> None:
    place = route(certificate.goal.place)
    how = {path: value for path, value in certificate.how.items() if path != "hide"}  # what was not shown is no way
    settings = [] if certificate.goal.place == "learn" else how_in_words(certificate.goal.place, how)
    with st.container(key="certificate"):
        st.html(
            _CERTIFICATE(
                certificate=certificate,
                when=_("{day}, {time} UTC", day=certificate.at.date().isoformat(), time=f"{certificate.at:%H:%M}"),
                where=_(place.page.title) if place.page else certificate.goal.place,
                about=_about(certificate),
                how=clauses([_("{setting}: {value}", setting=label, value=value) for label, value in settings]),
                mark=text.rpartition(".")[2][:16],
            )
        )
        with st.container(horizontal=True, vertical_alignment="center", gap="small", key="certificate-tools"):
            copy_link({PARAMETER: text}, key="certificate-link")
            place.link(_("Set the same up"), query=how)
        st.caption(_("To print it, or to save it as a PDF, use the browser’s print command."))
