"""The official driver of Neo4j with its Rust extension, doing what a push and a freeze do:

neo4j_peer.py dump ADDRESS ROWS             what a push of ours has written, for `push`
neo4j_peer.py push ADDRESS ROWS BATCH       the same nodes and relations by the same statements
neo4j_peer.py freeze ADDRESS FETCH SHAPE    what a freeze reads; SHAPE is rows (one a relation) or lists (one a node)
neo4j_peer.py count ADDRESS                 nodes, relations and the sum of their stamps
neo4j_peer.py empty ADDRESS

One JSON line; seconds without connecting and without reading ROWS, whose rows lie in memory as the
driver wants them, and the CPU seconds of that preparation. The password stands in ATLAS_NEO4J_PASSWORD."""
import gc, json, os, pickle, sys, time

import neo4j

WHAT, ADDRESS, WORDS = sys.argv[1], sys.argv[2], sys.argv[3:]
scheme, place = ADDRESS.split("://")
user, place = place.split("@")
host, database = place.split("/")
# Without notifications, which cost time and say that ids are of one database only.
driver = neo4j.GraphDatabase.driver(
    f"{scheme}://{host}",
    auth=(user, os.environ["ATLAS_NEO4J_PASSWORD"]),
    notifications_min_severity="OFF",
    warn_notification_severity="OFF",
)
driver.verify_connectivity()

MAKE_NODES = "UNWIND $rows AS r CREATE (n:AtlasNode) SET n = r[2], n:$(r[1]) RETURN r[0] AS number, id(n) AS id"
MAKE_RELATIONS = """UNWIND $rows AS r MATCH (a) WHERE id(a) = r[0] MATCH (b) WHERE id(b) = r[1]
  CREATE (a)-[:$(r[2]) {atlas_stamp: r[3], atlas_evidence: r[4], atlas_level: r[5], atlas_traversable: r[6]}]->(b)
  RETURN count(*) AS done"""
NODES = """MATCH (n:AtlasNode) WHERE n.atlas_stamp IS NOT NULL RETURN [id(n), n.atlas_key, n.atlas_name,
  n.atlas_kinds, n.atlas_class, n.atlas_lifecycle, n.atlas_tier, n.atlas_enabled, n.atlas_placeholder, n.atlas_source] AS x"""
ROWS = """MATCH (a:AtlasNode)-[r]->(b) WHERE r.atlas_stamp IS NOT NULL
  RETURN id(a), id(b), coalesce(r.atlas_kind, type(r)), r.atlas_level, r.atlas_traversable"""
LISTS = """MATCH (a:AtlasNode) WHERE (a)-->() RETURN id(a) AS id, [(a)-[r]->(b) WHERE r.atlas_stamp IS NOT NULL |
  [id(b), coalesce(r.atlas_kind, type(r)), r.atlas_level, r.atlas_traversable]] AS edges"""


def session(**words):
    return driver.session(database=database, **words)


def dump(path):
    number, nodes, relations = {}, [], []
    with session(fetch_size=10_000) as s:
        for x, labels, properties in s.run("MATCH (n:AtlasNode) RETURN id(n), labels(n), properties(n)"):
            number[x] = len(nodes)
            nodes.append([len(nodes), [l for l in labels if l != "AtlasNode"], properties])
        for a, b, kind, p in s.run("MATCH (a:AtlasNode)-[r]->(b) RETURN id(a), id(b), type(r), properties(r)"):
            columns = ("atlas_stamp", "atlas_evidence", "atlas_level", "atlas_traversable")
            assert set(p) <= set(columns), "a plain relation"
            relations.append([number[a], number[b], kind, *map(p.get, columns)])
    with open(path, "wb") as file:
        pickle.dump((nodes, relations), file)
    return {"nodes": len(nodes), "relations": len(relations)}


def push(path, batch):
    with open(path, "rb") as file:
        nodes, relations = pickle.load(file)
    gc.freeze()
    batch, ids = int(batch), [0] * len(nodes)
    with session() as s:
        s.run("CREATE CONSTRAINT atlas_node_key IF NOT EXISTS FOR (n:AtlasNode) REQUIRE n.atlas_key IS UNIQUE").consume()
        s.run("CREATE INDEX atlas_node_id IF NOT EXISTS FOR (n:AtlasNode) ON (n.atlas_id)").consume()
        s.run("CREATE INDEX atlas_node_name IF NOT EXISTS FOR (n:AtlasNode) ON (n.name)").consume()
        s.run("CALL db.awaitIndexes(120)").consume()
        prepared, began = time.process_time(), time.perf_counter()
        for at in range(0, len(nodes), batch):
            rows = nodes[at : at + batch]
            for number, x in s.execute_write(lambda tx: tx.run(MAKE_NODES, rows=rows).values()):
                ids[number] = x
        for at in range(0, len(relations), batch):
            rows = [[ids[r[0]], ids[r[1]], *r[2:]] for r in relations[at : at + batch]]
            s.execute_write(lambda tx: tx.run(MAKE_RELATIONS, rows=rows).consume())
        seconds = time.perf_counter() - began
    return {"seconds": seconds, "prepared": prepared, "nodes": len(nodes), "relations": len(relations)}


def freeze(fetch, shape):
    began = time.perf_counter()
    number, nodes, relations, kinds = {}, [], [], {}
    with session(fetch_size=int(fetch), default_access_mode=neo4j.READ_ACCESS) as s:
        for (x,) in s.run(NODES):
            number[x[0]] = len(nodes)
            nodes.append(x)
        if shape == "rows":
            for a, b, *kind in s.run(ROWS):
                relations.append((number[a], number[b], kinds.setdefault(tuple(kind), len(kinds))))
        else:
            for a, edges in s.run(LISTS):
                a = number[a]
                relations.extend((a, number[b], kinds.setdefault((k, l, t), len(kinds))) for b, k, l, t in edges)
    return {"seconds": time.perf_counter() - began, "nodes": len(nodes), "relations": len(relations)}


def count():
    question = """CALL () { MATCH (n:AtlasNode) RETURN count(n) AS n, sum(n.atlas_stamp % 1000003) AS ns }
      CALL () { MATCH ()-[r]->() RETURN count(r) AS r, sum(r.atlas_stamp % 1000003) AS rs } RETURN n, ns, r, rs"""
    with session() as s:
        return {"count": list(s.run(question).single())}


def empty():
    with session() as s:
        s.run("MATCH ()-[r]->() CALL (r) { DELETE r } IN TRANSACTIONS OF 20000 ROWS").consume()
        s.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 20000 ROWS").consume()
    return {}


print(json.dumps({"dump": dump, "push": push, "freeze": freeze, "count": count, "empty": empty}[WHAT](*WORDS)))
driver.close()
