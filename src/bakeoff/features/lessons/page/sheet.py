"""Sheet of a class to print: its tasks and goals, and the way in."""

from collections.abc import Sequence

from bakeoff.features.lessons.page.class_room import title_of
from bakeoff.features.lessons.page.qr import qr_source
from bakeoff.features.lessons.room import Room
from bakeoff.html import Template
from bakeoff.lesson.lesson import Lesson
from bakeoff.text import language

_SHEET = Template("""
<!DOCTYPE html>
<html lang="{{ language }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'unsafe-inline'">
<title>{{ title }}</title>
<style>
body { font: 12pt/1.45 system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
html { color: #000; background: #fff; }
header { display: flex; flex-wrap: wrap; gap: 1.5rem; justify-content: space-between; }
header { border-bottom: 2px solid #000; padding-bottom: 1rem; }
h1 { margin: 0 0 .5rem; font-size: 1.8rem; overflow-wrap: anywhere; }
.code { font: 700 2rem ui-monospace, monospace; letter-spacing: .12em; }
.where { overflow-wrap: anywhere; }
img { width: 9rem; height: 9rem; }
section { break-inside: avoid; border-bottom: 1px solid #999; padding: .75rem 0; }
h2 { margin: 0; font-size: 1.2rem; overflow-wrap: anywhere; }
.task { white-space: pre-line; overflow-wrap: anywhere; }
</style>
</head>
<body>
<header>
<div style="flex: 1 1 16rem">
<h1>{{ title }}</h1>
<p>{{ _("Name:") }} ________________________________</p>
<p class="where">{{ _("Join at") }} {{ address }}</p>
<p class="code">{{ code }}</p>
</div>
<img src="{{ qr }}" alt="{{ _("QR code of the link") }}">
</header>
{% for lesson in lessons %}
<section>
<h2>{% if lessons | length > 1 %}☐ {{ loop.index }}. {% endif %}{{ lesson.title }}</h2>
{% if lesson.task %}
<p class="task">{{ lesson.task.replace("**", "") }}</p>
{% endif %}
<p><b>{{ _("Goal") }}:</b> {{ lesson.goal.in_words() }}</p>
</section>
{% endfor %}
</body>
</html>
""")


def sheet(room: Room, lessons: Sequence[Lesson], address: str) -> str:
    """Return the sheet as an HTML page that needs nothing else."""
    where = address.partition("?")[0]
    title, qr = title_of(room, lessons), qr_source(address)
    return str(_SHEET(title=title, address=where, code=room.code, qr=qr, lessons=lessons, language=language())).lstrip()
