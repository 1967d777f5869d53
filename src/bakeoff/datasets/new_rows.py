"""New rows for a trained model: each column is read as the data's own was."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from bakeoff.datasets.base import Dataset
from bakeoff.datasets.upload import store
from bakeoff.datasets.upload.column_values import How, read_column, written
from bakeoff.datasets.upload.gaps import gaps
from bakeoff.datasets.upload.source import Options, to_numbers
from bakeoff.datasets.upload.values import FREE, names_of
from bakeoff.errors import SettingError
from bakeoff.fields import Settings
from bakeoff.refusals import nearest, shown
from bakeoff.text import _, enumerated


@dataclass(frozen=True)
class NewRows:
    """Reader of new rows as a data set's features.

    Attributes
    ----------
    table : DataFrame
        The features of the data set, of no row: their names and kinds.
    n_pixels : int
        Size of a row of a data set of pictures; 0 for tables.
    values : mapping of str to mapping of str to object
        The values of each column of categories, by how they are written.
    stored : mapping of str to dtype
        Kinds of an own table's columns before their roles are applied.
    """

    table: pd.DataFrame
    n_pixels: int = 0
    values: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    stored: Mapping[str, Any] = field(default_factory=dict)
    how: How = field(default_factory=How)

    @classmethod
    def of(cls, data: Dataset, options: Settings) -> Self:
        """Return how rows like those of a loaded data set are read; its options name the table if it is one's own."""
        if data.image_shape:
            return cls(pd.DataFrame(), len(data.feature_names))
        table, stored, how = data.table, {}, How()
        if isinstance(options, Options) and (about := store.find(options.table)) is not None:
            kinds = store.rows(options.table, list(map(str, table.columns))).dtypes
            stored = {str(name): kind for name, kind in kinds.items()}
            read = about.understood
            how = How(likely=read.decimal or ".", dates=read.dates, free=read.format in FREE)
        others = {*data.text_features, *table.select_dtypes(["number", "datetime"])}
        words = [str(name) for name in table.columns if name not in others]
        values = {name: {written(value): value for value in table[name].dropna().unique()} for name in words}
        return cls(table.iloc[:0], 0, values, stored, how)

    def read(self, rows: Any) -> Any:
        """Return rows as the preprocessing takes them; raises SettingError if a column is missing or unreadable."""
        if self.n_pixels:
            return self._pictures(rows)
        if not isinstance(rows, pd.DataFrame):
            columns = enumerated(list(map(str, self.table.columns)), 10)
            raise SettingError(_("Give new rows as a data frame with the columns {columns}.", columns=columns))
        named = rows.set_axis(names_of([str(name) for name in rows.columns]), axis=1).reset_index(drop=True)
        if missing := next((str(name) for name in self.table.columns if name not in named), None):
            guess = nearest(missing, map(str, rows.columns)) or "–"
            raise SettingError(_("The rows have no column “{name}”; nearest is “{guess}”.", name=missing, guess=guess))
        return pd.DataFrame({name: self._column(name, named[str(name)]) for name in self.table.columns})

    def _pictures(self, rows: Any) -> NDArray[Any]:
        pixels = rows.to_numpy() if isinstance(rows, pd.DataFrame) else np.asarray(rows)
        pixels = pixels.reshape(len(pixels), -1) if pixels.ndim > 1 and len(pixels) else pixels
        if pixels.ndim != 2 or pixels.shape[1] != self.n_pixels or pixels.dtype.kind not in "uif":
            raise SettingError(
                _("Give new pictures as an array or a data frame, {n} pixels in each row.", n=self.n_pixels)
            )
        return pixels

    def _column(self, name: str, given: "pd.Series[Any]") -> "pd.Series[Any]":
        """Return a column as the data's own of this name; what cannot be read is missing, as it was there."""
        kind = self.table[name].dtype
        read = self._stored(name, given)
        if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind):
            values, wanted = to_numbers(read), _("numbers")
        elif pd.api.types.is_datetime64_any_dtype(kind):
            values, wanted = (read if read.dtype.kind == "M" else pd.Series(pd.NaT, read.index)), _("dates")
        else:
            texts = read.map(written, na_action="ignore")
            return texts.map(lambda text: self.values.get(name, {}).get(text, text), na_action="ignore").astype(kind)
        known = given[read.notna() & ~gaps(read.dropna().astype(str), "measured").reindex(read.index, fill_value=True)]
        if len(known) and values[known.index].isna().all():
            raise SettingError(
                _("{place} must be {wanted}, not {given}.", place=name, wanted=wanted, given=shown(known.iloc[0]))
            )
        return values.astype(np.float64 if values.dtype.kind in "iuf" else kind)

    def _stored(self, name: str, given: "pd.Series[Any]") -> "pd.Series[Any]":
        """Return a column as the table's own was read from its file, before its role was applied."""
        kind = self.stored.get(name, self.table[name].dtype)
        if pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind):
            return read_column(name, given, self.how).values
        if pd.api.types.is_datetime64_any_dtype(kind):
            dates = read_column(name, given, self.how).values
            if dates.dtype.kind in "iuf":  # days in digits, too few here to be sure of
                dates = pd.to_datetime(dates.astype("Int64").astype("string"), format="%Y%m%d", errors="coerce")
            return dates.astype("datetime64[us]") if dates.dtype.kind == "M" else dates
        if given.dtype.kind not in "OTU" and not isinstance(given.dtype, pd.StringDtype | pd.CategoricalDtype):
            return read_column(name, given, self.how).values
        words = given.astype(object).map(written, na_action="ignore").str.strip()
        words = words.where(words != "")
        if self.how.free:
            known = words.dropna()
            missing = (gaps(known, "always") | gaps(known, "perhaps")) & ~known.isin(list(self.values.get(name, {})))
            words = words.where(~missing.reindex(words.index, fill_value=False))
        return words
