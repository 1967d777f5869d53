"""The races and studies that have been run, kept in a database, and how races compare."""
