import { describe, expect, it } from "vitest";
import { between, type Camera, centreOn, clamp, overview, pan, toMap, toScreen, zoomAt } from "./camera";

const SCENE = { width: 1000, height: 500 };
const SCREEN = { width: 800, height: 600 };

describe("camera", () => {
	it("fits the whole picture, centred", () => {
		const c = overview(SCENE, SCREEN, 0);
		expect(c.scale, "the tighter side decides").toBeCloseTo(0.8);
		expect(toScreen(c, 500, 250), "the middle is in the middle").toEqual([400, 300]);
	});

	it("zooms about the pointer", () => {
		const before = overview(SCENE, SCREEN);
		const under = toMap(before, 123, 456);
		const after = zoomAt(before, 123, 456, 3, before.scale);
		const [x, y] = toScreen(after, ...under);
		expect(x, "what is under the pointer stays there").toBeCloseTo(123);
		expect(y).toBeCloseTo(456);
	});

	it("stops zooming at both ends", () => {
		let near: Camera = overview(SCENE, SCREEN);
		let far: Camera = near;
		const { scale } = near;
		for (let i = 0; i < 100; i++) {
			near = zoomAt(near, 0, 0, 2, scale);
			far = zoomAt(far, 0, 0, 0.5, scale);
		}
		expect(near.scale / scale, "no deeper than this").toBeCloseTo(40);
		expect(far.scale / scale, "and the picture never gets lost").toBeCloseTo(0.4);
	});

	it("pans by pixels whatever the zoom", () => {
		const c = pan({ x: 0, y: 0, scale: 4 }, 40, -20);
		expect(toScreen(c, 0, 0)).toEqual([40, -20]);
	});

	it("keeps the picture in reach", () => {
		const lost = pan(overview(SCENE, SCREEN), 1e6, -1e6);
		const [x, y] = toScreen(clamp(lost, SCENE, SCREEN), 0, 0);
		expect(x, "its left edge is still on the screen").toBeLessThanOrEqual(SCREEN.width);
		expect(y + SCENE.height * lost.scale, "and its bottom edge").toBeGreaterThanOrEqual(0);
	});

	it("brings a place to the middle without zooming out", () => {
		const close: Camera = { x: 0, y: 0, scale: 5 };
		const c = centreOn(close, 700, 100, SCREEN, 2);
		expect(c.scale, "somebody who looks closely keeps looking closely").toBe(5);
		expect(toScreen(c, 700, 100)).toEqual([400, 300]);
	});

	it("moves from one camera to the other", () => {
		const a = overview(SCENE, SCREEN);
		const b = centreOn(a, 900, 400, SCREEN, 4);
		expect(between(a, b, 1, SCREEN).scale).toBeCloseTo(b.scale);
		expect(between(a, b, 1, SCREEN).x, "it ends where it was sent").toBeCloseTo(b.x);
		expect(between(a, b, 0, SCREEN).y, "and begins where it was").toBeCloseTo(a.y);
	});
});
