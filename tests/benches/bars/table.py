"""The table of a bench: each figure beside its bar, ok or MISSED; the same as out/bench/NAME.json."""
import json, sys

from bars.places import OUT


class Table:
    def __init__(self, name):
        self.name, self.rows = name, []

    def figure(self, what, value, unit=""):
        """A figure without a bar."""
        self.rows.append({"what": what, "value": value, "unit": unit, "bar": None, "ok": True})

    def at_most(self, what, value, bar, unit=""):
        self.rows.append({"what": what, "value": value, "unit": unit, "bar": f"<= {bar:g}", "ok": value <= bar})

    def at_least(self, what, value, bar, unit=""):
        self.rows.append({"what": what, "value": value, "unit": unit, "bar": f">= {bar:g}", "ok": value >= bar})

    def equal(self, what, value, bar, unit=""):
        self.rows.append({"what": what, "value": value, "unit": unit, "bar": f"= {bar:,}", "ok": value == bar})

    def finish(self):
        """Print, write, and exit with 1 where a bar is missed."""
        wide = max(len(r["what"]) for r in self.rows)
        number = lambda v: f"{v:,}" if isinstance(v, int) else f"{v:.3f}" if abs(v) < 10 else f"{v:,.1f}"
        for r in self.rows:
            verdict = "" if r["bar"] is None else f"{r['bar']:>12}  {'ok' if r['ok'] else 'MISSED'}"
            print(f"{r['what']:{wide}}  {number(r['value']):>12} {r['unit']:8} {verdict}".rstrip())
        ok = all(r["ok"] for r in self.rows)
        OUT.mkdir(parents=True, exist_ok=True)
        path = OUT / f"{self.name}.json"
        path.write_text(json.dumps({"bench": self.name, "ok": ok, "rows": self.rows}, indent=1) + "\n")
        print(f"{path}: {'every bar is held' if ok else 'a bar is MISSED'}")
        sys.exit(not ok)
