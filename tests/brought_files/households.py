"""Files of households and towns."""

from tests.brought_files.written import ROWS, generator, german, lines


def haushalt() -> bytes:
    """Ambiguous thousands: every price is three digits behind a point, and nothing else tells."""
    rng, rows = generator(19), []
    for n in range(ROWS):
        price, people = int(rng.integers(1001, 9999)), int(rng.integers(1, 7))
        rows.append(
            [
                german(price, 0),
                people,
                "Miete" if price > 4000 else "Kauf",
                f"{10115 + n * 3:05}" if n % 2 else f"0{1067 + n}",
            ]
        )
    return lines([["Preis", "Personen", "Art", "PLZ"], *rows]).encode()


def towns() -> bytes:
    """A target with more than a hundred different values, which nobody can learn one by one."""
    rng, rows = generator(20), []
    for n in range(400):
        town = int(min(rng.geometric(0.03), 160)) if n >= 160 else n + 1
        rows.append([f"{town * 2 + rng.normal(0, 3):.2f}", f"{rng.normal():.2f}", f"town {town}"])
    return lines([["east", "north", "class"], *rows], ",").encode()
