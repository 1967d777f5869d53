"""TensorFlow Playground's engine (`src/nn.ts` of its repository), run as it is under Node on points of ours.

Nothing of it is kept here: a checkout is read, and its types, which Node does not know, are taken out.
"""

import json
import re
import subprocess
import tempfile
from pathlib import Path

from bakeoff.lab.points import Points

_TYPE = r"(?:\(node: Node\) => any|Node|Link|number|string|boolean|\w+Function)(?:\[\])*"
_TYPES = (
    (r"(?ms)^export interface \w+ \{.*?^\}", ""),
    (r"\((\w+) as any\)", r"\1"),
    (rf"(?m)^  (public static )?(\w+): {_TYPE}(;| =)", r"  \1\2\3"),
    (r"public static", "static"),
    (rf"\blet (\w+): {_TYPE} =", r"let \1 ="),
    (rf"(\w+)\??: {_TYPE}(?=[,)])", r"\1"),
    (rf"\): {_TYPE} \{{", ") {"),
)

# One epoch as `oneStep` of its page has it, less what that draws and the losses that it takes over all points.
_RUN = """
import * as nn from "./nn.mjs"
const { shape, points, batch, rate, spells, seconds } = JSON.parse(process.argv[2])
const ids = shape.slice(0, 1).flatMap((n) => Array.from({ length: n }, (_, i) => `x${i}`))
const network = nn.buildNetwork(shape, nn.Activations.TANH, nn.Activations.TANH, null, ids)
const epoch = () => points.forEach(([x, y, label], i) => {
  nn.forwardProp(network, [x, y])
  nn.backProp(network, label, nn.Errors.SQUARE)
  if ((i + 1) % batch === 0) nn.updateWeights(network, rate, 0)
})
let best = 0
for (let spell = 0; spell < spells; spell += 1) {
  const began = performance.now()
  let epochs = 0
  while (performance.now() - began < 1000 * seconds) { epoch(); epochs += 1 }
  best = Math.max(best, (1000 * epochs) / (performance.now() - began))
}
const loss = points.reduce((sum, [x, y, label]) => sum + (nn.forwardProp(network, [x, y]) - label) ** 2 / 2, 0)
console.log(JSON.stringify({ best, loss: loss / points.length }))
"""


def without_types(source: str) -> str:
    """Return the engine's TypeScript as JavaScript."""
    for pattern, replacement in _TYPES:
        source = re.sub(pattern, replacement, source)
    return source


def epochs_a_second(
    checkout: Path, points: Points, hidden: list[int], batch: int, spells: int, seconds: float
) -> float:
    """Return the most epochs a second of some spells; raises if it has not learnt anything by then."""
    rows = points.X[points.train].tolist()
    labels = (2 * points.target[points.train] - 1).tolist()
    given = {
        "shape": [2, *hidden, 1],
        "points": [[*row, label] for row, label in zip(rows, labels, strict=True)],
        "batch": batch,
        "rate": 0.03,
        "spells": spells,
        "seconds": seconds,
    }
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "nn.mjs").write_text(without_types((checkout / "src" / "nn.ts").read_text(encoding="utf-8")))
        (Path(folder) / "run.mjs").write_text(_RUN)
        command = ["node", str(Path(folder) / "run.mjs"), json.dumps(given)]
        told = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    if not told["loss"] < 0.45:  # 0.5 is that of a network which always answers 0
        raise RuntimeError(f"the rival has learnt nothing: loss {told['loss']}")
    return float(told["best"])
