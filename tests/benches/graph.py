#!/usr/bin/env python3
"""Questions to the graph in memory beside the best peer of each, on Md: like M, but nearly everyone
reaches tier 0. The peers answer the same questions in the same run, each in a process of its own;
where an answer differs from a peer's, the bench is missed whatever the times say."""
import json, pathlib, random, tempfile

from bars.graphs import graph, truth
from bars.measure import cost, program
from bars.places import ROOT, python
from bars.table import Table

# How many times the CPU time of the atlas each question may take a peer at least.
BARS = {
    "exposure": {"scipy": 5, "networkit": 15},
    "shortest planted": {"networkit": 1.5},
    "shortest random": {"networkit": 1.5},
    "all shortest planted": {"igraph": 2, "rustworkx": 2},
    "all shortest random": {"igraph": 3, "rustworkx": 3},
    "ten best planted": {"networkx": 10},
    "ten best random": {"networkx": 10},
    "dominators": {"igraph": 5},
    "minimum cut": {"scipy": 3},
}

table = Table("graph")
folder = graph("Md")
planted, ids = truth(folder)
rng = random.Random(7)
rows = [line.split(",") for line in (folder / "identities.csv").read_text().splitlines()[1:]]
exposed = [row[0] for row in rows if int(row[3]) == len(planted["tier0"])]
tier0 = [ids[t] for t in planted["tier0"]]
chains = [(ids[c["entry"]], ids[c["tier0"]]) for c in planted["chains"]]
draw = lambda count: [(who, rng.choice(tier0)) for who in rng.sample(exposed, count)]
pairs = {
    "shortest": {"planted": chains, "random": draw(400)},
    "all shortest": {"planted": chains, "random": draw(45)},
    "ten best": {"planted": chains, "random": draw(45)},
}
questions = {"tier0": tier0, "identities": planted["n_identity"], "pairs": pairs}
with tempfile.TemporaryDirectory() as scratch:
    asked = pathlib.Path(scratch) / "questions.json"
    atlas = program("graph")
    answer = lambda *command: json.loads(cost(*command).printed)
    asked.write_text(json.dumps(questions))
    ours = answer(atlas, folder / "opengraph.json", asked)
    peers = {}
    for peer in ("scipy", "networkit", "igraph", "rustworkx", "networkx"):
        peers[peer] = answer(python(), "-B", ROOT / "tests/benches/bars/graph_peers.py", peer, folder, asked)
for question, bars in BARS.items():
    table.figure(f"{question}, CPU", ours["times"][question], "ms")
    for peer, bar in bars.items():
        table.at_least(f"{question}, {peer} beside it", peers[peer]["times"][question] / ours["times"][question], bar)
        if question != "dominators":
            same = peers[peer]["answers"][question] == ours["answers"][question]
            table.equal(f"{question}, same answer as {peer}", int(same), 1)
table.equal("exposure, the planted one", int(ours["answers"]["exposure"] == planted["exposed_per_tier0"]), 1)
counts = [c["n_shortest_paths"] for c in planted["chains"]]
table.equal("all shortest planted, the planted counts", int(ours["answers"]["all shortest planted"] == counts), 1)
table.finish()
