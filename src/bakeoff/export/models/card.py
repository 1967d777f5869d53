"""The model card: what a model is, what it learnt from, how good it is, what it cost, and how to open it.

After M. Mitchell and others: Model cards for model reporting. FAT* 2019.
"""

from collections.abc import Iterable, Iterator

from bakeoff.contenders import contender
from bakeoff.evaluation.costs import SHARED
from bakeoff.evaluation.metrics import with_deciding
from bakeoff.evaluation.notation import score, with_interval
from bakeoff.export.leaderboard import sizes
from bakeoff.export.models.saved import SavedModel
from bakeoff.export.setup_text import prepared_words, said
from bakeoff.quoting import markdown
from bakeoff.race.finished import FinishedRace
from bakeoff.race.outcome import Outcome
from bakeoff.text import _, enumerated, sentences


def model_card(name: str, race: FinishedRace, saved: SavedModel, fingerprint: str) -> str:
    """Return the card of the contender `name` in Markdown.

    Parameters
    ----------
    race : FinishedRace
        That it was scored in.
    fingerprint : str
        Of the data, see `bakeoff.datasets.fingerprint`.
    """
    outcome = race.outcomes[name]
    title = _("{label} for {data}", label=contender(name).both_names, data=race.spec.dataset.info.title)
    return "\n\n".join(
        [
            f"# {markdown(title)}",
            *_what(name, race, outcome),
            *_how_to_open(saved),
            *_learnt_from(race, fingerprint),
            *_hyperparameters(name, race),
            *_scores(race, outcome),
            *_limits(saved),
            *_table(_("Measured with"), race.environment.items()),
            "",
        ]
    )


def _what(name: str, race: FinishedRace, outcome: Outcome) -> Iterator[str]:
    yield _(contender(name).summary)
    yield _("Trained by Bakeoff in a race of several models on the same data, under the same rules.")
    if outcome.unfinished:
        yield markdown(_("It was not trained to its end. {message}", message=race.results[name].message))
    if len(outcome.seeds) > 1:
        yield _(
            "It was trained with {n} seeds; this is the model of the first, seed {seed}.",
            n=len(outcome.seeds),
            seed=outcome.seeds[0].seed,
        )
    if made_of := sizes(outcome):
        yield _("It consists of: {sizes}.", sizes=made_of)


def _how_to_open(saved: SavedModel) -> Iterator[str]:
    yield f"## {_('How to open it')}"
    yield _(
        "In this card’s folder, with: pip install {packages}. The same code is in load.py. rows.csv has a few rows "
        "of the test part, before any preprocessing.",
        packages=" ".join(sorted(saved.packages)),
    )
    yield f"```python\n{saved.code}```"
    if saved.note:
        yield saved.note
    if saved.trusted:
        yield _(
            "skops opens only types that it knows to be safe. Allow the others yourself; in these files: {types}.",
            types=enumerated([f"`{type_name}`" for type_name in saved.trusted]),
        )


def _learnt_from(race: FinishedRace, fingerprint: str) -> Iterator[str]:
    info, rules, setting = race.spec.dataset.info, race.spec.rules, race.setting
    yield f"## {_('What it learnt from')}"
    yield markdown(_("{title}: {summary}", title=info.title, summary=_(info.summary)))
    if info.reference:
        yield info.reference
    yield markdown(prepared_words(setting))
    yield from _pairs(
        [
            (_("What is predicted"), setting.target_name),
            *([(_("Classes"), enumerated(setting.class_names))] if setting.class_names else []),
            (_("Fingerprint of the data"), fingerprint),
            *said(race.spec.dataset.options, setting.task),
            *said(rules, setting.task),
            *(said(race.spec.transform, setting.task, info.kind) if race.spec.transform.changed() else ()),
        ]
    )


def _hyperparameters(name: str, race: FinishedRace) -> Iterator[str]:
    yield from _table(_("Hyperparameters"), said(race.spec.contenders[name], race.spec.dataset.info.task))


def _scores(race: FinishedRace, outcome: Outcome) -> Iterator[str]:
    known = [metric for metric in with_deciding(race.setting.task, race.metric) if metric.name in outcome.metrics]
    title = _("Scores on the test part, with 95 % intervals in brackets")
    if len(outcome.seeds) > 1:
        own = {_(metric.label): score(outcome.seeds[0].metrics[metric.name], metric) for metric in known}
        yield from _table(_("Scores of this very model on the test part"), own.items())
        title = _("Mean scores of all {n} seeds, with 95 % intervals in brackets", n=len(outcome.seeds))
    yield from _table(
        title, ((_(metric.label), with_interval(outcome.metrics[metric.name], metric)) for metric in known)
    )
    yield markdown(sentences(race.verdict.headline, race.verdict.basis))
    yield from _table(
        _("Costs"), [(_(cost.label), cost.write(getattr(outcome.costs, cost.name))) for cost in SHARED.values()]
    )


def _limits(saved: SavedModel) -> Iterator[str]:
    yield f"## {_('Limits')}"
    limits = [
        _("Not for medical use, nor for decisions about people: it was made to compare models and to learn."),
        _("The scores hold for rows like those of the test part; on other rows it may be much worse."),
        _("One split is one sample; another seed gives other scores, within the intervals more often than not."),
        _("It opens for sure with the versions below; with others it may not open, or answer differently."),
    ]
    if any(file.startswith("network.") for file in saved.files):
        limits.append(_("Another machine or another number of rows rounds the sums of a network differently."))
    yield "\n".join(f"- {limit}" for limit in limits)


def _table(title: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield a section with a table of two columns, if there is anything in it."""
    rows = list(pairs)
    if rows:
        yield f"## {title}"
        yield from _pairs(rows)


def _pairs(pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    rows = "".join(f"\n| {markdown(label)} | {markdown(value)} |" for label, value in pairs)
    yield f"| | |\n| --- | --- |{rows}"
