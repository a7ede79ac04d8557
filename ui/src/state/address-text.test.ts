import { describe, expect, it } from "vitest";
import { ANY_PATH, BEGIN, type Place, world } from "./address.svelte";
import { addressText, placeOf } from "./address-text";

const HOSTILE = 'CN=a&b=c?d#e%41,OU="x"\u202e<img src=x onerror=alert(1)>';

describe("address as a text", () => {
	it("comes back as it was, whatever the names hold", () => {
		const places: Place[] = [
			BEGIN,
			{ ...BEGIN, workspace: "review", view: world("human", ["g1", HOSTILE]), selected: { is: "node", id: HOSTILE } },
			{ ...BEGIN, view: { kind: "paths", of: { ...ANY_PATH, from: [HOSTILE], k: 3 } }, tab: "steps" },
			{ ...BEGIN, view: { kind: "street", of: { id: HOSTILE } }, selected: { is: "step", from: HOSTILE, to: "b" } },
			{ ...BEGIN, selected: { is: "ribbon", group: "g", to: "t" } },
			{ ...BEGIN, selected: { is: "nodes", ids: ["a", HOSTILE] } },
		];
		for (const place of places) expect(placeOf(addressText(place))).toEqual(place);
	});

	it("is one word that can be sent", () => {
		expect(addressText({ ...BEGIN, selected: { is: "node", id: HOSTILE } })).toMatch(
			/^atlas:explore\?[\w=&%.~!*'()-]+$/,
		);
	});

	it("is nothing where it is broken or means something else", () => {
		const view = (v: unknown) => `atlas:explore?view=${encodeURIComponent(JSON.stringify(v))}`;
		for (const text of [
			"",
			"https://example.org/",
			"atlas:elsewhere?tab=%22steps%22",
			"atlas:explore?view=%7Bbroken",
			"atlas:explore?view=%",
			view(null),
			view({ kind: "constructor", of: {} }),
			view({ kind: "world", of: { lane: 5, open: [] } }),
			view({ kind: "world", of: { lane: null, open: [{}] } }),
			view({ kind: "paths", of: { from: "everyone" } }),
			view({ kind: "query", of: { text: "RETURN 1" } }),
			`atlas:explore?selected=${encodeURIComponent('{"is":"node"}')}`,
			`atlas:explore?tab=${"x".repeat(20_000)}`,
		])
			expect(placeOf(text), text.slice(0, 80)).toBeNull();
	});

	it("takes from the first place what it does not say", () => {
		expect(placeOf("atlas:present?")).toEqual({ ...BEGIN, workspace: "present" });
		expect(placeOf('atlas:explore?tab="nonsense"')?.tab).toBe(BEGIN.tab);
	});
});
