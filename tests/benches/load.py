#!/usr/bin/env python3
"""Bytes to the frozen graph, and the whole import into the store, beside msgspec + networkit, which
store nothing. Graph M of ../shared/bench: 1.05 million edges, 140 MB of OpenGraph JSON.

Each runs three times in turn; the least CPU time of each counts. Needs ../shared."""
import json, os, pathlib, subprocess, sys, tempfile, time

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT / "../shared"
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
WORK = ROOT / "out/bench"
SCALE = sys.argv[1] if len(sys.argv) > 1 else "M"

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


def python():
    """A Python with the peers in it."""
    python = WORK / "venv/bin/python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", WORK / "venv"], check=True)
        packages = ["numpy", "pandas", "pyarrow", "scipy", "msgspec", "networkit"]
        subprocess.run([python, "-m", "pip", "install", "-q", *packages], check=True)
    return python


def graph(python):
    """The folder of the generated graph."""
    if not (WORK / SCALE / "opengraph.json").exists():
        generator = SHARED / "bench/gen_access_graph.py"
        subprocess.run([python, generator, "--scale", SCALE, "--out", WORK, "--csv", "--json"], check=True)
    return WORK / SCALE


def cost(command):
    """CPU seconds, wall seconds and peak MB of a command, and what it printed."""
    started = time.time()
    process = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, text=True)
    printed = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{command[0]} failed")
    return usage.ru_utime + usage.ru_stime, time.time() - started, usage.ru_maxrss / 1024, printed


def bench_program():
    """The built program of load.rs."""
    command = ["cargo", "bench", "--locked", "-p", "atlas-tests", "--bench", "load", "--no-run", "--message-format=json"]
    built = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    rows = [json.loads(line) for line in built.splitlines() if line.startswith("{")]
    return next(r["executable"] for r in rows if r.get("executable") and r["target"]["name"] == "load")


def main():
    if not SHARED.is_dir():
        sys.exit("../shared is not there")
    WORK.mkdir(parents=True, exist_ok=True)
    interpreter = python()
    document = graph(interpreter) / "opengraph.json"
    program = bench_program()
    runs = {"peer": [], "bytes to graph": [], "import": []}
    for _ in range(3):
        runs["peer"].append(cost([interpreter, "-c", PEER, document]))
        runs["bytes to graph"].append(cost([program, document]))
        with tempfile.TemporaryDirectory() as folder:
            workspace = pathlib.Path(folder) / "w.atlas"
            runs["import"].append(cost([TARGET / "release/atlas", "import", "-q", "-a", workspace, document]))
            size = workspace.stat().st_size / 1e6
    peer = min(r[0] for r in runs["peer"])
    for name, rows in runs.items():
        cpu, wall, peak, _ = min(rows)
        print(f"{name:16} {cpu:6.2f} s CPU  {cpu / peer:5.2f} of the peer  {wall:6.2f} s  {peak:6.0f} MB")
    print("snapshot", min(runs["bytes to graph"])[3].strip())
    print(f"workspace {size:.0f} MB for {document.stat().st_size / 1e6:.0f} MB of JSON")


main()
