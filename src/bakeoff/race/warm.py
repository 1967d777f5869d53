"""Imported where a race's jobs start from: has libraries do once what they do when they are first asked for something.

Tables are scaled, for which scikit-learn asks each package that is installed whether it brings tables of its own, and a
bundled data set is read. Neither starts a thread.
"""

import importlib

import pandas as pd
from sklearn.datasets import load_iris
from sklearn.preprocessing import StandardScaler

LATE = ("pyarrow.pandas_compat", "sklearn.gaussian_process", "sklearn.multiclass")
"""What these import in the midst of a fit."""

for _name in LATE:
    importlib.import_module(_name)
_rows = load_iris().data
for _table in (pd.DataFrame(_rows, columns=list("abcd")), _rows):  # pandas' are known without asking anybody
    StandardScaler().fit(_table)
