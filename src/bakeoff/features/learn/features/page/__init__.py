"""The chapter on machine learning and deep learning, drawn."""
