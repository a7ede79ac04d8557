// Which rows and columns of a matrix are on screen, and in which order: pure, so that it can be tested
// and costs nothing while nothing changes.
import type { MatrixAnswer } from "../ipc/host";
import { inert } from "../map/label-layer";

/** A column as it is shown: all grants of it, or one of them where it is unfolded. */
export interface ShownColumn {
	/** Which column of the answer. */
	column: number;
	/** Which grant of it; null where it is folded or has but one. */
	grant: number | null;
	/** Native id of the first grant. */
	id: string;
	/** Its words, without "+n". */
	name: string;
	/** How many grants are folded behind the name. */
	more: number;
	holders: number;
	usual: boolean;
}

export type Order = { by: "seriated" } | { by: "name" } | { by: "score" } | { by: "column"; column: number };

export interface Shown {
	/** Indices of rows. */
	rows: number[];
	columns: ShownColumn[];
	/** How many of the columns stand before the gap. */
	usual: number;
	/** That the filter named nothing. */
	missed: boolean;
}

export function columnOf(answer: MatrixAnswer, column: number, grant: number | null): ShownColumn {
	const c = answer.columns[column];
	const first = c.grants[grant ?? 0];
	return {
		column,
		grant,
		id: first?.id ?? "",
		name: inert(first?.name ?? ""),
		more: grant === null ? c.grants.length - 1 : 0,
		holders: c.holders,
		usual: column < answer.usual,
	};
}

/** Whether a row holds a column. O(log held). */
export function holds(answer: MatrixAnswer, row: number, column: number): boolean {
	const held = answer.held[row];
	let lo = 0;
	let hi = held.length;
	while (lo < hi) {
		const mid = (lo + hi) >> 1;
		if (held[mid] < column) lo = mid + 1;
		else hi = mid;
	}
	return held[lo] === column;
}

/**
 * What is shown. A filter keeps the rows and the columns that it names; where it names only the one,
 * all of the other stay. O(rows log rows + grants).
 */
export function shown(answer: MatrixAnswer, order: Order, filter: string, unfolded: ReadonlySet<number>): Shown {
	const wanted = filter.trim().toLowerCase();
	const names = (text: string) => text.toLowerCase().includes(wanted);
	const every = answer.rows.map((_, i) => i);
	const columns = answer.columns.flatMap((c, i) =>
		unfolded.has(i) ? c.grants.map((_, g) => columnOf(answer, i, g)) : [columnOf(answer, i, null)],
	);
	let rows = every;
	let kept = columns;
	let missed = false;
	if (wanted !== "") {
		const ofRows = every.filter((r) => names(answer.rows[r].name) || names(answer.rows[r].id));
		const ofColumns = columns.filter((c) =>
			c.grant === null ? answer.columns[c.column].grants.some((g) => names(g.name)) : names(c.name),
		);
		if (ofRows.length > 0) rows = ofRows;
		if (ofColumns.length > 0) kept = ofColumns;
		missed = ofRows.length === 0 && ofColumns.length === 0;
		if (missed) {
			rows = [];
			kept = [];
		}
	}
	return {
		rows: ordered(answer, rows, order),
		columns: kept,
		usual: kept.filter((c) => c.usual).length,
		missed,
	};
}

/** Ties keep the order of the answer, in which like stands beside like. */
function ordered(answer: MatrixAnswer, rows: number[], order: Order): number[] {
	const { by } = order;
	if (by === "seriated") return rows;
	const sorted = [...rows];
	if (by === "name") {
		const collator = new Intl.Collator("en", { numeric: true });
		return sorted.sort((a, b) => collator.compare(answer.rows[a].name, answer.rows[b].name) || a - b);
	}
	if (by === "score") {
		const score = (r: number) => (answer.rows[r].finding ? 2 : 0) + (answer.rows[r].score ?? -1);
		return sorted.sort((a, b) => score(b) - score(a) || a - b);
	}
	const holder = (r: number) => (holds(answer, r, order.column) ? 0 : 1);
	return sorted.sort((a, b) => holder(a) - holder(b) || a - b);
}
