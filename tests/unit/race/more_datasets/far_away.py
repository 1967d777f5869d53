"""Pictures on the web server whose address, file hash and size the environment tells."""

import os
from dataclasses import replace

from bakeoff.datasets import images

_address, _hash, _size = os.environ["PICTURES_FAR_AWAY"].split()
SOURCE = replace(images.MNIST, name="far_away", files=(images.RemoteFile(_address, _hash, int(_size)),))
DATASETS = (images._info(SOURCE, "Pictures far away.", ""),)
