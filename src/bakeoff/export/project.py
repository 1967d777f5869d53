"""A race as one ``.bakeoff`` file: a zip of set-up, report, rows, predictions, notes, data's fingerprint, models.

Reading trusts nothing: sizes, names and kinds of all members are checked before one is unpacked, into memory and never
onto the disk; what is in them is read as JSON and text, and nothing else. The models are a zip within, which is handed
on as it is, to be saved: it is never opened here.

Versions: 2 may hold the models and the rows; 1 did not.
"""

import io
import json
import math
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError

from bakeoff.checks.base import EndedRace
from bakeoff.checks.registry import checks
from bakeoff.datasets.fingerprint import fingerprint
from bakeoff.engine.handle import new_id
from bakeoff.errors import HistoryError, SettingError
from bakeoff.evaluation.base import Finding
from bakeoff.evaluation.metrics import deciding
from bakeoff.evaluation.verdict import Verdict
from bakeoff.export.archive import zipped
from bakeoff.export.rows import RaceRows
from bakeoff.race.outcome import Result, Setting, WhyStatement
from bakeoff.race.report import JSON_VERSION, Report
from bakeoff.race.snapshot import Run
from bakeoff.spec import BakeoffSpec
from bakeoff.spreadsheets import to_csv
from bakeoff.text import SOURCE, _, speaking

VERSION = 2
MOST_BYTES = 20 * 2**20
MOST_MODELS = 12 * 2**20
"""Larger models are left out, so that the rest has room enough."""

MOST_ROWS = 8_000_000
"""Letters of the rows; where there are more, the file opens as a table."""

MOST_UNPACKED = 100 * 2**20
MOST_READ = 24 * 2**20
"""Of all that is read: a report of some 100,000 steps, of which each megabyte takes 0.1 s."""
MOST_SMALL = 100_000
"""Of each part that is read beside the report; a set-up has some 5,000 bytes."""
MOST_MEMBERS = 100
_LARGEST = 1e100

_ABOUT, _SPEC, _REPORT, _ROWS, _PREDICTIONS, _NOTES, _MODELS = (
    "about.json", "spec.json", "report.json", "rows.json", "predictions.csv", "notes.md", "models.zip",
)  # fmt: skip
_READ = (_ABOUT, _SPEC, _REPORT, _NOTES)
MOST_VALUES = {_REPORT: 1_500_000, _ROWS: 200_000}
"""Values of a part, of which each takes time and memory whatever its size: a report of 100,000 steps has a million."""
_END = b"PK\x05\x06"
_END_BYTES = 22
_LONG_END = b"PK\x06\x07"
_DIRECTORY_ENTRY = 46 + 255  # an entry's head, and a name as long as file systems take

# what zipfile raises for a file that is cut short, overwritten, encrypted or packed in a way of its own
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, struct.error)

_MALFORMED = (KeyError, TypeError, ValueError, AttributeError)
"""Errors raised by reading something that is no report."""

_Told = tuple[Setting | None, Mapping[str, Result], Verdict | None]
_TOLD: TypeAdapter[_Told] = TypeAdapter(_Told)
_WHY = TypeAdapter(tuple[WhyStatement, ...])


@dataclass(frozen=True)
class Project:
    """Content of a project file.

    Attributes
    ----------
    notes : str
        Markdown, unchanged; empty for none.
    fingerprint : str
        Of the race's data, see `bakeoff.datasets.fingerprint`.
    models : bytes
        Zip of its trained models, unopened; empty for none.
    rows : RaceRows or None
        Test rows and all answers to them; None if the file holds none.
    """

    spec: BakeoffSpec
    report: Report
    notes: str
    fingerprint: str
    models: bytes = b""
    rows: RaceRows | None = None

    def run(self) -> Run:
        """Return its race as it ended."""
        run = Run.ended(new_id(), self.report)
        return run if self.rows is None else self.rows.added_to(run)


def project_file(report: Report, notes: str = "", models: bytes = b"", rows: str = "") -> bytes:
    """Return a race as a project file, with the zip of its trained models and its rows as JSON, if there are any.

    Raises
    ------
    SettingError, DatasetError
        If no contender got as far as loading the data, or the data cannot be loaded now.
    """
    choice = report.spec.dataset
    about = {"version": VERSION, "fingerprint": fingerprint(choice.info.load(choice.options))}
    parts: dict[str, str | bytes] = {
        _ABOUT: json.dumps(about, indent=2),
        _SPEC: report.spec.to_json(),
        _REPORT: report.to_json(),
        _PREDICTIONS: to_csv(report.predictions()),
        _NOTES: notes,
    }
    return zipped(parts | ({_MODELS: models} if models else {}) | ({_ROWS: rows} if rows else {}))


