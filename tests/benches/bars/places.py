"""Where the benches keep things, and the Python that holds the peers."""
import os, pathlib, subprocess, sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
OUT = ROOT / "out/bench"
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target"))
ATLAS = TARGET / "release/atlas"
GRAPHS = pathlib.Path(os.environ.get("ATLAS_BENCH_DATA", OUT / "graphs"))
PEERS = pathlib.Path(__file__).with_name("peers.txt")


def python():
    """A Python with the peers of peers.txt in it, made on first use and when the list changes."""
    venv = OUT / "venv"
    made = venv / "peers.txt"
    if not made.exists() or made.read_text() != PEERS.read_text():
        print("Installing the peers into", venv, file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", venv], check=True)
        subprocess.run([venv / "bin/python", "-m", "pip", "install", "-q", "-r", PEERS], check=True)
        made.write_text(PEERS.read_text())
    return venv / "bin/python"
