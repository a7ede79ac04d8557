// Curves to triangles for shaders/stroke.ts. Pure: arrays in, arrays out.
import { directionAt, pieces, pointAt } from "./curve";

/** One curve to draw. Colours 0..=1, widths in map units. */
export interface Stroke {
	points: ArrayLike<number>;
	at: number;
	from: number;
	to: number;
	colour: [number, number, number];
	alpha: number;
	/** 0 solid, 1 dashed, 2 dotted. */
	style: number;
	arrow: boolean;
	/** A ribbon from left to right: its width is measured upright, so that bends never fold it. */
	upright?: boolean;
}

/** Interleaved: point 2, out 2, size 4, colour 4. */
export const STROKE_FLOATS = 12;

export interface Triangles {
	vertices: Float32Array;
	indices: Uint32Array;
}

/** Two vertices a piece and six indices; an arrow head is one triangle more. */
export function triangles(strokes: readonly Stroke[]): Triangles {
	let n = 0;
	let m = 0;
	for (const s of strokes) {
		const k = pieces(s.points, s.at);
		n += 2 * (k + 1) + (s.arrow ? 3 : 0);
		m += 6 * k + (s.arrow ? 3 : 0);
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
			const [ox, oy] = s.upright ? [0, 1] : [-dir[1], dir[0]];
			put(ox, oy, half, 1, along, s);
			put(-ox, -oy, half, -1, along, s);
			if (i < k) {
				indices.set([v - 2, v - 1, v, v - 1, v + 1, v], e);
				e += 6;
			}
		}
		if (s.arrow) {
			const head = Math.max(s.to * 0.9, 4.5);
			put(dir[0] * 0.2, dir[1] * 0.2, head, 9, 0, { ...s, style: 0 });
			put(-dir[0] * 1.7 - dir[1] * 0.75, -dir[1] * 1.7 + dir[0] * 0.75, head, 9, 0, { ...s, style: 0 });
			put(-dir[0] * 1.7 + dir[1] * 0.75, -dir[1] * 1.7 - dir[0] * 0.75, head, 9, 0, { ...s, style: 0 });
			indices.set([v - 3, v - 2, v - 1], e);
			e += 3;
		}
	}
	return { vertices, indices };
}
