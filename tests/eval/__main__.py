"""`make eval`: what the search finds for each labelled query, and the figures beside the recorded ones."""

from __future__ import annotations

import contextlib
import json
import sys
import tempfile
from pathlib import Path

from tests.eval.measure import HERE, SHOWN, figures, measure, open_tidewater

with (
    tempfile.TemporaryDirectory() as folder,
    contextlib.closing(open_tidewater(Path(folder))) as workspace,
    workspace.snapshot() as snapshot,
):
    rows = measure(snapshot)
print(f"files R@{SHOWN}  first  symbols R@{SHOWN}")
for row in sorted(rows, key=lambda row: (row.files + row.first + row.symbols, row.text)):
    print(f"     {row.files:.2f}   {row.first:.2f}         {row.symbols:.2f}  {row.text}")
now = figures(rows)
path = HERE / "figures.json"
if "--update" in sys.argv:
    path.write_text(json.dumps(now, indent=2) + "\n", "utf-8")
recorded = json.loads(path.read_text("utf-8"))
for name, value in now.items():
    print(f"{name}: {value:.3f} (recorded {recorded[name]:.3f})")
