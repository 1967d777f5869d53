"""All of a race's fitted contenders as files."""

from collections.abc import Callable
from pathlib import Path

from bakeoff.contenders import contender
from bakeoff.datasets.fingerprint import fingerprint
from bakeoff.errors import BakeoffError, HistoryError, SettingError
from bakeoff.export.models.card import model_card
from bakeoff.export.models.saved import saved
from bakeoff.preparation.prepared import prepare
from bakeoff.quoting import markdown
from bakeoff.race.models import load, saved_contenders
from bakeoff.race.report import Report
from bakeoff.text import _, sentences, told


def model_files(
    report: Report, folder: Path, progress: Callable[[float], None] = lambda _share: None
) -> dict[str, str | bytes]:
    """Return files by path, a folder for each contender that can be saved, and a list of who is there.

    Parameters
    ----------
    folder : Path
        Where the race's models are kept.
    progress : callable
        Called with the share done, 0 to 1.

    Raises
    ------
    HistoryError
        If none of the models is kept any longer.
    SettingError
        If none of them can be saved so that it opens without Bakeoff.
    """
    race = report.finished_race
    saved_names = saved_contenders(folder)  # read once: an object store is asked anew each time
    names = [name for name in race.outcomes if name in saved_names] if race is not None else []
    if race is None or not names:
        raise HistoryError(_("The trained models of this race are no longer kept; run the race again."))
    prepared = prepare(report.spec)
    of_data = fingerprint(prepared.data)
    files: dict[str, str | bytes] = {}
    lines = []
    for done, name in enumerate(names):
        progress(done / len(names))
        try:
            model = saved(name, load(folder, name), prepared)
        except BakeoffError as error:
            lines.append(told(str(error)))
            continue
        card = model_card(name, race, model, of_data)
        files |= {f"{name}/{file}": content for file, content in model.files.items()}
        files |= {f"{name}/README.md": card, f"{name}/load.py": model.code}
        lines.append(_("{label}: in the folder {name}.", label=contender(name).label, name=name))
    if not files:
        raise SettingError(sentences(*lines))
    return {"README.md": _contents(report, lines), **files}


def _contents(report: Report, lines: list[str]) -> str:
    title = _("Models trained on {data}", data=report.spec.dataset.info.title)
    words = _("Each folder has a model card, README.md, which says what the model is and how to open it.")
    return "\n\n".join([f"# {markdown(title)}", words, "\n".join(f"- {markdown(line)}" for line in lines), ""])
