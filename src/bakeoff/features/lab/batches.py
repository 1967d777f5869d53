"""Which training rows each batch of the lab's network has."""

import numpy as np
from numpy.typing import NDArray

_MOST_BATCHES = 1024
_MOST_INDICES = 16_384


class Batches:
    """The batches of every epoch, and a buffer with those of one call of the graph.

    Parameters
    ----------
    n_rows : int
    size : int
        Rows of a batch, at most.

    Attributes
    ----------
    buffer : ndarray of shape (most, size), int32
        Rows by batch; a batch that is not full ends in -1.
    most : int
        How many batches one call can train.
    an_epoch : int
        How many batches an epoch has.
    ragged : bool
        Whether the last one of an epoch is not full.
    """

    def __init__(self, n_rows: int, size: int) -> None:
        size = min(size, n_rows)
        self._n_rows = n_rows
        self.most = max(8, min(_MOST_BATCHES, _MOST_INDICES // size))
        self.buffer = np.full((self.most, size), -1, np.int32)
        self.an_epoch = -(-n_rows // size)
        self.ragged = bool(n_rows % size)

    def of(self, seed: int, epoch: int) -> NDArray[np.int32]:
        """Return the training rows of each batch of an epoch, shape (n_batches, batch_size).

        An order of its own for each epoch, made from seed and epoch alone; a last batch that is not full ends
        in -1.
        """
        order = np.random.Philox(key=seed, counter=[0, 0, 0, epoch])
        size = self.buffer.shape[1]
        rows = np.full(self.an_epoch * size, -1, np.int32)
        rows[: self._n_rows] = np.random.Generator(order).permutation(self._n_rows)
        return rows.reshape(-1, size)

    def fill(self, seed: int, epoch: int, batch: int, n_batches: int) -> None:
        """Put the next batches after so many of an epoch into the buffer."""
        filled = 0
        while filled < n_batches:
            count = min(n_batches - filled, self.an_epoch - batch)
            self.buffer[filled : filled + count] = self.of(seed, epoch)[batch : batch + count]
            epoch, batch, filled = epoch + 1, 0, filled + count
