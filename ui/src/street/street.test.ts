import { describe, expect, it } from "vitest";
import type { StreetItem } from "../ipc/host";
import { overview } from "../map/camera";
import { SceneBuilder } from "../map/scene-builder";
import { anchored } from "./anchor";
import { around, closed, opened, pinnedOrNot, streetOf } from "./view";

const item = (place: string, more: Partial<StreetItem> = {}): StreetItem => ({
	place,
	opens: place,
	depth: place.split("/").length,
	left: false,
	what: "row",
	id: null,
	name: place,
	kind: "User",
	relation: "member of",
	status: "verified",
	inside: 3,
	open: false,
	pinned: false,
	...more,
});

describe("the address of a street", () => {
	it("keeps the order in which things were opened", () => {
		const a = opened(opened(streetOf("x"), item(">a")), item(">b"));
		expect(a.expanded, "so that the second moves nothing of the first").toEqual([">a", ">b"]);
		expect(opened(a, item(">a", { open: true })), "what is open stays as it is").toBe(a);
		expect(opened(a, item(">c", { inside: 0 })), "and nothing opens where nothing is").toBe(a);
	});

	it("opens the next page of a list by naming the list again", () => {
		const more = item(">a/+", { what: "more", opens: ">a" });
		expect(opened(opened(streetOf("x"), item(">a")), more).expanded).toEqual([">a", ">a"]);
	});

	it("closes what is inside too, but not what only begins alike", () => {
		const open = { id: "x", expanded: [">a", ">a/@n", ">ab"], pinned: [] };
		expect(closed(open, ">a").expanded).toEqual([">ab"]);
	});

	it("keeps the room of what is pinned, until it is not", () => {
		const open = { id: "x", expanded: [">a", ">b"], pinned: [">a/@n"] };
		const shut = closed(open, ">a");
		expect(shut.expanded, "in its turn, so that nothing moves").toEqual(["->a", ">b"]);
		expect(opened(shut, item(">a")).expanded, "and it opens where it was").toEqual([">a", ">b"]);
		expect(pinnedOrNot(shut, item(">a/@n")).expanded).toEqual([">b"]);
	});

	it("knows what a thing was opened from", () => {
		const items = [item(">a"), item(">a/@n"), item(">a/@m"), item(">b")];
		expect([around(items, 2), around(items, 3)]).toEqual([0, -1]);
	});
});

describe("the camera of a street", () => {
	const scene = (width: number, x: number) =>
		new SceneBuilder("street", width, 400)
			.mark(x, 200, 17, "circle", "ink", false, { is: "node", id: "ann" })
			.build({ crumbs: [{ text: "ann", pick: { is: "node", id: "ann" } }] });

	it("keeps the middle where it is when the street grows to the left", () => {
		const [before, after] = [scene(800, 400), scene(1200, 800)];
		const camera = overview(before, { width: 800, height: 600 });
		const next = anchored(before, after, camera);
		expect((800 - (next?.x ?? 0)) * (next?.scale ?? 0)).toBeCloseTo((400 - camera.x) * camera.scale);
		const other = scene(800, 400);
		other.crumbs[0].pick = { is: "node", id: "bob" };
		expect(anchored(before, other, camera), "another street is looked at as a whole").toBeNull();
	});
});
