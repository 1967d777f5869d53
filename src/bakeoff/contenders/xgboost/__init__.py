"""XGBoost: boosted trees with a penalty on their leaves."""
