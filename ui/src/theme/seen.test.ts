import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Ink } from "../map/scene";
import { rgb, type Theme } from "./palette";
import { apart, contrast, DEFICIENCIES, type Deficiency } from "./seen";

const THEMES: Theme[] = ["light", "dark"];
const GROUNDS: Ink[] = ["panel", "ground", "sea"];

describe("contrast", () => {
	it("is measured as WCAG measures it", () => {
		expect(contrast([0, 0, 0], [255, 255, 255])).toBeCloseTo(21, 5);
		expect(contrast([119, 119, 119], [255, 255, 255])).toBeCloseTo(4.48, 2);
	});

	it("of every text is 4.5 or more on every ground", () => {
		for (const theme of THEMES)
			for (const ground of GROUNDS)
				for (const ink of ["ink", "muted", "exposed", "accent"] as Ink[])
					expect(contrast(rgb(theme, ink), rgb(theme, ground)), `${theme}: ${ink} on ${ground}`).toBeGreaterThanOrEqual(
						4.5,
					);
	});

	// Not among them: a pale mark is one that reaches nothing, and the amber of a halo lies around a mark of its
	// own. The look sets both; each is told by its form as well, and both stand as words in the lists.
	it("of a mark that carries a meaning by itself is 3 or more", () => {
		for (const theme of THEMES)
			for (const ink of ["ink", "muted", "exposed", "accent"] as Ink[])
				expect(contrast(rgb(theme, ink), rgb(theme, "ground")), `${theme}: ${ink}`).toBeGreaterThanOrEqual(3);
	});

	it("is never asked of colours that have too little: no text is written in them", () => {
		const root = join(import.meta.dirname, "..");
		const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((f) => /\.(svelte|css)$/.test(f));
		expect(files.length).toBeGreaterThan(20);
		for (const file of files) {
			const written = readFileSync(join(root, file), "utf8").match(
				/[;{\s]color:\s*var\(--(?:pale|outlier|border|line|sea|ground)\)/g,
			);
			expect(written, file).toBeNull();
		}
	});
});

describe("colour-vision deficiencies", () => {
	/** What may stand beside what on one picture and means something else. */
	const PAIRS: [Ink, Ink][] = [
		["exposed", "pale"],
		["exposed", "outlier"],
		["exposed", "accent"],
		["outlier", "accent"],
		["outlier", "pale"],
		["accent", "pale"],
		["exposed", "ground"],
		["outlier", "ground"],
		["accent", "ground"],
		["pale", "ground"],
	];
	/** Several times what is just noticed. */
	const ENOUGH = 12;

	it("leave the inks that mean something apart", () => {
		for (const theme of THEMES)
			for (const by of [null, ...Object.keys(DEFICIENCIES)] as (Deficiency | null)[])
				for (const [a, b] of PAIRS)
					expect(
						apart(rgb(theme, a), rgb(theme, b), by),
						`${theme}, ${by ?? "all cones"}: ${a} beside ${b}`,
					).toBeGreaterThan(ENOUGH);
	});

	it("would be noticed where two inks were the same to someone", () => {
		expect(apart([200, 60, 60], [110, 110, 40], "deuteranopia")).toBeLessThan(
			apart([200, 60, 60], [110, 110, 40], null) / 2,
		);
	});
});
