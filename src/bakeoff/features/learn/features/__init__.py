"""Machine learning and deep learning: features made by hand, and features that are learnt."""
