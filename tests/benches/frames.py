#!/usr/bin/env python3
"""First picture and frame times of the map on graph M and on 200,000 nodes with 1,000,000 relations,
in WebKitGTK with software GL, beside a bare PixiJS scene in the same run: one of as many things as the
map draws, and one of the whole graph, which the map never draws singly.

Needs the window's page built for it (`npm --prefix ui run build:bench`; `./x bench frames` does so)."""
import json, pathlib, subprocess, sys, tempfile

from bars.graphs import graph, wide
from bars.measure import load, program
from bars.places import ROOT
from bars.table import Table

table = Table("frames")
writer = program("frame")
for name, document, nodes, edges in [("M", graph("M") / "opengraph.json", 100_000, 1_053_124),
                                     ("wide", wide(), 200_000, 1_000_000)]:
    with tempfile.TemporaryDirectory() as scratch:
        workspace, frame = pathlib.Path(scratch) / "w.atlas", pathlib.Path(scratch) / "w.atls"
        load(workspace, document)
        subprocess.run([writer, workspace, frame], check=True)
        table.figure(f"{name}: bytes of the picture", frame.stat().st_size / 1e3, "kB")
        said = subprocess.run(["node", ROOT / "ui/e2e/frames.mjs", frame, str(nodes), str(edges)],
                              check=True, stdout=subprocess.PIPE, text=True).stdout
    best = {}
    for row in map(json.loads, said.splitlines()):
        best.setdefault(row["what"], []).append(row)
    least = lambda what, figure: min(r[figure] for r in best[what])
    for what, rows in best.items():
        table.figure(f"{name}: {what}: things", rows[0]["marks"] + rows[0]["lines"])
        for figure, unit in [("first", "ms"), ("p50", "ms"), ("p95", "ms")]:
            table.figure(f"{name}: {what}: {figure}", least(what, figure), unit)
        table.figure(f"{name}: {what}: memory of the page", min(r["after"] - r["before"] for r in rows), "MB")
    table.figure(f"{name}: one look-up of what is under the pointer", least("ours", "pick"), "ms")
    table.figure(f"{name}: index for it", least("ours", "index"), "ms")
    table.at_most(f"{name}: a frame beside the bare scene of the whole graph",
                  least("ours", "p50") / least("bare, whole graph", "p50"), .1)
    table.at_most(f"{name}: first frame beside it", least("ours", "first") / least("bare, whole graph", "first"), .5)
    table.at_most(f"{name}: a look-up", least("ours", "pick"), 4, "ms")
table.finish()
