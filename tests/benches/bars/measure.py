"""What a command costs, and the commands that are measured.

The peak memory of a child counts from the memory of its parent (Linux keeps it across exec), so a
bench itself stays small: whatever needs memory runs in a process of its own."""
import json, os, subprocess, sys, tempfile, time
from collections import namedtuple

from bars.places import ATLAS, ROOT

Cost = namedtuple("Cost", "cpu wall mb printed")


def cost(*command):
    """CPU seconds (all threads), wall seconds and peak MB of a command, and what it printed."""
    started = time.time()
    with tempfile.TemporaryFile("w+") as said:
        process = subprocess.Popen([str(c) for c in command], stdout=subprocess.PIPE, stderr=said, text=True)
        printed = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            sys.exit(f"{command[0]} ended with exit code {process.returncode}\n{said.read()[-2000:]}")
    return Cost(usage.ru_utime + usage.ru_stime, time.time() - started, usage.ru_maxrss / 1024, printed)


def load(workspace, document):
    """The cost of an import."""
    return cost(ATLAS, "import", "-q", "-a", workspace, document)


def ask(workspace, verb, *words):
    """The document of `atlas VERB --json`."""
    return json.loads(cost(ATLAS, verb, "-q", "-a", workspace, *words, "--json").printed)


def size(workspace):
    """MB of a workspace with its companions."""
    return sum(f.stat().st_size for f in workspace.parent.glob(workspace.name + "*")) / 1e6


def program(name):
    """The built program of tests/benches/NAME.rs."""
    command = ["cargo", "bench", "--locked", "-p", "atlas-tests", "--bench", name, "--no-run", "--message-format=json"]
    built = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True).stdout
    rows = [json.loads(line) for line in built.splitlines() if line.startswith("{")]
    return next(r["executable"] for r in rows if r.get("executable") and r["target"]["name"] == name)
