"""Seeds on which the experiment of each concept contradicts each of its wrong options, and the time that it takes."""

import time

from shared import number_asked, run_script, size, words_asked

from bakeoff.lesson.concepts import concepts

MOST_SECONDS = 10.0


def main() -> int:
    """Print each concept in a line; return whether any misses the bar."""
    seeds = number_asked(size(10, 1))
    names = words_asked() or list(concepts())
    held = 0
    print("concept | chapter | longest run | seeds that refute options 1, 2, 3 | seeds on which the right one holds")
    for name in names:
        seconds, outcomes = [], []
        for seed in range(seeds):
            start = time.process_time()
            outcomes.append(concepts()[name].run(seed))
            seconds.append(time.process_time() - start)
        refuted = [sum(option in outcome.refutes for outcome in outcomes) for option in (1, 2, 3)]
        right = sum(outcome.holds(0) for outcome in outcomes)
        all_true = min(*refuted, right) == seeds and max(seconds) <= MOST_SECONDS
        held += all_true
        print(
            f"{name} | {concepts()[name].chapter} | {max(seconds):.1f} s | {refuted} of {seeds} | {right} of {seeds}"
            f"{'' if all_true else ' | MISSES'}",
            flush=True,
        )
    print(f"{held} of {len(names)} refute every wrong option on {seeds} seeds, each within {MOST_SECONDS:.0f} s")
    return int(held < len(names))


if __name__ == "__main__":
    run_script(main, 30)
