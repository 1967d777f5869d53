"""MNIST and Fashion-MNIST with their official test parts, from the data home or downloaded into it once."""

import contextlib
import gzip
import shutil
import tempfile
import time
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pooch
from numpy.typing import NDArray

from bakeoff.datasets.base import Dataset, DatasetInfo, named, pixel_names
from bakeoff.datasets.home import data_home, writable_data_home
from bakeoff.errors import DatasetError
from bakeoff.text import _, declared, enumerated

_HOST = "https://storage.googleapis.com/tensorflow/tf-keras-datasets/"
ABANDONED_SECONDS = 600.0  # a download that gets nothing for 30 seconds ends itself
_SHAPES = {"x_train": (60_000, 28, 28), "y_train": (60_000,), "x_test": (10_000, 28, 28), "y_test": (10_000,)}

# what numpy and zipfile raise for a file that is cut short, no archive, encrypted, pickled or a bare array
_DAMAGED = (ValueError, KeyError, TypeError, EOFError, RuntimeError, MemoryError, zipfile.BadZipFile, zlib.error)


@dataclass(frozen=True)
class RemoteFile:
    """One file to download: its address, its known hash (``md5:…`` or SHA-256) and its size in bytes."""

    url: str
    known_hash: str
    size: int


@dataclass(frozen=True)
class ImageSource:
    """Source of one image dataset.

    Attributes
    ----------
    name, title : str
        Its file is ``<data home>/<name>.npz``.
    class_names : tuple of str
        Ten names.
    target_name : str
        Name of the target that these are classes of.
    files : tuple of RemoteFile
        The finished npz, or four gzipped IDX files in the order of `_SHAPES`.
    """

    name: str
    title: str
    class_names: tuple[str, ...]
    target_name: str
    files: tuple[RemoteFile, ...]

    @property
    def path(self) -> Path:
        """Path of its npz file, which may not exist yet."""
        return data_home() / f"{self.name}.npz"


def load(source: ImageSource) -> Dataset:
    """Return all 70,000 pictures, the 10,000 official test rows last; downloads them the first time.

    Raises
    ------
    DatasetError
        If the file is damaged, or not there and cannot be fetched.
    """
    fetch(source)
    pictures, labels = _unpacked(source)
    return _dataset(source, pictures, labels, official_test_rows=_SHAPES["y_test"][0])