def read_project(content: bytes) -> Project:
    """Read what `project_file` wrote.

    Raises
    ------
    SettingError
        One sentence, if it is no project file, a damaged one, one by a newer Bakeoff, or a hostile one.
    """
    check_size(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_members(archive.infolist())
            texts = {name: archive.read(name).decode() for name in _READ}
            models = archive.read(_MODELS) if _MODELS in archive.namelist() else b""
            kept = archive.read(_ROWS).decode() if _ROWS in archive.namelist() else ""
    except KeyError as error:
        raise SettingError(
            _("This is no project file of Bakeoff: it lacks one of the parts that these have.")
        ) from error
    except _DAMAGED as error:
        raise SettingError(_("The project file is damaged or was cut short; save or copy it again.")) from error
    for name, text in ((_REPORT, texts[_REPORT]), (_ROWS, kept)):
        if text.count(",") + text.count("[") > MOST_VALUES[name]:
            raise SettingError(_("The project file is refused: {name} in it has too many values.", name=name))
    about = _json(texts[_ABOUT], _ABOUT)
    _check_version(about.get("version"), VERSION)
    spec = BakeoffSpec.from_json(texts[_SPEC], _("{name} in the project file", name=_SPEC))
    report = _report(texts[_REPORT], spec)
    rows = _rows(kept, report) if kept else None
    return Project(spec, report, texts[_NOTES], str(about.get("fingerprint", "")), models, rows)


def check_size(content: bytes) -> None:
    """Raise SettingError for what is no zip, or one whose list of members alone would fill the memory."""
    if len(content) > MOST_BYTES:
        raise SettingError(_("The file is too large for a project file: more than {n} MB.", n=MOST_BYTES // 2**20))
    if not content.startswith(b"PK"):
        raise SettingError(_("This is no project file of Bakeoff; choose one that ends in .bakeoff."))
    at_end = content[-_END_BYTES:].startswith(_END) and content.endswith(b"\0\0")
    end = len(content) - _END_BYTES if at_end else content.rfind(_END)
    if end < 0 or end + _END_BYTES > len(content):
        raise SettingError(_("The project file is damaged or was cut short; save or copy it again."))
    members, directory_bytes = struct.unpack_from("<HI", content, end + 10)
    longer = content[max(0, end - 20) : end].startswith(_LONG_END)
    if longer or members > MOST_MEMBERS or directory_bytes > MOST_MEMBERS * _DIRECTORY_ENTRY:
        raise SettingError(_("The project file is refused: it has more than {n} parts.", n=MOST_MEMBERS))


def _check_members(members: list[zipfile.ZipInfo]) -> None:
    for member in members:
        parts = member.filename.replace("\\", "/").split("/")
        if ".." in parts or parts[0] == "" or ":" in member.filename:
            raise SettingError(_("The project file is refused: a part of it would be written outside its folder."))
        if stat.S_ISLNK(member.external_attr >> 16):
            raise SettingError(_("The project file is refused: a part of it is a link to another file."))
    read = [member for member in members if member.filename in (*_READ, _ROWS)]
    for parts_of_it, most in ((members, MOST_UNPACKED), (read, MOST_READ)):
        if sum(member.file_size for member in parts_of_it) > most:
            raise SettingError(
                _("The project file is refused: unpacked it would take more than {n} MB.", n=most // 2**20)
            )
    for member in read:
        if member.filename not in (_REPORT, _ROWS) and member.file_size > MOST_SMALL:
            raise SettingError(
                _(
                    "The project file is refused: {name} in it has more than {n} kB.",
                    name=member.filename,
                    n=MOST_SMALL // 1000,
                )
            )


def _check_version(version: Any, known: int) -> None:
    if isinstance(version, bool) or not isinstance(version, int):
        raise SettingError(_("The project file does not say which version it is of, so it cannot be read."))
    if version > known:
        raise SettingError(_("The project file was made by a newer Bakeoff; update this one to open it."))


def _json(text: str, name: str) -> dict[str, Any]:
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise SettingError(_("{name} in the project file is not valid JSON.", name=name)) from error
    if not isinstance(parsed, dict):
        raise SettingError(_("{name} in the project file must be a JSON object.", name=name))
    return parsed


def _report(text: str, spec: BakeoffSpec) -> Report:
    """Return the report of a project; every value in it is of the kind, and of a size, that a race can give."""
    _check_version(_json(text, _REPORT).get("version"), JSON_VERSION)
    try:
        with speaking(SOURCE):  # texts without end, from anywhere, are not looked through for sentences of version 1
            report = Report.from_json(text)
        plain = _plain(report)
        setting, results, written = _remembering(_TOLD.validate_python(plain), report)
        _WHY.validate_python([asdict(statement) for statement in report.why])
        report = replace(report, setting=setting, results=results, written=written)
        for caveat in () if written is None else written.caveats:
            _check_mending(caveat, spec)
    except (SettingError, HistoryError, ValidationError, *_MALFORMED) as error:
        raise SettingError(_("{name} in the project file is not a race’s report.", name=_REPORT)) from error
    score = deciding(spec.rules.metric, spec.dataset.info.task).name
    scored = all(score in outcome.metrics for outcome in report.finished().values())
    said = all(isinstance(version, str) for version in report.environment.values())
    of_spec = report.spec == spec and list(report.results) == list(spec.contenders)
    if not (scored and said and of_spec and _of_race(report.verdict, report) and _readable(plain)):
        raise SettingError(_("{name} in the project file is not the report of its race.", name=_REPORT))
    return report


def _check_mending(finding: Finding, spec: BakeoffSpec) -> None:
    """Raise ValueError or SettingError unless what mends a finding can be set; a button of the page does so."""
    for path, value in finding.mend_with.items():
        if not path.startswith(("rules.", "transform.")):
            raise ValueError(path)
        spec.replace(path, value)


def _rows(text: str, report: Report) -> RaceRows:
    try:
        return RaceRows.from_json(text, report)
    except ValueError as error:  # of pydantic, too
        raise SettingError(_("{name} in the project file is not of the race’s report.", name=_ROWS)) from error


def _plain(report: Report) -> tuple[dict[str, Any] | None, dict[str, Any], dict[str, Any] | None]:
    """Return a report's `_Told` as nested dicts, which are validated where records would be taken as they are."""
    setting = None if report.setting is None else asdict(report.setting)
    written = None if report.written is None else asdict(report.written)
    return setting, {name: asdict(result) for name, result in report.results.items()}, written


def _remembering(checked: _Told, read: Report) -> _Told:
    """Return what was checked with its texts as they were read: checking makes them forget what they were made from."""
    setting, results, written = checked
    if setting is not None and read.setting is not None:
        texts = {name: getattr(read.setting, name) for name in ("steps", "class_names", "target_name")}
        setting = replace(setting, **texts, findings=_of_set_up(read.written))
    if written is not None and read.written is not None:
        said = {name: getattr(read.written, name) for name in ("sentence", "details", "test", "caveats")}
        pairs = zip(written.pairs, read.written.pairs, strict=True)
        written = replace(written, pairs=tuple(replace(pair, test=as_read.test) for pair, as_read in pairs), **said)
    told = {name: replace(result, message=read.results[name].message) for name, result in results.items()}
    return setting, told, written


def _of_set_up(written: Verdict | None) -> tuple[Finding, ...]:
    """Return the findings of a set-up: the caveats of a verdict besides those of the contenders."""
    of_race = {check.code for check in checks() if check.looks_at is EndedRace}
    return () if written is None else tuple(caveat for caveat in written.caveats if caveat.code not in of_race)


def _of_race(verdict: Verdict | None, report: Report) -> bool:
    """Return whether a verdict is on those that finished, in a metric of theirs."""
    if verdict is None:
        return True
    finished = report.finished()
    compared = {name for pair in verdict.pairs for name in (pair.first, pair.second)}
    known = {name for outcome in finished.values() for name in outcome.metrics}
    return compared <= verdict.scores.keys() <= finished.keys() and (verdict.metric in known or not finished)


def _readable(value: Any) -> bool:
    """Return whether no number in nested mappings and sequences is too large to be written out."""
    if isinstance(value, Mapping):
        return all(map(_readable, value.values()))
    if isinstance(value, list | tuple):
        return all(map(_readable, value))
    return not isinstance(value, int | float) or math.isnan(value) or abs(value) < _LARGEST
