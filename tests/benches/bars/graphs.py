"""The graphs of the benches, made on first use into ATLAS_BENCH_DATA (default out/bench/graphs).

They come from a seeded generator that is no part of this repository: it lies beside the checkout as
../shared/bench/gen_access_graph.py. Where another has made them, ATLAS_BENCH_DATA names the folder."""
import json, subprocess, sys

from bars.places import GRAPHS, ROOT, python

GENERATOR = ROOT / "../shared/bench/gen_access_graph.py"
# The dense graph: a fifth of the resources leaks a secret, so that nearly everyone reaches tier 0.
FLAGS = {"S": ["--scale", "S"], "M": ["--scale", "M"], "Md": ["--scale", "M", "--secrets", ".2"]}


def graph(name):
    """The folder of a graph: opengraph.json, truth.json, nodes.csv, identities.csv."""
    folder = GRAPHS / name
    if not (folder / "opengraph.json").exists():
        if not GENERATOR.exists():
            sys.exit(f"Graph {name} is missing. Either put the generator at {GENERATOR.resolve()},\n"
                     f"or set ATLAS_BENCH_DATA to a folder that holds {name}/opengraph.json.")
        command = [python(), GENERATOR, *FLAGS[name], "--name", name, "--out", GRAPHS, "--csv", "--json"]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    if not (folder / "identities.csv").exists():
        variant("identities", folder, folder / "identities.csv")
    return folder


def wide():
    """The document of 200,000 nodes and 1,000,000 relations."""
    out = GRAPHS / "wide.json"
    if not out.exists():
        GRAPHS.mkdir(parents=True, exist_ok=True)
        subprocess.run([sys.executable, "-B", ROOT / "tests/benches/bars/wide.py", out], check=True)
    return out


def variant(how, folder, out):
    """Make a document out of a graph, as variants.py says."""
    out.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run([python(), "-B", ROOT / "tests/benches/bars/variants.py", how, folder, out], check=True)
    return out


def truth(folder):
    """What the generator planted, with the ids of the nodes by number."""
    ids = [line.split(",")[0].strip('"') for line in (folder / "nodes.csv").read_text().splitlines()[1:]]
    return json.loads((folder / "truth.json").read_text()), ids
