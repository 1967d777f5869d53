"""TensorFlow Playground's engine (`src/nn.ts` of its repository), run as it is under Node on points of ours.

Nothing of it is kept here: a checkout is read, and its types, which Node does not know, are taken out.
"""

import json
import re
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bakeoff.network.points import Points

_TYPE = r"(?:\(node: Node\) => any|Node|Link|number|string|boolean|void|\w+Function)(?:\[\])*"
_TYPES = (
    (r"(?ms)^export interface \w+ \{.*?^\}", ""),
    (r"\((\w+) as any\)", r"\1"),
    (rf"(?m)^  (public static )?(\w+): {_TYPE}(;| =)", r"  \1\2\3"),
    (r"public static", "static"),
    (rf"\blet (\w+): {_TYPE} =", r"let \1 ="),
    (rf"(\w+)\??: {_TYPE}(?=[,)])", r"\1"),
    (rf"\): {_TYPE} \{{", ") {"),
)

# An epoch is what `oneStep` of its page trains; with the losses, as there, over all training and all test points.
_RUN = """
import { readFileSync } from "node:fs"
import * as nn from "./nn.mjs"
const { shape, train, test, batch, rate, spells, seconds } = JSON.parse(readFileSync(process.argv[2], "utf-8"))
const ids = shape.slice(0, 1).flatMap((n) => Array.from({ length: n }, (_, i) => `x${i}`))
const network = nn.buildNetwork(shape, nn.Activations.TANH, nn.Activations.TANH, null, ids)
const loss = (points) => points.reduce((sum, [x, y, label]) =>
  sum + nn.Errors.SQUARE.error(nn.forwardProp(network, [x, y]), label), 0) / points.length
const epoch = () => train.forEach(([x, y, label], i) => {
  nn.forwardProp(network, [x, y])
  nn.backProp(network, label, nn.Errors.SQUARE)
  if ((i + 1) % batch === 0) nn.updateWeights(network, rate, 0)
})
const step = () => { epoch(); loss(train); loss(test) }
const cpu = () => (process.cpuUsage().user + process.cpuUsage().system) / 1000
const pace = (act, clock) => {
  const [end, began] = [performance.now() + 1000 * seconds, clock()]
  let epochs = 0
  while (performance.now() < end) { act(); epochs += 1 }
  return (1000 * epochs) / (clock() - began)
}
const best = (act, clock) => Math.max(...Array.from({ length: spells }, () => pace(act, clock)))
const paces = { wall: best(epoch, () => performance.now()), cpu: best(epoch, cpu), with_losses: best(step, cpu) }
console.log(JSON.stringify({ ...paces, loss: loss(train) }))
"""


@dataclass(frozen=True)
class Paces:
    """Epochs a second: of training by wall clock and by Node's CPU time, and with both losses by CPU, if measured."""

    wall: float
    cpu: float
    with_losses: float | None


def without_types(source: str) -> str:
    """Return the engine's TypeScript as JavaScript."""
    for pattern, replacement in _TYPES:
        source = re.sub(pattern, replacement, source)
    return source


def epochs_a_second(
    checkout: Path, points: Points, hidden: list[int], batch: int, spells: int, seconds: float
) -> Paces:
    """Return the most epochs a second of some spells.

    Raises
    ------
    RuntimeError
        If it has not learnt anything by then.
    """
    rows = [[*row, 2 * int(code) - 1] for row, code in zip(points.X.tolist(), points.target, strict=True)]
    given = {
        "shape": [2, *hidden, 1],
        "train": [row for row, learnt in zip(rows, points.train, strict=True) if learnt],
        "test": [row for row, learnt in zip(rows, points.train, strict=True) if not learnt],
        "batch": batch,
        "rate": 0.03,
        "spells": spells,
        "seconds": seconds,
    }
    told = _run((checkout / "src" / "nn.ts").read_text(encoding="utf-8"), given)
    if not told.pop("loss") < 0.45:  # 0.5 is that of a network which always answers 0
        raise RuntimeError("TensorFlow Playground's engine has learnt nothing; is it another version?")
    return Paces(**told)


def _run(engine: str, given: dict[str, Any]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (("nn.mjs", without_types(engine)), ("run.mjs", _RUN), ("given.json", json.dumps(given))):
            (Path(folder) / name).write_text(content, encoding="utf-8")
        done = subprocess.run(
            ["node", "run.mjs", "given.json"], cwd=folder, check=True, stdout=subprocess.PIPE, text=True
        )
    told: dict[str, float] = json.loads(done.stdout)
    return told
