"""The questions of graph.rs to the peers: graph_peers.py PEER FOLDER QUESTIONS. One JSON line of the
same form: CPU milliseconds of each question (the least of the rounds), and its answers."""
import itertools, json, pathlib, sys, time

import numpy as np

PEER, FOLDER, QUESTIONS = sys.argv[1], pathlib.Path(sys.argv[2]), json.load(open(sys.argv[3]))
import pandas

ids = pandas.read_parquet(FOLDER / "nodes.parquet").id.to_numpy()
number = {name: n for n, name in enumerate(ids)}
edges = pandas.read_parquet(FOLDER / "edges.parquet")
SOURCE, TARGET, NODES = edges.src.to_numpy(), edges.dst.to_numpy(), len(ids)
TIER0 = [number[i] for i in QUESTIONS["tier0"]]
IDENTITIES = QUESTIONS["identities"]
PAIRS = {
    what: {name: [(number[a], number[b]) for a, b in pairs] for name, pairs in sets.items()}
    for what, sets in QUESTIONS["pairs"].items()
}
times, answers = {}, {}


def ask(name, question, per=1, rounds=3):
    least = float("inf")
    for _ in range(rounds):
        began = time.process_time()
        answer = question()
        least = min(least, time.process_time() - began)
    times[name], answers[name] = least * 1e3 / per, answer


def ask_pairs(what, question, rounds=3):
    for name, pairs in PAIRS[what].items():
        ask(f"{what} {name}", lambda: [question(a, b) for a, b in pairs], len(pairs), rounds)


def with_ends():
    """All identities behind one source, all targets before one sink, which no cut can part from them."""
    source, sink = NODES, NODES + 1
    people = np.arange(IDENTITIES)
    s = np.r_[SOURCE, TIER0, np.full(len(people), source)]
    t = np.r_[TARGET, np.full(len(TIER0), sink), people]
    capacity = np.r_[np.ones(len(SOURCE)), np.full(len(TIER0) + len(people), 10**6)].astype(np.int32)
    return s, t, capacity, source, sink


def scipy():
    import scipy.sparse as sp
    from scipy.sparse.csgraph import breadth_first_order, maximum_flow
    backward = sp.csr_matrix((np.ones(len(SOURCE)), (TARGET, SOURCE)), shape=(NODES, NODES))
    reached = lambda x: breadth_first_order(backward, x, return_predecessors=False)
    ask("exposure", lambda: [int((reached(x) < IDENTITIES).sum()) for x in TIER0])
    s, t, capacity, source, sink = with_ends()
    flow = sp.csr_matrix((capacity, (s, t)), shape=(NODES + 2, NODES + 2))
    ask("minimum cut", lambda: int(maximum_flow(flow, source, sink).flow_value))


def networkit():
    import networkit as nk
    nk.setNumberOfThreads(1)
    build = lambda s, t: nk.GraphFromCoo((np.ones(len(s)), (s.astype(np.uint64), t.astype(np.uint64))), n=NODES, directed=True, weighted=False)
    backward, forward = build(TARGET, SOURCE), build(SOURCE, TARGET)
    reached = lambda x: np.asarray(nk.distance.BFS(backward, x, storePaths=False).run().getDistances(asarray=True))
    ask("exposure", lambda: [int((reached(x)[:IDENTITIES] < 1e300).sum()) for x in TIER0])

    # The path has neither end in it.
    def hops(a, b):
        search = nk.distance.BidirectionalBFS(forward, a, b, True)
        search.run()
        return len(search.getPath()) + 1
    ask_pairs("shortest", hops)


def igraph():
    import igraph as ig
    g = ig.Graph(NODES, np.stack([SOURCE, TARGET], 1), directed=True)
    ask_pairs("all shortest", lambda a, b: len(g.get_all_shortest_paths(a, b)))
    s, t, _, _, sink = with_ends()
    closed = ig.Graph(NODES + 2, np.stack([s, t], 1), directed=True)
    ask("dominators", lambda: closed.dominator(sink, mode="in") and None)


def rustworkx():
    import rustworkx as rx
    g = rx.PyDiGraph(multigraph=False)
    g.add_nodes_from([None] * NODES)
    g.add_edges_from_no_data(list(zip(SOURCE.tolist(), TARGET.tolist())))
    ask_pairs("all shortest", lambda a, b: len(rx.digraph_all_shortest_paths(g, a, b)))


def networkx():
    import networkx as nx
    g = nx.DiGraph()
    g.add_nodes_from(range(NODES))
    g.add_edges_from(zip(SOURCE.tolist(), TARGET.tolist()))
    ten = lambda a, b: [len(p) - 1 for p in itertools.islice(nx.shortest_simple_paths(g, a, b), 10)]
    ask_pairs("ten best", ten, rounds=2)


{"scipy": scipy, "networkit": networkit, "igraph": igraph, "rustworkx": rustworkx, "networkx": networkx}[PEER]()
print(json.dumps({"times": times, "answers": answers}))
