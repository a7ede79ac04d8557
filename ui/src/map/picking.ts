// What is under the pointer: a uniform grid over the marks, plain search over the few dozen countries,
// ribbons and lines. Built once per scene from the same arrays that are drawn.
import { distanceTo } from "./curve";
import { type Scene, WIDTH } from "./scene";

export type Layer = "mark" | "country" | "line" | "band";

/** A thing on the map by its layer and its index there. */
export interface Hit {
	layer: Layer;
	index: number;
	/** Index into `scene.picks`. */
	pick: number;
}

export interface Picker {
	/** The topmost thing within `reach` map units of a point, or null. */
	at(x: number, y: number, reach: number): Hit | null;
}

/** Marks of a cell stand together in `items`, between two `starts`: a counting sort. */
interface Grid {
	cell: number;
	columns: number;
	rows: number;
	starts: Uint32Array;
	items: Uint32Array;
	widest: number;
}

function gridOf(scene: Scene): Grid {
	const { marks, width, height } = scene;
	const cell = Math.max(width, height) / Math.min(256, Math.max(8, Math.ceil(Math.sqrt(marks.count))));
	const columns = Math.max(1, Math.ceil(width / cell));
	const rows = Math.max(1, Math.ceil(height / cell));
	const starts = new Uint32Array(columns * rows + 1);
	const home = new Uint32Array(marks.count);
	let widest = 0;
	for (let i = 0; i < marks.count; i++) {
		const c = Math.min(columns - 1, Math.max(0, Math.floor(marks.place[3 * i] / cell)));
		const r = Math.min(rows - 1, Math.max(0, Math.floor(marks.place[3 * i + 1] / cell)));
		home[i] = r * columns + c;
		starts[home[i] + 1]++;
		widest = Math.max(widest, marks.place[3 * i + 2]);
	}
	for (let k = 1; k < starts.length; k++) starts[k] += starts[k - 1];
	const next = starts.slice();
	const items = new Uint32Array(marks.count);
	for (let i = 0; i < marks.count; i++) items[next[home[i]]++] = i;
	return { cell, columns, rows, starts, items, widest };
}

/** Index a scene for pointing. O(marks) time and memory; a look-up touches a few cells. */
export function pickerOf(scene: Scene): Picker {
	const grid = gridOf(scene);
	const { marks, countries, bands, lines } = scene;

	function markAt(x: number, y: number, reach: number): Hit | null {
		const span = grid.widest + reach;
		const c0 = Math.max(0, Math.floor((x - span) / grid.cell));
		const c1 = Math.min(grid.columns - 1, Math.floor((x + span) / grid.cell));
		const r0 = Math.max(0, Math.floor((y - span) / grid.cell));
		const r1 = Math.min(grid.rows - 1, Math.floor((y + span) / grid.cell));
		let best = -1;
		let least = Number.POSITIVE_INFINITY;
		for (let r = r0; r <= r1; r++) {
			for (let c = c0; c <= c1; c++) {
				const cell = r * grid.columns + c;
				for (let k = grid.starts[cell]; k < grid.starts[cell + 1]; k++) {
					const i = grid.items[k];
					const beyond = Math.hypot(marks.place[3 * i] - x, marks.place[3 * i + 1] - y) - marks.place[3 * i + 2];
					if (beyond <= reach && beyond < least && marks.pick[i] !== 0) {
						least = beyond;
						best = i;
					}
				}
			}
		}
		return best < 0 ? null : { layer: "mark", index: best, pick: marks.pick[best] };
	}

	function nearest(layer: "line" | "band", x: number, y: number, reach: number): Hit | null {
		const list = layer === "line" ? lines : bands;
		const width = layer === "line" ? WIDTH.lines : WIDTH.bands;
		let best: Hit | null = null;
		let least = Number.POSITIVE_INFINITY;
		for (let i = 0; i < list.count; i++) {
			if (list.pick[i] === 0) continue;
			const o = i * width;
			const { distance, t } = distanceTo(list.curve, o, x, y);
			const first = list.curve[o + 8];
			const last = layer === "line" ? first : list.curve[o + 9];
			const beyond = distance - (first * (1 - t) + last * t) / 2;
			if (beyond <= reach && beyond < least) {
				least = beyond;
				best = { layer, index: i, pick: list.pick[i] };
			}
		}
		return best;
	}

	function countryAt(x: number, y: number): Hit | null {
		for (let i = countries.count - 1; i >= 0; i--) {
			if (
				Math.hypot(countries.place[4 * i] - x, countries.place[4 * i + 1] - y) <= countries.place[4 * i + 2] &&
				countries.pick[i] !== 0
			) {
				return { layer: "country", index: i, pick: countries.pick[i] };
			}
		}
		return null;
	}

	return {
		at: (x, y, reach) =>
			markAt(x, y, reach) ?? nearest("line", x, y, reach) ?? countryAt(x, y) ?? nearest("band", x, y, reach / 2),
	};
}
