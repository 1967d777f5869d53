"""A finished race as files: script, notebook, page, project file, trained models, TensorBoard's events."""
