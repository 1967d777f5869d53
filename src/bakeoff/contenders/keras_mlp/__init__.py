"""The Keras MLP: a real Keras model, trained by a compiled loop of our own."""
