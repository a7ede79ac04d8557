"""Other documents from a graph: variants.py HOW FOLDER OUT.

identities    id, team, whether an outlier, and how many targets it reaches, of every identity
pad-nodes     1 GB of properties that no one knows, on the nodes
pad-relations the same on the relations
changed       1 of 100 relations goes to another end of its kind
clean         every identity holds exactly what at least half of its team holds"""
import collections, json, pathlib, random, re, sys

GB = 1_000_000_000


def identities(folder, out):
    import pandas
    ids = [line.split(",")[0].strip('"') for line in (folder / "nodes.csv").read_text().splitlines()[1:]]
    table = pandas.read_parquet(folder / "truth_identities.parquet")
    rows = zip(table.node, table.peer_group, table.is_outlier, table.exposure)
    out.write_text("id,team,outlier,reaches\n" + "".join(f"{ids[n]},{team},{int(odd)},{reaches}\n" for n, team, odd, reaches in rows))


def padding(rng, size):
    """Members of an object, about `size` bytes: long and short texts, numbers, lists, objects; no two alike."""
    text = lambda n: rng.randbytes(max(n, 2) // 2).hex()
    part = size // 5
    short = lambda n: ",".join(f'"{text(20)}"' for _ in range(max(n // 23, 1)))
    numbers = ",".join(str(rng.getrandbits(40)) for _ in range(max(part // 13, 1)))
    nested = f'{{"a":[{short(part // 2)}],"b":{{"c":"{text(part // 2 - 40)}"}}}}'
    return f'"padA":"{text(part)}","padB":"{text(part)}","padC":[{short(part)}],"padD":[{numbers}],"padE":{nested}'.encode()


def pad(folder, out, mark, before, after):
    """Write the document with padding after every mark."""
    document = (folder / "opengraph.json").read_bytes()
    rng, at = random.Random(7), 0
    each = GB // document.count(mark)
    with out.open("wb") as file:
        for found in re.finditer(re.escape(mark), document):
            file.write(document[at:found.start()] + before + padding(rng, each) + after)
            at = found.end()
        file.write(document[at:])


def decoded(folder):
    return json.loads((folder / "opengraph.json").read_bytes())


def write(document, out):
    with out.open("w") as file:
        json.dump(document, file, separators=(",", ":"))


def changed(folder, out):
    document = decoded(folder)
    edges = document["graph"]["edges"]
    pair = lambda e: (e["kind"], e["start"]["value"], e["end"]["value"])
    known = {pair(e) for e in edges}
    ends = collections.defaultdict(list)
    for e in edges:
        ends[e["kind"]].append(e["end"]["value"])
    rng = random.Random(7)
    for n in rng.sample(range(len(edges)), len(edges) // 100):
        while pair(edges[n]) in known:
            edges[n]["end"] = {"value": rng.choice(ends[edges[n]["kind"]])}
        known.add(pair(edges[n]))
    write(document, out)


def clean(folder, out):
    rows = [line.split(",") for line in (folder / "identities.csv").read_text().splitlines()[1:]]
    team = {row[0]: row[1] for row in rows}
    size = collections.Counter(team.values())
    document = decoded(folder)
    edges = document["graph"]["edges"]
    held = collections.Counter((team[e["start"]["value"]], e["kind"], e["end"]["value"])
                               for e in edges if e["start"]["value"] in team)
    core = collections.defaultdict(list)
    for (group, kind, end), holders in sorted(held.items()):
        if 2 * holders >= size[group]:
            core[group].append((kind, end))
    rest = [e for e in edges if e["start"]["value"] not in team]
    document["graph"]["edges"] = rest + [
        {"kind": kind, "start": {"value": who}, "end": {"value": end}} for who, group in team.items() for kind, end in core[group]]
    write(document, out)


HOW = {
    "identities": identities,
    "pad-nodes": lambda folder, out: pad(folder, out, b'"enabled":true,', b'"enabled":true,', b","),
    "pad-relations": lambda folder, out: pad(folder, out, b'{"kind":', b'{"properties":{', b'},"kind":'),
    "changed": changed,
    "clean": clean,
}

if __name__ == "__main__":
    HOW[sys.argv[1]](pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3]))
