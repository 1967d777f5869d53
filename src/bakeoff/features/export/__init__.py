"""A finished race to take home: as script, notebook, page, project file, trained models, TensorBoard's events."""
