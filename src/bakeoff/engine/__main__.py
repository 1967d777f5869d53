"""`python -m bakeoff.engine`: the worker host, started by `LocalEngine` and by nobody else."""

from bakeoff.engine.host import as_process, main

if __name__ == "__main__":
    as_process(main)
