"""The page of races and studies that were run, and how races compare."""
