"""The network of every first lesson, in two listings that are not the same experiment."""
