"""Support vector machine, with calibrated probabilities and a forecast of its fit time."""
