#!/usr/bin/env python3
"""Memory is bounded by the graph and not by the file: M padded with 1 GB of properties that no one
knows, on its nodes or on its relations, adds at most 50 MB to the peak of the import."""
import pathlib, tempfile

from bars.graphs import graph, variant
from bars.measure import ask, load, size
from bars.table import Table

table = Table("padded")
folder = graph("M")
with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    workspace = scratch / "plain.atlas"
    plain = load(workspace, folder / "opengraph.json").mb
    counts = ask(workspace, "info")["counts"]
    table.figure("peak of plain M", plain, "MB")
    for where in ("nodes", "relations"):
        document = variant(f"pad-{where}", folder, scratch / where / "opengraph.json")
        workspace = scratch / f"{where}.atlas"
        padded = load(workspace, document)
        table.figure(f"file padded on {where}", document.stat().st_size / 1e6, "MB")
        table.at_most(f"peak above plain M, padded on {where}", padded.mb - plain, 50, "MB")
        table.equal(f"relations, padded on {where}", ask(workspace, "info")["counts"]["relations"], counts["relations"])
        table.figure(f"CPU, padded on {where}", padded.cpu, "s")
        table.figure(f"workspace, padded on {where}", size(workspace), "MB")
        document.unlink()
        workspace.unlink()
table.finish()
