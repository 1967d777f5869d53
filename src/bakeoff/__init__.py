"""Bakeoff: race a Keras MLP against a decision tree, an SVM and a random forest, live."""
