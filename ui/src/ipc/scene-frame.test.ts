import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { INKS, OUTLINES, type Pick, SAMPLES, SCENE_KINDS, type Scene, SHAPES, WIDTH } from "../map/scene";
import { decodeScene, FrameError } from "./scene-frame";

const GOLDEN = new URL("../../../tests/golden/scene.atls", import.meta.url);
const WANTED = new URL("../../../tests/golden/scene.json", import.meta.url);

function golden(): ArrayBuffer {
	const b = readFileSync(GOLDEN);
	return b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength) as ArrayBuffer;
}

/** Numbers of the golden JSON as the 32 bits they have in the frame; picks without namespaces. */
function rounded(v: unknown): unknown {
	if (typeof v === "number") return Math.fround(v);
	if (Array.isArray(v)) return v.map(rounded);
	if (v === null || typeof v !== "object") return v;
	if ("namespace" in v && "id" in v) return v.id;
	return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, rounded(x)]));
}

function pickContent(p: Pick): object {
	switch (p.is) {
		case "node":
			return { what: "node", node: p.id };
		case "nodes":
			return { what: "nodes", nodes: p.ids };
		case "group":
			return { what: "group", group: p.id };
		case "step":
			return { what: "step", from: p.from, to: p.to };
		case "ribbon":
			return { what: "ribbon", group: p.group, place: p.to };
		default:
			return { what: "nothing" };
	}
}

/** A decoded scene in the form of the golden JSON. */
function content(s: Scene): unknown {
	const rows = <T>(n: number, row: (i: number) => T) => Array.from({ length: n }, (_, i) => row(i));
	const points = (c: Float32Array, o: number) => rows(4, (k) => [c[o + 2 * k], c[o + 2 * k + 1]]);
	const pick = (list: { pick: Uint32Array }, i: number) => pickContent(s.picks[list.pick[i]]);
	const title = (list: { title: Uint32Array }, i: number) => s.texts[list.title[i]];
	const { countries: c, bands: b, lines: l, halos: h, marks: m, labels: t } = s;
	return {
		kind: SCENE_KINDS.indexOf(s.kind),
		width: s.width,
		height: s.height,
		reading: s.reading,
		shown: s.shown,
		stamp: s.stamp,
		crumbs: s.crumbs.map((x) => ({ text: x.text, pick: pickContent(x.pick) })),
		countries: rows(c.count, (i) => ({
			x: c.place[4 * i],
			y: c.place[4 * i + 1],
			r: c.place[4 * i + 2],
			fillShare: c.place[4 * i + 3],
			outline: c.codes[4 * i],
			pick: pick(c, i),
			title: title(c, i),
		})),
		bands: rows(b.count, (i) => ({
			points: points(b.curve, 11 * i),
			widths: [b.curve[11 * i + 8], b.curve[11 * i + 9]],
			opacity: b.curve[11 * i + 10],
			ink: b.codes[4 * i],
			pick: pick(b, i),
			title: title(b, i),
		})),
		lines: rows(l.count, (i) => ({
			points: points(l.curve, 9 * i),
			width: l.curve[9 * i + 8],
			ink: l.codes[4 * i],
			outline: l.codes[4 * i + 1],
			end: l.codes[4 * i + 2],
			pick: pick(l, i),
			title: title(l, i),
		})),
		halos: rows(h.count, (i) => ({ x: h.place[3 * i], y: h.place[3 * i + 1], r: h.place[3 * i + 2] })),
		marks: rows(m.count, (i) => ({
			x: m.place[3 * i],
			y: m.place[3 * i + 1],
			r: m.place[3 * i + 2],
			shape: m.codes[4 * i],
			ink: m.codes[4 * i + 1],
			filled: m.codes[4 * i + 2] === 1,
			pick: pick(m, i),
			title: title(m, i),
		})),
		labels: rows(t.count, (i) => ({
			x: t.place[4 * i],
			y: t.place[4 * i + 1],
			size: t.place[4 * i + 2],
			importance: t.place[4 * i + 3],
			ink: t.codes[4 * i],
			anchor: t.codes[4 * i + 1],
			bold: t.codes[4 * i + 2] === 1,
			pick: pick(t, i),
			text: s.texts[t.text[i]],
			whole: s.texts[t.whole[i]],
		})),
		legend: s.legend.map((e) => ({
			sample: SAMPLES.indexOf(e.sample),
			shape: e.shape === null ? null : SHAPES.indexOf(e.shape),
			ink: INKS.indexOf(e.ink),
			outline: OUTLINES.indexOf(e.outline),
			filled: e.filled,
			text: e.text,
		})),
	};
}

describe("scene frame", () => {
	it("has the golden file that the Rust test writes", () => {
		expect(existsSync(GOLDEN) && existsSync(WANTED), "both sides read tests/golden/scene.atls").toBe(true);
	});

	it("reads every field of every list as Rust wrote it", () => {
		expect(content(decodeScene(golden()))).toEqual(rounded(JSON.parse(readFileSync(WANTED, "utf8"))));
	});

	it("copies no array", () => {
		const bytes = golden();
		const scene = decodeScene(bytes);
		expect(scene.marks.place.buffer, "a view on the frame").toBe(bytes);
		expect(scene.bands.curve.length).toBe(scene.bands.count * WIDTH.bands);
	});

	it("refuses what is cut, foreign or newer", () => {
		const bytes = golden();
		for (let end = 0; end < bytes.byteLength; end += 7)
			expect(() => decodeScene(bytes.slice(0, end)), `cut at ${end}`).toThrow(FrameError);
		const newer = bytes.slice(0);
		new DataView(newer).setUint16(4, 2, true);
		expect(() => decodeScene(newer)).toThrow(/version 2/);
		expect(() =>
			decodeScene(new TextEncoder().encode("<html>not a frame, but long enough</html>").buffer as ArrayBuffer),
		).toThrow(FrameError);
	});
});
