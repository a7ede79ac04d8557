// How colours are seen: contrast as WCAG 2.2 measures it, and what a person with a colour-vision deficiency
// sees. For tests of the palette; the window itself does not need it.
import type { Rgb } from "../map/shape-mesh";

/** sRGB, 0..=255, to linear light, 0..=1. */
function linear(c: number): number {
	const v = c / 255;
	return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
}

/** Relative luminance, 0..=1 (WCAG 2.2). */
function luminance([r, g, b]: Rgb): number {
	return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
}

/** Contrast of two colours, 1..=21 (WCAG 2.2). */
export function contrast(a: Rgb, b: Rgb): number {
	const [x, y] = [luminance(a), luminance(b)];
	return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

/**
 * Full deficiency, on linear RGB, one row after the other. Source: G. M. Machado, M. M. Oliveira, L. A. F.
 * Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15(6),
 * 2009, severity 1.0.
 */
export const DEFICIENCIES = {
	protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
	deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
	tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
} as const;
export type Deficiency = keyof typeof DEFICIENCIES;

type Linear = [number, number, number];

function seenBy(c: Rgb, by: Deficiency | null): Linear {
	const [r, g, b] = c.map(linear) as Linear;
	if (!by) return [r, g, b];
	const m = DEFICIENCIES[by];
	const row = (i: number) => Math.min(1, Math.max(0, m[i] * r + m[i + 1] * g + m[i + 2] * b));
	return [row(0), row(3), row(6)];
}

/** CIE L*a*b* of linear sRGB, white D65. */
function lab([r, g, b]: Linear): Linear {
	const f = (t: number) => (t > 216 / 24389 ? Math.cbrt(t) : (t * 24389) / 27 / 116 + 16 / 116);
	const x = f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.9505);
	const y = f(0.2126 * r + 0.7152 * g + 0.0722 * b);
	const z = f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.089);
	return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** How far apart two colours are seen (CIE 1976 difference; about 2.3 is just noticed). */
export function apart(a: Rgb, b: Rgb, by: Deficiency | null): number {
	const [p, q] = [lab(seenBy(a, by)), lab(seenBy(b, by))];
	return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}
