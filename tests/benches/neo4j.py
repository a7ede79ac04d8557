#!/usr/bin/env python3
"""Push and freeze of graphs S and M against a real Neo4j beside the official Python driver with its
Rust extension: same server, same run, in turn, the database emptied before each first push.

The driver writes what our push has written, by the same statements and with the batch that is best
for it; its rows lie ready in memory, ours come out of the workspace. CPU is that of both ends, client
and server; the least of three first pushes of S and of two of M, and of three freezes. Each figure is
told as it is taken. `./x bench neo4j` starts the server and empties its database.

neo4j.py [GRAPH...]    S and M where none is named"""
import json, os, pathlib, shutil, sys, tempfile

from bars.graphs import graph, variant
from bars.measure import cost, load, program
from bars.places import ROOT, python
from bars.table import Table

# Beside the first push of ours, and the one of the peer with each batch.
ROUNDS = {"S": 2, "M": 1}
FREEZES = 3
BATCHES = [5_000, 10_000, 20_000, 50_000]
FETCHES = [1_000, 10_000, 50_000]

table = Table("neo4j")
said = lambda name: (ROOT / "out/neo4j/5.26" / name).read_text().strip()
address, atlas = said("address"), program("neo4j")
os.environ["ATLAS_NEO4J_PASSWORD"] = said("password")


def server_cpu():
    """CPU seconds of the server so far."""
    times = pathlib.Path(f"/proc/{said('pid')}/stat").read_text().rpartition(")")[2].split()
    return (int(times[11]) + int(times[12])) / os.sysconf("SC_CLK_TCK")


def measured(*command):
    """What a program prints, with its peak MB and the CPU seconds of its work at both ends."""
    before = server_cpu()
    spent = cost(*command)
    printed = json.loads(spent.printed)
    work = server_cpu() - before + spent.cpu - printed.get("prepared", 0)
    if "seconds" in printed:
        what = " ".join(pathlib.Path(str(c)).name for c in command if str(c) != address)
        print(f"{printed['seconds']:8.2f} s wall {work:8.2f} s CPU {spent.mb:6.0f} MB  {what}", file=sys.stderr)
    return {**printed, "mb": spent.mb, "cpu": work}


def ours(*words):
    return measured(atlas, *words)


def peer(what, *words):
    return measured(python(), "-B", ROOT / "tests/benches/bars/neo4j_peer.py", what, address, *words)


def first(push):
    """A push into the emptied database."""
    peer("empty")
    return push()


def least(runs, what="cpu"):
    return min(r[what] for r in runs)


def states(name, folder):
    """A workspace with a graph, and one that has read the same file again with 1 of 100 relations changed."""
    document, now, then = folder / "opengraph.json", folder / "now.atlas", folder / "then.atlas"
    shutil.copy(graph(name) / "opengraph.json", document)
    load(now, document)
    shutil.copy(now, then)
    variant("changed", graph(name), document)
    load(then, document)
    return now, then


def bench(name, folder, batches):
    """Rows of the table for a graph; batches of the peer, the best first."""
    now, then = states(name, folder)
    rows = folder / "rows"
    our_push = lambda: ours("push", now, address)
    pushes = [first(our_push)]
    told = peer("count")["count"]
    peer("dump", rows)
    sweep = {batch: first(lambda: peer("push", rows, batch)) for batch in batches}
    batches = sorted(sweep, key=lambda b: sweep[b]["seconds"])
    batch = batches[0]
    same = peer("count")["count"] == told
    peers, again, changed = [sweep[batch]], [], []
    for _ in range(ROUNDS[name]):
        peers.append(first(lambda: peer("push", rows, batch)))
        pushes.append(first(our_push))
        again.append(our_push())
        changed.append(ours("push", then, address))
    fetches = {fetch: peer("freeze", fetch, "rows") for fetch in FETCHES}
    fetch = min(fetches, key=lambda f: fetches[f]["seconds"])
    freezes, streams, lists = [], [], []
    for _ in range(FREEZES):
        streams.append(peer("freeze", fetch, "rows"))
        lists.append(peer("freeze", fetch, "lists"))
        freezes.append(ours("freeze", address))
    relations = freezes[0]["relations"]
    table.figure(f"{name}: relations", relations)
    table.equal(f"{name}: the peer wrote the same", int(same), 1)
    table.equal(f"{name}: the peer read as many", streams[0]["relations"], relations)
    table.equal(f"{name}: of 1 in 100 changed so many were made", changed[0]["relations"], relations // 100)
    table.figure(f"{name}: best batch of the peer", batch)
    table.figure(f"{name}: best fetch of the peer", fetch)
    for what, runs in [("push", pushes), ("push, the peer", peers), ("push unchanged", again), ("push 1 % changed", changed),
                       ("freeze", freezes), ("freeze, the peer", streams), ("freeze, the peer, a row a node", lists)]:
        table.figure(f"{name}: {what}, CPU", least(runs), "s")
        table.figure(f"{name}: {what}, wall", least(runs, "seconds"), "s")
        table.figure(f"{name}: {what}, peak", max(r["mb"] for r in runs), "MB")
    for how in ("cpu", "seconds"):
        word = {"cpu": "CPU", "seconds": "wall"}[how]
        table.at_most(f"{name}: push beside the peer, {word}", least(pushes, how) / least(peers, how), 1)
        table.at_least(f"{name}: freeze, the peer beside it, {word}", least(streams, how) / least(freezes, how), 4)
        table.figure(f"{name}: freeze, the peer with a row a node beside it, {word}", least(lists, how) / least(freezes, how))
    table.at_most(f"{name}: unchanged beside the first push, CPU", least(again) / least(pushes), 1 / 10)
    table.at_most(f"{name}: 1 % changed beside the first push, CPU", least(changed) / least(pushes), 1 / 5)
    table.at_most(f"{name}: peak of a push", max(r["mb"] for r in pushes + changed), 200, "MB")
    table.at_most(f"{name}: peak of a freeze", max(r["mb"] for r in freezes), 150, "MB")
    return batches


# A larger graph takes the two best batches of the one before.
batches = BATCHES
for name in sys.argv[1:] or ["S", "M"]:
    with tempfile.TemporaryDirectory() as scratch:
        batches = bench(name, pathlib.Path(scratch), batches)[:2]
table.finish()