def _unpacked(source: ImageSource) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return pictures and labels, mapped from an unpacked copy: unpacking for every fit takes longer than some fits."""
    try:
        memory = joblib.Memory(writable_data_home() / "unpacked", mmap_mode="r", verbose=0)
        about = source.path.stat()
    except (DatasetError, OSError):  # it can only be read, or is not there, which reading it tells
        return _unpack(source)
    pictures, labels = memory.cache(_unpack)(source, about.st_mtime_ns, about.st_size)
    return np.asarray(pictures), np.asarray(labels)


def _unpack(source: ImageSource, *_version: int) -> tuple[NDArray[Any], NDArray[Any]]:
    arrays = _read(source, tuple(_SHAPES))
    return (
        np.concatenate([arrays["x_train"], arrays["x_test"]]),
        np.concatenate([arrays["y_train"], arrays["y_test"]]),
    )


def sample(source: ImageSource) -> Dataset:
    """Return the official test rows alone, without fetching anything; raises DatasetError if not there."""
    arrays = _read(source, ("x_test", "y_test"))
    return _dataset(source, arrays["x_test"], arrays["y_test"], official_test_rows=0)


def fetch(source: ImageSource, progress: Callable[[float], None] = lambda _share: None) -> None:
    """Download `source` into the data home unless it is there; `progress` is told the share that is done.

    Raises
    ------
    DatasetError
        If there is no network, what came is damaged, or the data home cannot be written.
    """
    if source.path.exists():
        return
    home = writable_data_home()
    _clear_abandoned(home)
    # a folder of its own and one move at its end: two processes at once, or one killed, leave no half file
    with tempfile.TemporaryDirectory(prefix="download-", dir=home) as folder:
        files = _download(source, Path(folder), progress)
        made = files[0] if len(files) == 1 else _npz_from_idx(files)
        made.replace(source.path)


def _clear_abandoned(home: Path) -> None:
    """Remove the folders of downloads that were killed: nothing has been written there for long."""
    for folder in home.glob("download-*"):
        with contextlib.suppress(OSError):  # another process may be at the same
            last = max(path.stat().st_mtime for path in (folder, *folder.iterdir()))
            if time.time() - last > ABANDONED_SECONDS:
                shutil.rmtree(folder)


class _Bar:
    """The progress bar that pooch calls."""

    def __init__(self, report: Callable[[int], None]) -> None:
        self.total = 0
        self._done = 0
        self._report = report

    def update(self, more: int) -> None:
        self._done += more
        self._report(self._done)

    def reset(self) -> None:
        self._done = 0

    def close(self) -> None:
        pass


def _download(source: ImageSource, folder: Path, progress: Callable[[float], None]) -> list[Path]:
    pooch.get_logger().setLevel("WARNING")
    total = sum(file.size for file in source.files)
    before, paths = 0, []
    try:
        for file in source.files:
            bar = _Bar(lambda done, start=before: progress(min(1.0, (start + done) / total)))  # type: ignore[misc]
            downloader = pooch.HTTPDownloader(progressbar=bar, chunk_size=2**16, timeout=(5, 30))
            paths.append(Path(pooch.retrieve(file.url, file.known_hash, path=folder, downloader=downloader)))
            before += file.size
    except ValueError as error:
        raise DatasetError(
            _(
                "The download of {title} came damaged; try again, or put {name} into the data folder.",
                title=source.title,
                name=source.path.name,
            )
        ) from error
    except OSError as error:
        refused = getattr(error, "response", None)  # an answer such as 404, which pooch leaves open
        if refused is not None:
            refused.close()
        raise _not_downloaded(source, error) from error
    return paths


def _not_downloaded(source: ImageSource, error: OSError) -> DatasetError:
    if error.errno is not None:  # the disk's own error; those of requests carry no number
        return DatasetError(
            _(
                "{title} cannot be stored ({reason}); make room, or set BAKEOFF_DATA to another folder.",
                title=source.title,
                reason=error.strerror,
            )
        )
    return DatasetError(
        _(
            "{title} is not on this machine, and the network does not answer. Connect, or put {name} into the data "
            "folder.",
            title=source.title,
            name=source.path.name,
        )
    )


def _npz_from_idx(files: list[Path]) -> Path:
    """Write the four IDX files (a header, then bytes in C order) as one npz like Keras'."""
    arrays: dict[str, Any] = {}
    for path, (name, shape) in zip(files, _SHAPES.items(), strict=True):
        header = 4 + 4 * len(shape)
        arrays[name] = np.frombuffer(gzip.decompress(path.read_bytes()), np.uint8, offset=header).reshape(shape)
    made = files[0].parent / "made.npz"
    np.savez(made, **arrays)
    return made


def _read(source: ImageSource, names: tuple[str, ...]) -> dict[str, NDArray[Any]]:
    """Return some of the file's arrays, checked; never unpickles."""
    path = source.path
    try:
        # opened here, as numpy leaves a file that it cannot read open
        with path.open("rb") as file, np.load(file, allow_pickle=False) as archive:
            arrays = {name: archive[name] for name in names}
    except OSError as error:
        raise DatasetError(_("{path} cannot be read: {reason}.", path=path.name, reason=error.strerror)) from error
    except _DAMAGED as error:
        raise DatasetError(
            _(
                "{path} is damaged, or is not an npz file with the arrays {names}. Delete it to download it again.",
                path=path.name,
                names=enumerated(list(_SHAPES)),
            )
        ) from error
    for name, array in arrays.items():
        _check(path, name, array)
    return arrays


