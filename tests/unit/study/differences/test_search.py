import numpy as np
import pytest

from bakeoff.study.differences.search import BOTH, FIRST, NEITHER, SECOND, ClearParts, search


def planted(rng, n, inside=0.0):
    """Return four random columns, who is right, and the box in which the first contender is right so seldom."""
    X = rng.random((n, 4), dtype=np.float32)
    box = ((X[:, :2] > 0.3) & (X[:, :2] <= 0.75)).all(axis=1)
    first, second = rng.random(n) < np.where(box, inside, 0.9), rng.random(n) < 0.9
    return X, FIRST * first + SECOND * second, box


def overlap(parts: ClearParts, box) -> float:
    shares = [(part.rows & box).sum() / (part.rows | box).sum() for part in parts.parts]
    return max(shares, default=0.0)


def test_a_planted_box_is_found():
    for seed in range(2):
        X, outcomes, box = planted(np.random.default_rng(seed), 600)
        found = search(X, outcomes)
        assert overlap(found, box) >= 0.9
        (worse,) = (part for part in found.parts if part.difference.value < 0)
        assert set(worse.spans) == {0, 1}
        truth = (outcomes[worse.rows] == FIRST).mean() - (outcomes[worse.rows] == SECOND).mean()
        assert worse.difference.value == pytest.approx(truth)
        assert worse.difference.low < -0.9 < worse.difference.high < 0


def test_conditions_that_do_not_help_are_left_out():
    """The first is worse on half of one column; the tree alone also asks for another column in these tables."""
    for seed in (3, 6):
        rng = np.random.default_rng(seed)
        X = rng.random((400, 10), dtype=np.float32)
        first, second = rng.random(400) < np.where(X[:, 0] < 0.5, 0.75, 0.95), rng.random(400) < 0.95
        for part in search(X, FIRST * first + SECOND * second).parts:
            assert set(part.spans) <= {0}
            assert part.difference.value == pytest.approx((first.astype(int) - second)[part.rows].mean())


def test_most_rows_do_not_look_alike():
    X = np.random.default_rng(0).random((400, 2), dtype=np.float32)
    for share, spans in ((0.3, {0}), (0.7, set())):
        (part,) = search(X, np.where(X[:, 0] < share, FIRST, BOTH), wordless=(0,)).parts
        assert set(part.spans) == spans


def test_equal_contenders_get_no_rule():
    claimed = 0
    for seed in range(10):
        rng = np.random.default_rng(seed)
        claimed += bool(search(rng.random((120, 4), dtype=np.float32), rng.integers(0, 4, 120)).parts)
    assert claimed <= 2  # of two in a hundred, three in ten are rarer than one in a thousand


def test_parts_that_do_not_differ_are_one():
    rng = np.random.default_rng(0)
    outcomes = rng.choice([NEITHER, SECOND, FIRST, BOTH], 500, p=[0.1, 0.02, 0.3, 0.58])
    (part,) = search(rng.random((500, 3), dtype=np.float32), outcomes).parts
    assert part.rows.all()
    assert part.spans == {}


def test_the_interval_has_what_the_test_would_not_refuse():
    X, outcomes, _box = planted(np.random.default_rng(1), 600)
    found = search(X, outcomes)
    part = found.parts[0]
    difference = (outcomes[part.rows] == FIRST).astype(float) - (outcomes[part.rows] == SECOND)
    with_two = np.append(difference, [1.0, -1.0])
    grid = np.linspace(-1, 1, 4001)
    statistic = [(with_two - at).sum() / np.sqrt(np.square(with_two - at).sum()) for at in grid]
    held = grid[np.abs(statistic) <= found.critical]
    assert (part.difference.low, part.difference.high) == pytest.approx((held[0], held[-1]), abs=0.001)


def test_whole_groups_change_places():
    """Of each group one contender is right on all rows: by rows, some part is soon called better."""
    claimed = {True: 0, False: 0}
    for seed in range(5):
        rng = np.random.default_rng(seed)
        units = np.repeat(np.arange(24), 15)
        X = rng.normal(size=(24, 3))[units].astype(np.float32)
        outcomes = rng.choice([FIRST, SECOND], 24)[units]
        for by_group in claimed:
            claimed[by_group] += bool(search(X, outcomes, units if by_group else None).parts)
    assert claimed[True] <= 1
    assert claimed[False] == 5


def test_a_group_more_gives_an_interval_of_groups():
    rng = np.random.default_rng(0)
    units = np.repeat(np.arange(80), 5)
    ill = (np.arange(80) % 2 == 0)[units]
    outcomes = np.where(ill & (rng.random(80) < 0.8)[units], SECOND, BOTH)
    (by_group,) = search(ill[:, None].astype(np.float32), outcomes, units).parts
    (by_row,) = search(ill[:, None].astype(np.float32), outcomes).parts
    assert by_group.difference.value == by_row.difference.value
    assert by_group.difference.high - by_group.difference.low > by_row.difference.high - by_row.difference.low


def test_rows_without_columns_are_one_part():
    outcomes = np.full(60, FIRST)
    (part,) = search(np.zeros((60, 0), dtype=np.float32), outcomes).parts
    assert part.rows.all()
    assert search(np.zeros((60, 0), dtype=np.float32), np.full(60, BOTH)).parts == ()


def test_missing_values_are_a_part():
    rng = np.random.default_rng(0)
    X = rng.random((400, 2), dtype=np.float32)
    X[rng.random(400) < 0.3, 0] = np.nan
    missing = np.isnan(X[:, 0])
    outcomes = np.where(missing & (rng.random(400) < 0.9), SECOND, BOTH)
    found = search(X, outcomes)
    assert overlap(found, missing) == 1
    assert found.parts[0].spans[0].missing
