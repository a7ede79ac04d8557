import { describe, expect, it } from "vitest";
import { written } from "../app/copy";
import type { MatrixAnswer } from "../ipc/host";
import { columnAt, columnsInSight, GAP, type Geometry, revealed, rowsInSight, widthOf, xOf } from "./geometry";
import { holds, shown } from "./shown";
import { tableOf } from "./table";

const NO_FOLDS: ReadonlySet<number> = new Set();

/** Four members; column 0 is two grants that all but the last hold, column 1 is rare. */
function answer(): MatrixAnswer {
	const row = (name: string, score: number, finding: boolean) => ({
		id: `id-${name}`,
		name,
		lane: "human",
		shape: "circle",
		exposed: finding,
		score,
		finding,
	});
	return {
		group: "g",
		label: "etcd",
		sentence: "",
		selected: null,
		base: [],
		rows: [row("u10", 0.9, false), row("u2", 0.5, true), row("=1+1", 0.1, false), row("ann", 0, false)],
		columns: [
			{
				grants: [
					{ id: "team", name: "team" },
					{ id: "repo", name: "repo · write" },
				],
				holders: 3,
				held: "usual",
				missed: true,
			},
			{ grants: [{ id: "vault", name: "vault\u202e · <read>" }], holders: 1, held: "rare", missed: false },
		],
		usual: 1,
		held: [[0], [0, 1], [0], []],
	};
}

describe("what is shown", () => {
	it("keeps like beside like until somebody asks for another order", () => {
		const a = answer();
		expect(shown(a, { by: "seriated" }, "", NO_FOLDS).rows).toEqual([0, 1, 2, 3]);
		const byName = shown(a, { by: "name" }, "", NO_FOLDS).rows.map((r) => a.rows[r].name);
		expect(byName.indexOf("u2"), "numbers in names count as numbers").toBeLessThan(byName.indexOf("u10"));
		expect(shown(a, { by: "score" }, "", NO_FOLDS).rows, "findings before what only scores high").toEqual([1, 0, 2, 3]);
		expect(shown(a, { by: "column", column: 1 }, "", NO_FOLDS).rows, "holders first, the rest as it was").toEqual([
			1, 0, 2, 3,
		]);
	});

	it("filters what a text names, and leaves the other side whole", () => {
		const rows = shown(answer(), { by: "seriated" }, "U1", NO_FOLDS);
		expect([rows.rows, rows.columns.length]).toEqual([[0], 2]);
		const columns = shown(answer(), { by: "seriated" }, "repo", NO_FOLDS);
		expect([columns.rows.length, columns.columns.map((c) => c.name)], "also a grant that is folded").toEqual([
			4,
			["team"],
		]);
		expect(shown(answer(), { by: "seriated" }, "nobody", NO_FOLDS).missed).toBe(true);
	});

	it("unfolds a column into its grants, which say the same of everyone", () => {
		const { columns, usual } = shown(answer(), { by: "seriated" }, "", new Set([0]));
		expect(columns.map((c) => [c.id, c.column, c.more])).toEqual([
			["team", 0, 0],
			["repo", 0, 0],
			["vault", 1, 0],
		]);
		expect(usual).toBe(2);
	});

	it("finds who holds what", () => {
		const a = answer();
		const every = a.rows.map((_, r) => a.columns.map((__, c) => holds(a, r, c)));
		expect(every).toEqual([
			[true, false],
			[true, true],
			[true, false],
			[false, false],
		]);
	});
});

describe("the table of a matrix", () => {
	it("says in words what a cell shows, and nothing in it comes alive", () => {
		const a = answer();
		const table = tableOf(a, shown(a, { by: "seriated" }, "", NO_FOLDS));
		const tsv = written(table, "TSV").split("\n");
		expect(tsv[0].split("\t")).toEqual([
			"Member",
			"Score",
			"Reaches a crown jewel",
			"team; repo · write",
			"vault� · <read>",
		]);
		expect(tsv[2]).toBe("u2\t0.50\tyes\theld\theld, rare");
		expect(tsv[3].startsWith("'=1+1\t"), "no formula").toBe(true);
		expect(tsv[4]).toBe("ann\t0.00\t\tmissing\t");
		expect(written(table, "Markdown")).toContain("\\<read\\>");
	});
});

describe("geometry", () => {
	const g: Geometry = { cell: 15, rows: 100, columns: 10, usual: 4 };

	it("finds the column that is drawn at a place", () => {
		for (let c = 0; c < g.columns; c++) {
			expect(columnAt(g, xOf(g, c))).toBe(c);
			expect(columnAt(g, xOf(g, c) + 14.9)).toBe(c);
		}
		expect(columnAt(g, 4 * 15 + GAP / 2), "the gap is nothing").toBe(-1);
		expect(columnAt(g, widthOf(g)), "nor is what lies beyond").toBe(-1);
		const all = { ...g, usual: 10 };
		expect(widthOf(all), "one part has no gap").toBe(150);
	});

	it("has in sight what can be seen and not all", () => {
		expect(rowsInSight(g, 150, 60)).toEqual([10, 14]);
		const [from, to] = columnsInSight(g, 60, 45);
		for (let c = 0; c < g.columns; c++) {
			const seen = xOf(g, c) < 105 && xOf(g, c) + 15 > 60;
			if (seen) expect(c >= from && c < to, `column ${c}`).toBe(true);
		}
		expect(to - from).toBeLessThan(g.columns);
	});

	it("scrolls no further than it must", () => {
		expect([revealed(100, 50, 110, 125), revealed(100, 50, 30, 45), revealed(100, 50, 200, 215)]).toEqual([
			100, 30, 165,
		]);
	});
});
