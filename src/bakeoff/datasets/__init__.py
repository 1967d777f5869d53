"""The data to race on: one module a source, found by walking.

A module declares ``DATASETS``, a tuple of `DatasetInfo` records, and how to load each; or ``BROUGHT``, sources of data
that a person has to bring first.
"""

from bakeoff.datasets.base import Dataset, DatasetInfo, DatasetKind, NoOptions
from bakeoff.datasets.registry import brought, dataset, datasets, table_source

__all__ = ["Dataset", "DatasetInfo", "DatasetKind", "NoOptions", "brought", "dataset", "datasets", "table_source"]
