"""Linear model: logistic regression for classes, ridge regression for numbers."""
