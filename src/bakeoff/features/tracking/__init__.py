"""MLflow: finished races are logged there if the server is set up so."""
