"""Sentences about the preprocessing of a race's data, for its report and for the preview of a transform."""

from collections.abc import Iterator
from typing import Any

import pandas as pd
from scipy.sparse import issparse
from sklearn.compose import ColumnTransformer
from sklearn.pipeline import Pipeline

from bakeoff.contenders import contender
from bakeoff.contenders.temperature import ENOUGH_UNSEEN
from bakeoff.fields import Task
from bakeoff.preparation.columns import by_kind, features
from bakeoff.preparation.prepared import Effects, Prepared
from bakeoff.preparation.splits import Rows
from bakeoff.preparation.texts import TextWeights
from bakeoff.rules import Rules
from bakeoff.spec import BakeoffSpec
from bakeoff.text import _, clauses, counted, enumerated


def preprocessing_text(rules: Rules, prepared: Prepared) -> tuple[str, ...]:
    """Return a sentence for each part of the preprocessing that changes something in this data."""
    return (
        *_rules_text(rules, prepared.task),
        *_split_text(rules, prepared),
        *_columns_text(rules, prepared),
        *effects_text(prepared.effects),
    )


def _rules_text(rules: Rules, task: Task) -> Iterator[str]:
    if rules.leave_out:
        yield _("Left out: {columns}.", columns=enumerated(rules.leave_out))
    if rules.unique:
        yield _("Of rows that are the same only the first is used.")
    if rules.weight_by:
        yield _("Training rows are weighted by “{column}”, which nobody learns from.", column=rules.weight_by)
    if rules.class_weight == "balanced" and task == "classification":
        yield _("Training rows are weighted so that every class counts alike.")
    if rules.log_target and task == "regression":
        yield _("Contenders but the baseline learn the logarithm of the target; only live curves are on that scale.")


def _split_text(rules: Rules, prepared: Prepared) -> Iterator[str]:
    data = prepared.data
    if rules.split == "group" and data.official_test_rows:
        yield _(
            "Rows with the same “{column}” are kept together, but for the official test part; it is not learnt from.",
            column=rules.split_by,
        )
    elif rules.split == "group":
        yield _(
            "Rows with the same “{column}” are in one part alone; the column itself is not learnt from.",
            column=rules.split_by,
        )
    elif rules.split == "time":
        column = data.column(rules.split_by)
        parts = (prepared.rows_train, prepared.rows_validation, prepared.rows_test)
        train, validation, test = (_span(column, rows) if len(rows) else {} for rows in parts)
        spans = [
            _("training {low} to {high}", **train) if train else "",
            _("validation {low} to {high}", **validation) if validation else "",
            _("test {low} to {high}", **test) if test else "",
        ]
        yield _("Rows are split by “{column}”: {spans}.", column=rules.split_by, spans=clauses([*filter(None, spans)]))


def _span(column: "pd.Series[Any]", rows: Rows) -> dict[str, str]:
    """Return the first and the last value of a column among some rows."""
    values = column.iloc[rows]
    low, high = values.min(), values.max()
    if pd.api.types.is_datetime64_any_dtype(column.dtype):
        known = column.dropna()
        form = "%Y-%m-%d" if (known == known.dt.normalize()).all() else "%Y-%m-%d %H:%M"
        return {"low": low.strftime(form), "high": high.strftime(form)}
    if pd.api.types.is_numeric_dtype(column.dtype):
        return {"low": f"{low:.6g}", "high": f"{high:.6g}"}
    return {"low": str(low), "high": str(high)}


def _columns_text(rules: Rules, prepared: Prepared) -> Iterator[str]:
    X, fitted = features(prepared.data), prepared.columns
    frame = X if isinstance(X, pd.DataFrame) else pd.DataFrame(X[:1])
    columns = by_kind(frame, prepared.data.text_features)
    numbers, dates, categories = (frame[columns[kind]] for kind in ("numbers", "dates", "categories"))
    if len(dates.columns):
        yield _("Dates become numbers: days since the first, year, month, day, day of the week, hour.")
    if numbers.isna().any(axis=None) or dates.isna().any(axis=None):
        yield _("Missing numbers are filled with the median of the training part.")
    if rules.scale == "standard" and len(numbers.columns) + len(dates.columns):
        yield _("Numbers are scaled to mean 0 and variance 1, as measured on the training part.")
    if rules.scale == "minmax" and len(numbers.columns) + len(dates.columns):
        yield _("Numbers are scaled so that the training part lies between 0 and 1.")
    if categories.isna().any(axis=None):
        yield _("Missing categories are filled with the most frequent one of the training part.")
    if len(categories.columns):
        yield _("Each category becomes a column of its own, 1 where it applies and 0 elsewhere.")
    parts = fitted.named_transformers_ if isinstance(fitted, ColumnTransformer) else {}
    pipelines = {name: part for name, part in parts.items() if isinstance(part, Pipeline)}
    if "categories" in pipelines:
        rare = getattr(pipelines["categories"][-1], "infrequent_categories_", [])
        if any(names is not None for names in rare):
            yield _("Categories that are rare in the training part share one column.")
    encoders = [part[0] for part in pipelines.values() if isinstance(part[0], TextWeights)]
    if any(encoder.has_runs for encoder in encoders):
        yield _("Texts become numbers: TF-IDF of words, pairs of words and runs of 3 to 5 characters.")
    if any(not encoder.has_runs for encoder in encoders):
        yield _("Texts that are very many or very long become TF-IDF of words and pairs of words alone.")