def _check(path: Path, name: str, array: NDArray[Any]) -> None:
    pictures = len(_SHAPES[name]) == 3
    right = array.dtype == np.uint8 if pictures else np.issubdtype(array.dtype, np.integer)
    if array.shape != _SHAPES[name] or not right:
        raise DatasetError(
            _(
                "{path}: {name} must be whole numbers of one byte and shape {wanted}, not {dtype} of shape {shape}. "
                "Delete the file to download it again.",
                path=path.name,
                name=name,
                wanted=_SHAPES[name],
                dtype=array.dtype,
                shape=array.shape,
            )
        )
    if not pictures and not (array.min() >= 0 and array.max() <= 9):
        raise DatasetError(
            _(
                "{path}: {name} has labels other than 0 to 9. Delete the file to download it again.",
                path=path.name,
                name=name,
            )
        )


def _dataset(source: ImageSource, pictures: NDArray[Any], labels: NDArray[Any], official_test_rows: int) -> Dataset:
    height, width = pictures.shape[1:]
    return Dataset(
        X=pictures.reshape(len(pictures), -1),
        y=labels.astype(np.int64),
        task="classification",
        feature_names=pixel_names(height, width),
        class_names=source.class_names,
        target_name=source.target_name,
        image_shape=(height, width),
        official_test_rows=official_test_rows,
    )


def _missing(source: ImageSource) -> str:
    """Say why it can be neither read nor stored; whether the network answers is only known on trying."""
    if source.path.exists():
        return ""
    try:
        writable_data_home()
    except DatasetError as error:
        return str(error)
    return ""


def _info(source: ImageSource, summary: str, reference: str) -> DatasetInfo:
    return DatasetInfo(
        name=source.name,
        title=source.title,
        summary=summary,
        task="classification",
        kind="image",
        rows=70_000,
        features=784,
        classes=10,
        load=lambda _options: load(source),
        reference=reference,
        missing=lambda: _missing(source),
        present=lambda: source.path.exists(),
        fetch=lambda progress: fetch(source, progress),
        official_test=True,
        names=(*source.class_names, source.target_name),
        sample=lambda: sample(source),
    )


MNIST = ImageSource(
    "mnist",
    declared("MNIST"),
    tuple("0123456789"),
    declared("Digit"),
    (RemoteFile(_HOST + "mnist.npz", "731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1", 11_490_434),),
)

FASHION_MNIST = ImageSource(
    "fashion_mnist",
    declared("Fashion-MNIST"),
    named(
        "T-shirt",
        "Trousers",
        "Pullover",
        "Dress",
        "Coat",
        "Sandal",
        "Shirt",
        "Sneaker",
        "Bag",
        "Ankle boot",
    ),
    declared("Article"),
    (  # hashes as the set's own page states them
        RemoteFile(_HOST + "train-images-idx3-ubyte.gz", "md5:8d4fb7e6c68d591d4c3dfef9ec88bf0d", 26_421_880),
        RemoteFile(_HOST + "train-labels-idx1-ubyte.gz", "md5:25c81989df183df01b3e8a0aad5dffbe", 29_515),
        RemoteFile(_HOST + "t10k-images-idx3-ubyte.gz", "md5:bef4ecab320f06d8554ea6380940ec79", 4_422_102),
        RemoteFile(_HOST + "t10k-labels-idx1-ubyte.gz", "md5:bb300cfdad3c16e7a12a480ee83cd310", 5_148),
    ),
)

DATASETS = (
    _info(
        MNIST,
        declared("Each row is a handwritten digit of 28 by 28 pixels; predict which digit it is."),
        "https://keras.io/api/datasets/mnist/",
    ),
    _info(
        FASHION_MNIST,
        declared("Each row is a picture of an article of clothing, 28 by 28 pixels; predict which of ten it shows."),
        "https://github.com/zalandoresearch/fashion-mnist",
    ),
)
