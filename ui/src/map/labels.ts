// Which texts stand where: the important first, none over another. Level of detail falls out of it,
// because zooming in gives the less important ones room.
import type { Camera, Extent } from "./camera";
import { ANCHORS, type Labels } from "./scene";

/** A text that has a place, in CSS pixels; (x, y) is the left end of its baseline. */
export interface Placed {
	index: number;
	x: number;
	y: number;
	width: number;
	size: number;
}

/** The width in CSS pixels of label `index`. */
export type Measure = (index: number, size: number, bold: boolean) => number;

/** Texts are read at these sizes, whatever the zoom. */
const SMALLEST = 10.5;
const LARGEST = 15;
/** A text whose own size would be under this is for closer looks. */
const TOO_SMALL = 4.2;
const CELL = 48;
const GAP = 3;
/** How far a text may step aside: down in its own sizes, and along in its own widths. */
const DOWN = [0, 0.3, 0.6, 0.9, -0.3, -0.7];
const ALONG = [0, 0.2, -0.2, 0.4, -0.4];
/** A line further down, the other side of a mark: the last resorts of a name under it. */
const UNDER = 1.2;
const ACROSS = -2.4;
const STEPS: readonly (readonly [number, number])[] = [
	...ALONG.flatMap((dx) => DOWN.map((dy) => [dx, dy] as const)),
	[0, UNDER],
	[0, ACROSS],
];
const BESIDE = STEPS.slice(0, DOWN.length);
const STAY = STEPS.slice(0, 1);

/** The size in CSS pixels of a text of `size` map units. */
export function readable(size: number, scale: number): number {
	return Math.min(LARGEST, Math.max(SMALLEST, size * scale));
}

/** Occupied rectangles, by grid cell: placing n texts is O(n) for texts of bounded size. */
class Taken {
	private readonly cells = new Map<number, number[]>();
	private readonly boxes: number[] = [];

	/** Take the rectangle unless it meets one that is taken. */
	take(x0: number, y0: number, x1: number, y1: number): boolean {
		const keys: number[] = [];
		for (let r = Math.floor(y0 / CELL); r <= Math.floor(y1 / CELL); r++) {
			for (let c = Math.floor(x0 / CELL); c <= Math.floor(x1 / CELL); c++) {
				const key = r * 4096 + c;
				for (const b of this.cells.get(key) ?? []) {
					if (x0 < this.boxes[b + 2] && x1 > this.boxes[b] && y0 < this.boxes[b + 3] && y1 > this.boxes[b + 1])
						return false;
				}
				keys.push(key);
			}
		}
		const at = this.boxes.push(x0, y0, x1, y1) - 4;
		for (const key of keys) {
			const cell = this.cells.get(key);
			if (cell) cell.push(at);
			else this.cells.set(key, [at]);
		}
		return true;
	}
}

/** Labels in the order in which they are placed: importance, then index, so that it never flickers. */
export function orderOf(labels: Labels): Uint32Array {
	const order = Uint32Array.from({ length: labels.count }, (_, i) => i);
	return order.sort((a, b) => labels.place[4 * b + 3] - labels.place[4 * a + 3] || a - b);
}

/**
 * Choose the texts to draw. `first` (a selected thing's label, or -1) is placed before all others.
 * `obstacles` (x0, y0, x1, y1 in CSS pixels) keep their room. A text that is drawn larger than it was
 * laid out may step aside: a second line ("14 of 33 reach") finds its place under the first. Where
 * the picture is `exact` (the rows of a matrix) every text keeps its place and its own size.
 */
export function place(
	labels: Labels,
	order: Uint32Array,
	camera: Camera,
	screen: Extent,
	measure: Measure,
	first: ReadonlySet<number> = new Set(),
	obstacles: readonly (readonly [number, number, number, number])[] = [],
	exact = false,
): Placed[] {
	const taken = new Taken();
	const placed: Placed[] = [];
	for (const box of obstacles) taken.take(...box);
	const tryOne = (i: number, force: boolean) => {
		const own = labels.place[4 * i + 2] * camera.scale;
		if (own < TOO_SMALL && !force) return;
		const px = (labels.place[4 * i] - camera.x) * camera.scale;
		const py = (labels.place[4 * i + 1] - camera.y) * camera.scale;
		if (px < -200 || py < -20 || px > screen.width + 200 || py > screen.height + 20) return;
		const size = exact ? own : readable(labels.place[4 * i + 2], camera.scale);
		const width = measure(i, size, labels.codes[4 * i + 2] === 1);
		const anchor = ANCHORS[labels.codes[4 * i + 1]];
		if (anchor === "slant") {
			// Heads of columns are parallel: they never meet.
			placed.push({ index: i, x: px, y: py, width, size });
			return;
		}
		let x = anchor === "middle" ? px - width / 2 : anchor === "end" ? px - width : px;
		if (x + width < 0 || x > screen.width) return;
		// What is named over or under its thing leans inwards rather than over the edge.
		const inside = anchor === "middle" && px > 0 && px < screen.width;
		if (inside) x = Math.max(GAP, Math.min(x, screen.width - width - GAP));
		// Only what stands over its thing may move along it; a text beside its thing would leave it.
		for (const [dx, dy] of own >= size ? STAY : anchor === "middle" ? STEPS : BESIDE) {
			const at = x + dx * width;
			const y = py + dy * size;
			if (inside && (at < 0 || at + width > screen.width)) continue;
			if (!taken.take(at - GAP, y - size * 0.8, at + width + GAP, y + size * 0.2)) continue;
			placed.push({ index: i, x: at, y, width, size });
			return;
		}
	};
	for (const i of first) tryOne(i, true);
	for (const i of order) if (!first.has(i)) tryOne(i, false);
	return placed;
}
