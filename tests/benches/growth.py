#!/usr/bin/env python3
"""How much a workspace grows: unchanged M again under 2 %, M with 1 of 100 relations changed under 5 %."""
import pathlib, tempfile

from bars.graphs import graph, variant
from bars.measure import ask, load, size
from bars.table import Table

table = Table("growth")
folder = graph("M")
with tempfile.TemporaryDirectory() as scratch:
    workspace = pathlib.Path(scratch) / "w.atlas"
    document = folder / "opengraph.json"
    # The same name in another folder: the next state of the same source.
    other = variant("changed", folder, pathlib.Path(scratch) / "next/opengraph.json")
    first = load(workspace, document)
    once = size(workspace)
    again = load(workspace, document)
    twice = size(workspace)
    load(workspace, other)
    third = size(workspace)
    revisions = ask(workspace, "info", "--check")["revisions"]
table.figure("workspace after one import", once, "MB")
table.at_most("growth by the same again", 100 * (twice / once - 1), 2, "%")
table.at_most("growth by 1 of 100 relations changed", 100 * (third / twice - 1), 5, "%")
table.equal("relations that the same again added", revisions[1]["added"], 0)
changed = revisions[0]["relations"] // 100
table.equal("relations that the change added", revisions[2]["added"], changed)
table.equal("relations that the change removed", revisions[2]["removed"], changed)
table.figure("CPU of the import again beside the first", again.cpu / first.cpu)
table.finish()
