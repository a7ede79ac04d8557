#!/usr/bin/env python3
"""Answers beside what the generator planted in M: who is exposed, how many shortest paths, which
identities are odd; and the memory of the frozen graph."""
import json, pathlib, tempfile

from bars.graphs import graph, truth
from bars.measure import ask, cost, load, program
from bars.table import Table

table = Table("truth")
folder = graph("M")
planted, ids = truth(folder)
document = folder / "opengraph.json"
with tempfile.TemporaryDirectory() as scratch:
    workspace = pathlib.Path(scratch) / "w.atlas"
    load(workspace, document)
    select = lambda node: f"id={ids[node]}"
    targets = ask(workspace, "exposure", *(w for t in planted["tier0"] for w in ("--to", select(t))))["targets"]
    got = {t["id"]: t["exposed"] for t in targets}
    right = sum(got.get(ids[t]) == n for t, n in zip(planted["tier0"], planted["exposed_per_tier0"]))
    table.equal("targets whose exposure is the planted one", right, len(planted["tier0"]))
    table.figure("exposed pairs", sum(got.values()))

    right = 0
    for chain in planted["chains"]:
        ends = "--from", select(chain["entry"]), "--to", select(chain["tier0"])
        answer = ask(workspace, "paths", *ends, "--all-shortest")
        hops = {len(p["steps"]) for p in answer["paths"]}
        right += (answer["total"], hops) == (chain["n_shortest_paths"], {chain["hops"]})
    table.equal("chains with the planted count of shortest paths", right, len(planted["chains"]))
    outliers = ask(workspace, "outliers")["outliers"]

rows = [line.split(",") for line in (folder / "identities.csv").read_text().splitlines()[1:]]
odd = {row[0] for row in rows if row[2] == "1"}
ranked = sorted(outliers, key=lambda o: (-o["score"], o["id"]))
# Average precision; an odd one that is not listed counts nothing.
found, precision = 0, 0.0
for place, outlier in enumerate(ranked, 1):
    if outlier["id"] in odd:
        found += 1
        precision += found / place
table.at_least("average precision of the outliers", precision / len(odd), 0.70)
findings = [o for o in outliers if o["finding"]]
table.figure("findings", len(findings))
table.figure("findings that were planted", sum(o["id"] in odd for o in findings))
table.figure("planted", len(odd))

frozen = json.loads(cost(program("load"), document).printed)
table.at_most("frozen graph, bytes an edge", frozen["bytesPerEdge"], 12)
table.figure("edges", frozen["edges"])
table.finish()
