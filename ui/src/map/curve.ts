// Cubic curves as the scene writes them: 8 numbers, start, control, control, end.

/** The point at `t`, written into `out` at `o`. */
export function pointAt(p: ArrayLike<number>, i: number, t: number, out: Float32Array | number[], o = 0): void {
	const u = 1 - t;
	const a = u * u * u;
	const b = 3 * u * u * t;
	const c = 3 * u * t * t;
	const d = t * t * t;
	out[o] = a * p[i] + b * p[i + 2] + c * p[i + 4] + d * p[i + 6];
	out[o + 1] = a * p[i + 1] + b * p[i + 3] + c * p[i + 5] + d * p[i + 7];
}

/** The direction at `t`, of length 1; along the chord where the curve stands still. */
export function directionAt(p: ArrayLike<number>, i: number, t: number, out: Float32Array | number[], o = 0): void {
	const u = 1 - t;
	let dx = u * u * (p[i + 2] - p[i]) + 2 * u * t * (p[i + 4] - p[i + 2]) + t * t * (p[i + 6] - p[i + 4]);
	let dy = u * u * (p[i + 3] - p[i + 1]) + 2 * u * t * (p[i + 5] - p[i + 3]) + t * t * (p[i + 7] - p[i + 5]);
	if (dx * dx + dy * dy < 1e-12) {
		dx = p[i + 6] - p[i];
		dy = p[i + 7] - p[i + 1];
	}
	const length = Math.hypot(dx, dy) || 1;
	out[o] = dx / length;
	out[o + 1] = dy / length;
}

/** How many pieces a curve needs to look smooth: straight lines need one. */
export function pieces(p: ArrayLike<number>, i: number): number {
	const dx = p[i + 6] - p[i];
	const dy = p[i + 7] - p[i + 1];
	const length = Math.hypot(dx, dy) || 1;
	const off = (x: number, y: number) => Math.abs((x - p[i]) * dy - (y - p[i + 1]) * dx) / length;
	const bend = Math.max(off(p[i + 2], p[i + 3]), off(p[i + 4], p[i + 5]));
	return bend < 0.01 * length ? 1 : Math.min(32, Math.max(10, Math.ceil(Math.sqrt(bend) * 4)));
}

/** Distance from (x, y) to the curve, by its pieces. */
export function distanceTo(p: ArrayLike<number>, i: number, x: number, y: number): { distance: number; t: number } {
	const n = pieces(p, i);
	const q = [0, 0, 0, 0];
	pointAt(p, i, 0, q);
	let best = Number.POSITIVE_INFINITY;
	let at = 0;
	for (let k = 1; k <= n; k++) {
		pointAt(p, i, k / n, q, 2);
		const dx = q[2] - q[0];
		const dy = q[3] - q[1];
		const s = Math.min(1, Math.max(0, ((x - q[0]) * dx + (y - q[1]) * dy) / (dx * dx + dy * dy || 1)));
		const d = Math.hypot(q[0] + s * dx - x, q[1] + s * dy - y);
		if (d < best) {
			best = d;
			at = (k - 1 + s) / n;
		}
		q[0] = q[2];
		q[1] = q[3];
	}
	return { distance: best, t: at };
}
