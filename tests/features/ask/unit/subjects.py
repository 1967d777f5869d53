"""Contenders to be asked, fitted here and now."""

from bakeoff.contenders import contender
from bakeoff.datasets import Dataset
from bakeoff.features.ask.subject import Subject
from bakeoff.preparation.prepared import Prepared, prepare_dataset
from bakeoff.race.fitting import fit
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec


def fitted(data: Dataset, *names: str, **transform: object) -> Subject:
    """Return contenders fitted on a data set of the test's own, perhaps transformed."""
    spec = BakeoffSpec(contenders=names, transform=transform)
    return fitted_on(prepare_dataset(data, Rules(), "Test data", spec.transform), spec)


def fitted_on(prepared: Prepared, spec: BakeoffSpec) -> Subject:
    """Return the contenders of a spec, fitted on a training part."""
    models = {name: contender(name).build(spec.contenders[name], prepared.task, 0) for name in spec.contenders}
    for model in models.values():
        fit(model, prepared, spec.rules)
    return Subject(spec, prepared, models)
