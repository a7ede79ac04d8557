#!/usr/bin/env python3
"""Bytes to the frozen graph, and the whole import into the store, beside msgspec + networkit, which
store nothing: graph M, 1.05 million edges, 140 MB of OpenGraph JSON.

Each runs three times in turn; the least CPU time and the least peak of each count."""
import json, pathlib, tempfile

from bars.graphs import graph
from bars.measure import cost, load, program, size
from bars.places import python
from bars.table import Table

PEER = """import sys, msgspec, networkit as nk
class E(msgspec.Struct): value: str
class N(msgspec.Struct): id: str; kinds: list[str]
class R(msgspec.Struct): kind: str; start: E; end: E
class G(msgspec.Struct): nodes: list[N]; edges: list[R]
class F(msgspec.Struct): graph: G
g = msgspec.json.decode(open(sys.argv[1], "rb").read(), type=F).graph
ix = {n.id: i for i, n in enumerate(g.nodes)}
h = nk.Graph(len(ix), directed=True)
for e in g.edges: h.addEdge(ix[e.start.value], ix[e.end.value])
"""

table = Table("load")
interpreter, document, frozen = python(), graph("M") / "opengraph.json", program("load")
runs = {"peer": [], "graph": [], "import": []}
for _ in range(3):
    runs["peer"].append(cost(interpreter, "-c", PEER, document))
    runs["graph"].append(cost(frozen, document))
    with tempfile.TemporaryDirectory() as scratch:
        workspace = pathlib.Path(scratch) / "w.atlas"
        runs["import"].append(load(workspace, document))
        stored = size(workspace)
cpu = {name: min(r.cpu for r in rows) for name, rows in runs.items()}
peak = {name: min(r.mb for r in rows) for name, rows in runs.items()}
table.at_most("bytes to graph, CPU beside the peer", cpu["graph"] / cpu["peer"], 1)
table.at_most("bytes to graph, peak beside the peer", peak["graph"] / peak["peer"], 1)
table.at_most("import, CPU beside the peer", cpu["import"] / cpu["peer"], 5)
table.at_most("import, peak beside the peer", peak["import"] / peak["peer"], 1)
table.at_most("frozen graph, bytes an edge", json.loads(runs["graph"][0].printed)["bytesPerEdge"], 12)
for name, what in [("peer", "msgspec + networkit"), ("graph", "bytes to graph"), ("import", "import")]:
    table.figure(f"{what}, CPU", cpu[name], "s")
    table.figure(f"{what}, peak", peak[name], "MB")
table.figure("workspace", stored, "MB")
table.figure("document", document.stat().st_size / 1e6, "MB")
table.finish()
