#!/usr/bin/env python3
"""Push and freeze of graphs S and M against a real Neo4j beside the official Python driver with its
Rust extension: same server, same run, in turn, the database emptied before each first push.

The driver writes what our push has written, by the same statements and with the batch that is best
for it; its rows lie ready in memory, ours come out of the workspace. Wall seconds, since most of the
work is the server's; the least of three. `./x bench neo4j` names the server and empties its database."""
import json, os, pathlib, shutil, tempfile

from bars.graphs import graph, variant
from bars.measure import cost, load, program
from bars.places import ROOT, python
from bars.table import Table

# Beside the first push of ours, and the one of the peer with each batch.
ROUNDS = 2
BATCHES = [5_000, 10_000, 20_000, 50_000]
FETCHES = [1_000, 10_000, 50_000]

table = Table("neo4j")
address, atlas = os.environ["ATLAS_TEST_NEO4J"], program("neo4j")


def measured(*command):
    """What a program prints, and its peak MB."""
    spent = cost(*command)
    return {**json.loads(spent.printed), "mb": spent.mb}


def ours(*words):
    return measured(atlas, *words)


def peer(what, *words):
    return measured(python(), "-B", ROOT / "tests/benches/bars/neo4j_peer.py", what, address, *words)


def first(push):
    """A push into the emptied database."""
    peer("empty")
    return push()


def least(runs):
    return min(r["seconds"] for r in runs)


def states(name, folder):
    """A workspace with a graph, and one that has read the same file again with 1 of 100 relations changed."""
    document, now, then = folder / "opengraph.json", folder / "now.atlas", folder / "then.atlas"
    shutil.copy(graph(name) / "opengraph.json", document)
    load(now, document)
    shutil.copy(now, then)
    variant("changed", graph(name), document)
    load(then, document)
    return now, then


def bench(name, folder):
    now, then = states(name, folder)
    rows = folder / "rows"
    our_push = lambda: ours("push", now, address)
    pushes = [first(our_push)]
    told = peer("count")["count"]
    peer("dump", rows)
    sweep = {batch: first(lambda: peer("push", rows, batch)) for batch in BATCHES}
    batch = min(sweep, key=lambda b: sweep[b]["seconds"])
    same = peer("count")["count"] == told
    peers, again, changed = [sweep[batch]], [], []
    for _ in range(ROUNDS):
        peers.append(first(lambda: peer("push", rows, batch)))
        pushes.append(first(our_push))
        again.append(our_push())
        changed.append(ours("push", then, address))
    fetches = {fetch: peer("freeze", fetch, "rows") for fetch in FETCHES}
    fetch = min(fetches, key=lambda f: fetches[f]["seconds"])
    freezes, streams, lists = [], [fetches[fetch]], []
    for _ in range(ROUNDS + 1):
        streams.append(peer("freeze", fetch, "rows"))
        lists.append(peer("freeze", fetch, "lists"))
        freezes.append(ours("freeze", address))
    relations = freezes[0]["relations"]
    table.figure(f"{name}: relations", relations)
    table.equal(f"{name}: the peer wrote the same", int(same), 1)
    table.equal(f"{name}: the peer read as many", streams[0]["relations"], relations)
    table.equal(f"{name}: of 1 in 100 changed so many were made", changed[0]["relations"], relations // 100)
    for what, runs in [("push", pushes), ("push, the peer", peers), ("push unchanged", again), ("push 1 % changed", changed),
                       ("freeze", freezes), ("freeze, the peer", streams), ("freeze, the peer with a row a node", lists)]:
        table.figure(f"{name}: {what}", least(runs), "s")
        table.figure(f"{name}: {what}, peak", max(r["mb"] for r in runs), "MB")
    table.figure(f"{name}: best batch of the peer", batch)
    table.figure(f"{name}: best fetch of the peer", fetch)
    table.at_most(f"{name}: push beside the peer", least(pushes) / least(peers), 1)
    table.at_least(f"{name}: freeze, the peer beside it", least(streams) / least(freezes), 4)
    table.figure(f"{name}: freeze, the peer with a row a node beside it", least(lists) / least(freezes))
    table.at_most(f"{name}: unchanged beside the first push", least(again) / least(pushes), 1 / 10)
    table.at_most(f"{name}: 1 % changed beside the first push", least(changed) / least(pushes), 1 / 5)
    table.at_most(f"{name}: peak of a push", max(r["mb"] for r in pushes + changed), 250, "MB")
    table.at_most(f"{name}: peak of a freeze", max(r["mb"] for r in freezes), 150, "MB")


for name in ["S", "M"]:
    with tempfile.TemporaryDirectory() as scratch:
        bench(name, pathlib.Path(scratch))
table.finish()
