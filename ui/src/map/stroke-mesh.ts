// Curves to triangles for shaders/stroke.ts. Pure: arrays in, arrays out.
import { directionAt, pieces, pointAt } from "./curve";
import type { Outline } from "./scene";

/** One curve to draw. Colours 0..=1, widths in map units. */
export interface Stroke {
	points: ArrayLike<number>;
	at: number;
	from: number;
	to: number;
	colour: [number, number, number];
	alpha: number;
	/** One of {@link STYLES}. */
	style: number;
	arrow: boolean;
	/** Width that the arrow head and the bars are made for; that of the line where absent. */
	head?: number;
	/** Colour of the bars across a barred or struck line; its own where absent. */
	bars?: [number, number, number];
	/** A ribbon from left to right: its width is measured upright, so that bends never fold it. */
	upright?: boolean;
}

/** What the shader draws for an outline; a barred or struck line also has bars across its middle. */
export const STYLES: Record<Outline, number> = { solid: 0, dashed: 1, dotted: 2, none: 0, barred: 3, struck: 4 };

/** Turns of the bars across a line, from upright, in radians. */
const BARS: Record<number, number[]> = { [STYLES.barred]: [0], [STYLES.struck]: [-0.7, 0.7] };
/** Half the length of a bar, in map units, beside half the width of its line; and half its own width. */
const BAR = 5;
const THIN = 0.95;

/** Wider lines show their status along their middle: dashes as wide as that would be blocks. */
const WIDE = 5;
const MIDDLE = 2.4;

/** A line as one stroke, or as a pale one with its dashes along the middle. */
export function lineStrokes(s: Stroke): Stroke[] {
	if (s.style === 0 || s.from <= WIDE) return [s];
	return [
		{ ...s, style: 0, alpha: 0.4 * s.alpha, arrow: false },
		{ ...s, from: MIDDLE, to: MIDDLE, head: s.to },
	];
}

/** Interleaved: point 2, out 2, size 4, colour 4. */
export const STROKE_FLOATS = 12;

export interface Triangles {
	vertices: Float32Array;
	indices: Uint32Array;
}

/** An arrow head in sizes of its own: how far its tip reaches past the end, its back behind, its wings out. */
const TIP = 0.2;
const BACK = 1.7;
const WING = 0.75;
/** Marks of its vertices in the place of a side: on the rim, or at the middle of the back. */
const EDGE = 9;
const INNER = 8;

/** Bars stand once on a line of several parts: on the one with its arrow. */
function barsOf(s: Stroke): number[] {
	return s.arrow ? (BARS[s.style] ?? []) : [];
}

/** Two vertices a piece and six indices; an arrow head is two triangles more. */
export function triangles(strokes: readonly Stroke[]): Triangles {
	let n = 0;
	let m = 0;
	for (const s of strokes) {
		const k = pieces(s.points, s.at);
		const bars = barsOf(s).length;
		n += 2 * (k + 1) + (s.arrow ? 4 : 0) + 4 * bars;
		m += 6 * k + (s.arrow ? 6 : 0) + 6 * bars;
	}
	const vertices = new Float32Array(n * STROKE_FLOATS);
	const indices = new Uint32Array(m);
	let v = 0;
	let e = 0;
	const at = [0, 0];
	const dir = [0, 0];
	const put = (ox: number, oy: number, half: number, side: number, along: number, s: Stroke) => {
		vertices.set([at[0], at[1], ox, oy, half, side, along, s.style, ...s.colour, s.alpha], v * STROKE_FLOATS);
		v++;
	};
	for (const s of strokes) {
		const k = pieces(s.points, s.at);
		let along = 0;
		let px = 0;
		let py = 0;
		for (let i = 0; i <= k; i++) {
			const t = i / k;
			pointAt(s.points, s.at, t, at);
			directionAt(s.points, s.at, t, dir);
			if (i > 0) along += Math.hypot(at[0] - px, at[1] - py);
			px = at[0];
			py = at[1];
			// Widths ease in and out, so that a ribbon leaves and lands without a corner.
			const ease = t * t * (3 - 2 * t);
			const half = (s.from + (s.to - s.from) * ease) / 2;
			// Upright widths look thinner where the way is steep; this gives most of it back.
			const stretch = s.upright ? 1 / Math.max(0.4, Math.abs(dir[0])) : 1;
			const [ox, oy] = s.upright ? [0, stretch] : [-dir[1], dir[0]];
			put(ox, oy, half, 1, along, s);
			put(-ox, -oy, half, -1, along, s);
			if (i < k) {
				indices.set([v - 2, v - 1, v, v - 1, v + 1, v], e);
				e += 6;
			}
		}
		if (s.arrow) {
			const head = Math.max((s.head ?? s.to) * 0.9, 4.5);
			const whole = { ...s, style: 0 };
			const [dx, dy] = dir;
			put(dx * TIP, dy * TIP, head, EDGE, 0, whole);
			put(-dx * BACK - dy * WING, -dy * BACK + dx * WING, head, EDGE, 0, whole);
			put(-dx * BACK, -dy * BACK, head, INNER, 0, whole);
			put(-dx * BACK + dy * WING, -dy * BACK - dx * WING, head, EDGE, 0, whole);
			indices.set([v - 4, v - 3, v - 2, v - 4, v - 2, v - 1], e);
			e += 6;
		}
		const whole = { ...s, style: 0, alpha: 1, colour: s.bars ?? s.colour };
		for (const turn of barsOf(s)) {
			pointAt(s.points, s.at, 0.5, at);
			directionAt(s.points, s.at, 0.5, dir);
			const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
			const [ux, uy] = [-dir[1] * cos - dir[0] * sin, dir[0] * cos - dir[1] * sin];
			const half = BAR + (s.head ?? s.to) / 2;
			const [mx, my] = at;
			for (const end of [-1, 1]) {
				at[0] = mx + end * half * ux;
				at[1] = my + end * half * uy;
				put(-uy, ux, THIN, 1, 0, whole);
				put(uy, -ux, THIN, -1, 0, whole);
			}
			indices.set([v - 4, v - 3, v - 2, v - 3, v - 1, v - 2], e);
			e += 6;
		}
	}
	return { vertices, indices };
}
