"""Imported where a race's jobs start from: has libraries do once what they do when they are first asked for something.

The bundled data sets are read, and prepared as a race prepares them unless it is told otherwise; and tables are scaled,
for which scikit-learn asks each package that is installed whether it brings tables of its own. None starts a thread.
"""

import importlib

import pandas as pd
from sklearn.preprocessing import StandardScaler

from bakeoff.datasets import bundled
from bakeoff.preparation.prepared import prepare_ahead
from bakeoff.spec import BakeoffSpec

LATE = ("pyarrow.pandas_compat", "sklearn.gaussian_process", "sklearn.multiclass")
"""What these import in the midst of a fit."""

for _name in LATE:
    importlib.import_module(_name)
for _name in bundled.SOURCES:
    prepare_ahead(BakeoffSpec(dataset=_name))

_rows = bundled.read("iris").data
for _table in (pd.DataFrame(_rows, columns=list("abcd")), _rows):  # pandas' are known without asking anybody
    StandardScaler().fit(_table)