def effects_text(effects: Effects) -> tuple[str, ...]:
    """Return a sentence for each effect of a transform."""
    return (*_steps_text(effects), *_rows_text(effects))


def _steps_text(effects: Effects) -> Iterator[str]:
    steps = effects.steps
    if (junk := steps.get("junk")) is not None:
        yield counted(
            "{n} junk feature imitates the mean and spread of a real one.",
            "{n} junk features imitate the mean and spread of real ones.",
            len(junk.means_),
        )
    if (rotation := steps.get("rotation")) is not None:
        yield _(
            "{n} features are made normal and rotated by {percent} % of a random rotation.",
            n=len(rotation.rotated_),
            percent=f"{100 * rotation.share:.3g}",
        )
    if (pca := steps.get("pca")) is not None:
        yield _(
            "PCA keeps {kept} of {all} components, {share} % of the variance of the training part.",
            kept=pca.n_components_,
            all=min(pca.n_features_in_, pca.n_samples_),
            share=f"{100 * float(pca.explained_variance_ratio_.sum()):.1f}",
        )
    if (polynomial := steps.get("polynomial")) is not None:
        words = {
            "before": f"{polynomial.n_features_in_:,}",
            "after": f"{polynomial.n_output_features_:,}",
            "degree": polynomial.degree,
        }
        yield (
            _("Products up to degree {degree} make {after} features of {before}, each scaled as numbers are.", **words)
            if "scale" in steps
            else _("Products up to degree {degree} make {after} features of {before}.", **words)
        )


def _rows_text(effects: Effects) -> Iterator[str]:
    if effects.smoothed:
        yield _("The targets of the training rows are smoothed.")
    if effects.label_noise:
        percent = f"{100 * effects.label_noise:.3g}"
        yield _("{percent} % of the training rows have a wrong target.", percent=percent)
    if effects.copies and effects.pictures:
        yield _("Changed copies of each picture of the training part are added to it: {n}.", n=effects.copies)
    elif effects.copies:
        yield _("Noisy copies of each row of the training part are added to it: {n}.", n=effects.copies)
    if effects.made_up is not None:
        yield _("SMOTE makes up {n} rows to train on, so that all classes have as many.", n=effects.made_up)


def sparse_text(spec: BakeoffSpec, prepared: Prepared) -> tuple[str, ...]:
    """Return a sentence for each thing that contenders alone do with sparse features."""
    if not issparse(prepared.X_train):
        return ()
    sentences = [_(note) for name in spec.contenders if (note := contender(name).of_texts)]
    weighs = [contender(name).label for name in spec.contenders if contender(name).weighs_texts]
    if weighs and prepared.texts is not None:
        sentences.append(_weighing_text(prepared.task, enumerated(weighs)))
    return tuple(sentences)


def _weighing_text(task: Task, contenders: str) -> str:
    if task == "regression":
        return _("All texts are given the same length for: {contenders}.", contenders=contenders)
    return _(
        "Words are weighed by how unevenly the training classes use them (log-count ratios). Texts are scaled to one "
        "length. For: {contenders}.",
        contenders=contenders,
    )


def calibration_text(spec: BakeoffSpec, prepared: Prepared) -> tuple[str, ...]:
    """Return sentences about calibration; none where each contender gives its probabilities by itself."""
    if prepared.task == "regression":
        return ()
    if spec.rules.calibration == "none":
        return (
            _(
                "Probabilities are not calibrated: those of the support vector machine are its decision values put "
                "through a softmax."
            ),
        )
    unseen = len(prepared.y_validation) if prepared.y_validation is not None else 0
    sentence = _on_validation_part if unseen >= ENOUGH_UNSEEN else _on_rows_held_out
    if spec.rules.calibration == "all":
        return (sentence(),)
    own = [contender(name).label for name in spec.contenders if contender(name).own_probabilities]
    return tuple(map(sentence, own))


def _on_validation_part(label: str = "") -> str:
    if label:
        return _(
            "{label}: its probabilities are calibrated by one number, fitted on the validation part after training.",
            label=label,
        )
    return _(
        "All probabilities but the baseline’s are calibrated by one number, fitted on the validation part after "
        "training."
    )


def _on_rows_held_out(label: str = "") -> str:
    if label:
        return _(
            "{label}: its probabilities are calibrated by one number, fitted on training rows that were held out in "
            "turn.",
            label=label,
        )
    return _(
        "All probabilities but the baseline’s are calibrated by one number, fitted on training rows that were held "
        "out in turn."
    )
