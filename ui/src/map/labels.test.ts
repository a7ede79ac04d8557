import { describe, expect, it } from "vitest";
import { type Measure, orderOf, place, readable } from "./labels";
import { SceneBuilder } from "./scene-builder";

const SCREEN = { width: 600, height: 400 };
const wide: Measure = (_, size) => size * 6;

function crowd() {
	const b = new SceneBuilder("world", 600, 400);
	for (let i = 0; i < 200; i++)
		b.label(`n${i}`, 20 + (i % 20) * 28, 20 + Math.floor(i / 20) * 18, { importance: i % 7, size: 12 });
	return b.build().labels;
}

describe("labels", () => {
	it("never draws one over another", () => {
		const labels = crowd();
		const placed = place(labels, orderOf(labels), { x: 0, y: 0, scale: 1 }, SCREEN, wide);
		expect(placed.length, "some find room").toBeGreaterThan(10);
		expect(placed.length, "and not all do").toBeLessThan(200);
		for (const a of placed) {
			for (const b of placed) {
				if (a === b) continue;
				const apart =
					a.x + a.width <= b.x || b.x + b.width <= a.x || Math.abs(a.y - b.y) >= Math.min(a.size, b.size) * 0.8;
				expect(apart, `${a.index} and ${b.index} do not touch`).toBe(true);
			}
		}
	});

	it("keeps the more important of two that would meet", () => {
		const labels = new SceneBuilder("world", 600, 400)
			.label("low", 100, 100, { importance: 1 })
			.label("high", 104, 102, { importance: 2 })
			.build().labels;
		const placed = place(labels, orderOf(labels), { x: 0, y: 0, scale: 1 }, SCREEN, wide);
		expect(placed.map((p) => p.index)).toEqual([1]);
	});

	it("makes room for more as one comes closer", () => {
		const labels = crowd();
		const order = orderOf(labels);
		const inSight = (scale: number) =>
			place(labels, order, { x: 0, y: 0, scale }, { width: 600 * scale, height: 400 * scale }, wide).length;
		expect(inSight(4)).toBeGreaterThan(inSight(1));
	});

	it("leaves out texts that are for closer looks, unless they belong to the selection", () => {
		const labels = new SceneBuilder("world", 600, 400).label("tiny", 100, 100, { size: 2 }).build().labels;
		const order = orderOf(labels);
		const camera = { x: 0, y: 0, scale: 1 };
		expect(place(labels, order, camera, SCREEN, wide)).toEqual([]);
		expect(place(labels, order, camera, SCREEN, wide, new Set([0]))).toHaveLength(1);
	});

	it("finds a place beside where it was laid out when it is drawn larger", () => {
		// Two names over things that stand close, at half size: one of them has to step aside.
		const labels = new SceneBuilder("world", 1200, 800)
			.label("one", 200, 200, { size: 12, anchor: "middle" })
			.label("two", 260, 204, { size: 12, anchor: "middle" })
			.build().labels;
		const placed = place(labels, orderOf(labels), { x: 0, y: 0, scale: 0.5 }, SCREEN, wide);
		expect(placed).toHaveLength(2);
		expect(Math.abs(placed[1].x + placed[1].width / 2 - 130), "but stays over its thing").toBeLessThan(30);
	});

	it("leans inwards at the edge", () => {
		const labels = new SceneBuilder("world", 600, 400).label("x", 595, 100, { anchor: "middle" }).build().labels;
		const [it] = place(labels, orderOf(labels), { x: 0, y: 0, scale: 1 }, SCREEN, wide);
		expect(it.x + it.width).toBeLessThanOrEqual(SCREEN.width);
	});

	it("stays readable at every zoom", () => {
		for (const scale of [0.01, 0.5, 1, 3, 100]) {
			expect(readable(12, scale)).toBeGreaterThanOrEqual(10);
			expect(readable(12, scale)).toBeLessThanOrEqual(16);
		}
	});
});
