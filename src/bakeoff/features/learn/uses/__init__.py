"""Language, vision and medicine: what is special to each."""
