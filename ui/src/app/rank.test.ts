import { describe, expect, it } from "vitest";
import { rank } from "./rank";

/** Titles that answer, best first. */
const order = (typed: string, titles: string[]) =>
	titles
		.map((t) => ({ t, r: rank(typed, t) }))
		.filter((x) => x.r !== null)
		.sort((a, b) => (b.r ?? 0) - (a.r ?? 0))
		.map((x) => x.t);

describe("rank", () => {
	it("puts the whole before its beginning, beginnings of words before parts, letters last", () => {
		expect(order("export", ["Re-export", "unexported", "Export PDF", "Export", "Extra port"])).toEqual([
			"Export",
			"Export PDF",
			"Re-export",
			"unexported",
			"Extra port",
		]);
	});
	it("takes the beginnings of words, in order before out of order", () => {
		expect(order("op wo", ["World, open", "Open a workspace", "Drop word"])).toEqual([
			"Open a workspace",
			"World, open",
			"Drop word",
		]);
	});
	it("finds by first letters, but not by letters that are merely somewhere", () => {
		expect(rank("gf", "Go forward")).not.toBeNull();
		expect(rank("ak", "back"), "the first letter begins a word").toBeNull();
		expect(rank("xyz", "Open a workspace")).toBeNull();
	});
	it("answers to nothing typed with everything alike", () => {
		expect(rank("  ", "anything")).toBe(0);
	});
});
