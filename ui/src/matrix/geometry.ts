// Where things stand in the matrix, in CSS pixels from the first cell, and which of them are in sight.

/** Gap between what half of the members hold and the rest. */
export const GAP = 12;

export interface Geometry {
	/** Distance of two cells. */
	cell: number;
	rows: number;
	columns: number;
	/** Columns before the gap. */
	usual: number;
}

/** Whether there is anything on both sides of the gap. */
function parted(g: Geometry): boolean {
	return g.usual > 0 && g.usual < g.columns;
}

export function xOf(g: Geometry, column: number): number {
	return column * g.cell + (parted(g) && column >= g.usual ? GAP : 0);
}

export function widthOf(g: Geometry): number {
	return g.columns === 0 ? 0 : xOf(g, g.columns - 1) + g.cell;
}

/** The column at x; -1 in the gap and outside. */
export function columnAt(g: Geometry, x: number): number {
	const split = g.usual * g.cell;
	let at = x;
	if (parted(g) && x >= split) {
		if (x < split + GAP) return -1;
		at = x - GAP;
	}
	const column = Math.floor(at / g.cell);
	return column >= 0 && column < g.columns ? column : -1;
}

export function rowAt(g: Geometry, y: number): number {
	const row = Math.floor(y / g.cell);
	return row >= 0 && row < g.rows ? row : -1;
}

/** First and one past the last of what is in sight, with a few more of which a part may be. */
export function rowsInSight(g: Geometry, top: number, height: number): [number, number] {
	return [Math.max(0, Math.floor(top / g.cell)), Math.min(g.rows, Math.ceil((top + height) / g.cell))];
}

export function columnsInSight(g: Geometry, left: number, width: number): [number, number] {
	const first = Math.max(0, Math.floor((left - GAP) / g.cell));
	return [first, Math.min(g.columns, Math.max(first, Math.ceil((left + width) / g.cell)))];
}

/** The scroll position nearest to `at` that shows from..to in a window of `size`. */
export function revealed(at: number, size: number, from: number, to: number): number {
	if (from < at) return from;
	if (to > at + size) return to - size;
	return at;
}
