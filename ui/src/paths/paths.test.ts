import { describe, expect, it } from "vitest";
import { SceneBuilder } from "../map/scene-builder";
import { ANY_PATH } from "../state/address.svelte";
import { askable, chips, isCut, moved, restored, sameQuestion, withCut } from "./request";
import { upstream } from "./upstream";

const cut = (from: string, to: string) => ({ from: [from], to: [to] });

describe("a path question", () => {
	it("is the same whatever is cut or open in its picture", () => {
		const tried = { ...withCut(ANY_PATH, cut("a", "b")), open: ["x"] };
		expect(sameQuestion(ANY_PATH, tried)).toBe(true);
		expect(sameQuestion(ANY_PATH, { ...ANY_PATH, avoid: ["id=x"] }), "but not whatever it asks").toBe(false);
	});

	it("takes a cut once and gives back all that cut a step", () => {
		const one = withCut(ANY_PATH, cut("a", "b"));
		expect(withCut(one, cut("a", "b"))).toBe(one);
		const both = withCut(one, { from: ["a", "c"], to: ["b"] });
		expect(isCut(both, "c", "b"), "as one of several folded").toBe(true);
		expect(restored(both, "a", "b").cuts).toEqual([]);
		expect(isCut(both, "b", "a"), "a step has a direction").toBe(false);
	});

	it("orders way-points and stops at both ends", () => {
		expect(moved(["a", "b", "c"], 2, -1)).toEqual(["a", "c", "b"]);
		expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
		expect(moved(["a", "b"], 1, 1)).toEqual(["a", "b"]);
	});

	it("asks for the best paths where it has way-points", () => {
		expect(askable({ ...ANY_PATH, via: ["id=x"] }).allShortest).toBe(false);
		expect(askable(ANY_PATH)).toBe(ANY_PATH);
	});

	it("shows each term as a chip that takes only itself away", () => {
		const r = { ...ANY_PATH, via: ["id=v", "id=w"], avoid: ["id=n"], without: ["MemberOf"], maxSteps: 5 };
		const all = chips(r, (s) => s.slice(3));
		expect(all.map((c) => c.text)).toEqual(["1. via v", "2. via w", "avoid n", "without MemberOf", "at most 5 steps"]);
		expect(all[0].without).toEqual({ ...r, via: ["id=w"] });
		expect(chips(ANY_PATH)).toEqual([]);
	});
});

describe("who depends on a step", () => {
	const line = (b: SceneBuilder, from: string, to: string) =>
		b.line([0, 0, 1, 0, 2, 0, 3, 0], 1, "border", "solid", true, { is: "step", from, to });

	it("is everything from which its ways lead there, folds and rings too", () => {
		const b = new SceneBuilder("paths", 10, 10);
		for (const [from, to] of [
			["a1", "g"],
			["g", "h"],
			["h", "g"],
			["h", "t"],
			["x", "t"],
		])
			line(b, from, to);
		b.mark(0, 0, 1, "circle", "ink", false, { is: "nodes", ids: ["a1", "a2"] });
		for (const id of ["g", "h", "t", "x"]) b.mark(0, 0, 1, "circle", "ink", false, { is: "node", id });
		const scene = b.build();
		const before = upstream(scene, { is: "step", from: "h", to: "t" });
		const names = scene.picks
			.filter((_, i) => before[i] === 1)
			.map((p) => (p.is === "step" ? `${p.from}>${p.to}` : p.is));
		expect(names.filter((n) => n.includes(">"))).toEqual(["a1>g", "g>h", "h>g"]);
		expect(
			names.filter((n) => !n.includes(">")),
			"the fold, the group, the start of the step",
		).toEqual(["nodes", "node", "node"]);
	});
});
