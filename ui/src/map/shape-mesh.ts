// Countries, halos and marks to instances for shaders/shape.ts. Pure: arrays in, arrays out.
import { type Countries, type Halos, type Marks, SHAPES } from "./scene";

/** Interleaved, in bytes: place 3 floats, form 4, fill 4, stroke 4. */
export const SHAPE_FLOATS = 15;

export type Rgb = readonly [number, number, number];

/** Fills instance after instance; grows where `capacity` was too little. */
export class Shapes {
	data: Float32Array;
	count = 0;

	constructor(capacity: number) {
		this.data = new Float32Array(Math.max(1, capacity) * SHAPE_FLOATS);
	}

	/** `share` 0..=1 fills from below; `least` is the smallest radius in CSS pixels. */
	add(
		x: number,
		y: number,
		r: number,
		form: { shape: number; outline?: number; least?: number; share?: number },
		fill: Rgb,
		fillAlpha: number,
		stroke: Rgb,
		strokeAlpha: number,
	): void {
		const share = form.share === undefined ? 255 : form.share * 253;
		if ((this.count + 1) * SHAPE_FLOATS > this.data.length) {
			const more = new Float32Array(this.data.length * 2);
			more.set(this.data);
			this.data = more;
		}
		const d = this.data;
		let o = this.count++ * SHAPE_FLOATS;
		d[o++] = x;
		d[o++] = y;
		d[o++] = r;
		d[o++] = form.shape;
		d[o++] = form.outline ?? 0;
		d[o++] = form.least ?? 0;
		d[o++] = share;
		for (const c of fill) d[o++] = c / 255;
		d[o++] = fillAlpha;
		for (const c of stroke) d[o++] = c / 255;
		d[o] = strokeAlpha;
	}
}

const NONE = 3;
const DOUBLE_RING = SHAPES.indexOf("doubleRing");
const FRAME = SHAPES.indexOf("frame");

export interface Codes {
	panel: number;
	border: number;
	pale: number;
	exposed: number;
	outlier: number;
}

export function countryShapes(c: Countries, colours: Rgb[], code: Codes): Shapes {
	const out = new Shapes(c.count * 3);
	for (let i = 0; i < c.count; i++) {
		const [x, y, r, share] = c.place.subarray(4 * i, 4 * i + 4);
		const outline = c.codes[4 * i];
		out.add(
			x,
			y,
			r,
			{ shape: 0, outline: outline % NONE },
			colours[code.panel],
			1,
			colours[code.border],
			outline === NONE ? 0 : 1,
		);
		if (share >= 0) {
			// Too many members to draw singly: the whole is pale, its exposed share stands in it like water.
			out.add(x, y, r * 0.94, { shape: 0 }, colours[code.pale], 0.28, colours[code.pale], 0);
			if (share > 0)
				out.add(x, y, r * 0.94, { shape: 0, share }, colours[code.exposed], 0.75, colours[code.exposed], 0);
		}
	}
	return out;
}

export function haloShapes(h: Halos, colours: Rgb[], code: Codes): Shapes {
	const out = new Shapes(h.count);
	const ink = colours[code.outlier];
	for (let i = 0; i < h.count; i++) {
		out.add(h.place[3 * i], h.place[3 * i + 1], h.place[3 * i + 2], { shape: 0, least: 4 }, ink, 0.3, ink, 1);
	}
	return out;
}

/** `least` is the smallest radius in CSS pixels, for marks that stand out. */
export function addMark(out: Shapes, m: Marks, i: number, colours: Rgb[], panel: Rgb, least = 0): void {
	const [shape, ink, filled] = m.codes.subarray(4 * i, 4 * i + 3);
	const own = colours[ink];
	const [x, y, r] = m.place.subarray(3 * i, 3 * i + 3);
	if (filled) out.add(x, y, r, { shape, least: Math.max(1.3, least) }, own, 1, own, 0);
	else out.add(x, y, r, { shape, least: Math.max(2, least) }, panel, 1, own, 1);
	// What is told by an inner line needs it where it is filled, too.
	if (filled && shape === DOUBLE_RING) out.add(x, y, r * 0.55, { shape: 0 }, panel, 0, panel, 1);
	if (filled && shape === FRAME) out.add(x, y, r * 0.55, { shape: FRAME }, panel, 0, panel, 1);
}

export function markShapes(m: Marks, colours: Rgb[], code: Codes): Shapes {
	let inner = 0;
	for (let i = 0; i < m.count; i++) inner += m.codes[4 * i] === DOUBLE_RING || m.codes[4 * i] === FRAME ? 1 : 0;
	const out = new Shapes(m.count + inner);
	for (let i = 0; i < m.count; i++) addMark(out, m, i, colours, colours[code.panel]);
	return out;
}
