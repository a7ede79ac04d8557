#!/usr/bin/env python3
"""An organisation whose access is exactly its teams' has no outlier: M with every identity given
what at least half of its team holds, and nothing else."""
import pathlib, tempfile

from bars.graphs import graph, variant
from bars.measure import ask, load
from bars.table import Table

table = Table("clean")
folder = graph("M")
with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    workspace = scratch / "w.atlas"
    load(workspace, variant("clean", folder, scratch / "clean/opengraph.json"))
    table.figure("relations", ask(workspace, "info")["counts"]["relations"])
    outliers = ask(workspace, "outliers")["outliers"]
table.equal("findings among the outliers", sum(o["finding"] for o in outliers), 0)
table.figure("identities listed without a finding", sum(not o["finding"] for o in outliers))
table.finish()
