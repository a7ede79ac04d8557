import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { colours, PALETTE } from "../theme/palette";
import { distanceTo, pieces } from "./curve";
import { concerns, emphasised } from "./focus";
import { inert } from "./label-layer";
import { locate } from "./locate";
import { SceneBuilder } from "./scene-builder";
import { SHAPE_FLOATS } from "./shape-mesh";
import { STROKE_FLOATS, STYLES, triangles } from "./stroke-mesh";

const scene = new SceneBuilder("world", 400, 300)
	.country(100, 100, 40, -1, "solid", { is: "group", id: "g" })
	.band([140, 100, 200, 100, 250, 60, 300, 60], 6, 8, 0.17, "exposed", { is: "ribbon", group: "g", to: "x" })
	.line([10, 10, 20, 10, 30, 10, 40, 10], 2, "border", "dashed", true, { is: "step", from: "a", to: "c" })
	.mark(100, 100, 4, "square", "pale", true, { is: "nodes", ids: ["a", "b"] })
	.build();

describe("focus", () => {
	it("lights the ribbons of a selected group, and of a crown jewel", () => {
		const ribbon = { is: "ribbon", group: "g", to: "x" } as const;
		expect(concerns(ribbon, { is: "group", id: "g" })).toBe(true);
		expect(concerns(ribbon, { is: "node", id: "x" })).toBe(true);
		expect(concerns(ribbon, { is: "group", id: "h" })).toBe(false);
	});

	it("finds a node inside a folded mark", () => {
		expect(concerns({ is: "nodes", ids: ["a", "b"] }, { is: "node", id: "b" })).toBe(true);
		expect(locate(scene, { is: "node", id: "b" })).toEqual([100, 100, true]);
		expect(locate(scene, { is: "node", id: "unseen" }, "g"), "else its group").toEqual([100, 100, false]);
		expect(locate(scene, { is: "node", id: "unseen" })).toBeNull();
	});

	it("finds the one line of nodes that are folded", () => {
		const folded = new SceneBuilder("paths", 100, 100)
			.mark(10, 10, 4, "circle", "ink", false, { is: "nodes", ids: ["a", "b"] })
			.line([10, 10, 20, 10, 30, 10, 40, 10], 2, "border", "solid", true, { is: "step", from: "a", to: "x" })
			.build();
		const { strokes } = emphasised(
			folded,
			{ hovered: { is: "none" }, selected: { is: "step", from: "b", to: "x" } },
			colours("light"),
		);
		expect(
			strokes.map((s) => Math.round(s.colour[0] * 255)),
			"coloured as the step in question",
		).toEqual([0xc2]);
	});

	it("adds nothing where nothing is pointed at", () => {
		const none = emphasised(scene, { hovered: { is: "none" }, selected: { is: "none" } }, colours("light"));
		expect(none.strokes.length + none.shapes.count).toBe(0);
	});

	it("colours only the step in question", () => {
		const rows = (pick: Parameters<typeof concerns>[1]) =>
			emphasised(scene, { hovered: pick, selected: { is: "none" } }, colours("light")).strokes.map((s) =>
				s.colour.map((c) => Math.round(c * 255)),
			);
		expect(rows({ is: "step", from: "a", to: "c" })).toEqual([[0xc2, 0x30, 0x4a]]);
		expect(rows({ is: "node", id: "a" }), "a step that only touches is darker, not coloured").toEqual([
			[0x5c, 0x68, 0x75],
		]);
	});
});

describe("meshes", () => {
	it("counts its vertices and indices exactly", () => {
		const { vertices, indices } = triangles([
			{ points: scene.lines.curve, at: 0, from: 2, to: 2, colour: [0, 0, 0], alpha: 1, style: 0, arrow: true },
		]);
		const k = pieces(scene.lines.curve, 0);
		expect(k, "a straight line is one piece").toBe(1);
		expect(vertices.length / STROKE_FLOATS).toBe(2 * (k + 1) + 4);
		expect(indices.length).toBe(6 * k + 6);
		expect(Math.max(...indices), "no index points past the vertices").toBe(vertices.length / STROKE_FLOATS - 1);
	});

	it("writes whole instances", () => {
		const { shapes } = emphasised(
			scene,
			{ hovered: { is: "none" }, selected: { is: "node", id: "a" } },
			colours("dark"),
		);
		expect(shapes.count, "a ring and the mark again").toBe(2);
		expect(shapes.data.length % SHAPE_FLOATS).toBe(0);
	});

	it("measures distance to a curve", () => {
		expect(distanceTo([0, 0, 10, 0, 20, 0, 30, 0], 0, 15, 4)).toEqual({ distance: 4, t: 0.5 });
	});
});

describe("texts and colours", () => {
	it("makes control and direction characters visible", () => {
		expect(inert("a\u202eb\u0007\u2066c")).toBe("a\ufffdb\ufffd\ufffdc");
		expect(inert("Zoë 東京"), "and leaves names alone").toBe("Zoë 東京");
	});

	it("has the same tokens on the page and on the map", () => {
		const css = readFileSync(new URL("../theme/tokens.css", import.meta.url), "utf8");
		const [light, dark] = css.split('[data-theme="dark"]');
		for (const [theme, text] of [
			["light", light],
			["dark", dark],
		] as const) {
			for (const [ink, colour] of Object.entries(PALETTE[theme]))
				expect(text.toLowerCase(), `${theme} ${ink}`).toContain(`--${ink}: ${colour.toLowerCase()};`);
		}
	});
});

describe("styles of lines", () => {
	const line = (outline: keyof typeof STYLES, arrow = true) =>
		triangles([
			{
				points: [0, 0, 10, 0, 20, 0, 30, 0],
				at: 0,
				from: 2,
				to: 2,
				colour: [0, 0, 0],
				alpha: 1,
				style: STYLES[outline],
				arrow,
			},
		]);

	it("tell the four statuses apart without colour", () => {
		const styles = (["solid", "dashed", "dotted", "barred"] as const).map((o) => STYLES[o]);
		expect(new Set(styles).size).toBe(4);
	});

	it("bar a blocked line once and strike a cut one through twice", () => {
		const bars = (o: keyof typeof STYLES) => (line(o).indices.length - line("solid").indices.length) / 6;
		expect([bars("barred"), bars("struck"), bars("dashed")]).toEqual([1, 2, 0]);
		expect(line("barred", false).indices.length, "not on each part of a long line").toBe(
			line("solid", false).indices.length,
		);
		const { vertices, indices } = line("struck");
		expect(Math.max(...indices), "no index points past the vertices").toBe(vertices.length / STROKE_FLOATS - 1);
	});
});
