import { describe, expect, it } from "vitest";
import { pickerOf } from "./picking";
import type { Pick } from "./scene";
import { SceneBuilder } from "./scene-builder";

const node = (id: string): Pick => ({ is: "node", id });
const group = (id: string): Pick => ({ is: "group", id });

describe("picking", () => {
	it("finds the mark before the country it stands in, and the country before the ribbon under it", () => {
		const scene = new SceneBuilder("world", 400, 300)
			.country(100, 100, 50, -1, "solid", group("g"))
			.band([0, 100, 50, 100, 150, 100, 200, 100], 10, 10, 0.2, "exposed", { is: "ribbon", group: "g", to: "x" })
			.mark(110, 100, 4, "circle", "pale", true, node("a"))
			.build();
		const at = (x: number, y: number) => {
			const hit = pickerOf(scene).at(x, y, 3);
			return hit && scene.picks[hit.pick];
		};
		expect(at(112, 101)).toEqual(node("a"));
		expect(at(110, 106), "a near miss still counts").toEqual(node("a"));
		expect(at(80, 80)).toEqual(group("g"));
		expect(at(190, 101)).toEqual({ is: "ribbon", group: "g", to: "x" });
		expect(at(300, 250), "nothing is nothing").toBeNull();
	});

	it("agrees with plain search over many marks", () => {
		const b = new SceneBuilder("world", 1000, 700);
		const places: [number, number, number][] = [];
		let seed = 7;
		const random = () => {
			seed = (seed * 1103515245 + 12345) % 2147483648;
			return seed / 2147483648;
		};
		for (let i = 0; i < 3000; i++) {
			const p: [number, number, number] = [random() * 1000, random() * 700, 1 + random() * 6];
			places.push(p);
			b.mark(...p, "circle", "pale", true, node(String(i)));
		}
		const scene = b.build();
		const picker = pickerOf(scene);
		for (let k = 0; k < 500; k++) {
			const [x, y] = [random() * 1000, random() * 700];
			let best = Number.POSITIVE_INFINITY;
			for (const [px, py, r] of places) best = Math.min(best, Math.hypot(px - x, py - y) - r);
			const hit = picker.at(x, y, 4);
			expect(hit !== null, `at ${x}, ${y} something is within reach, or nothing`).toBe(best <= 4);
			if (hit) {
				const [px, py, r] = places[hit.index];
				expect(Math.hypot(px - x, py - y) - r, "and it is the nearest").toBeCloseTo(best, 3);
			}
		}
	});

	it("finds curved lines along their whole way", () => {
		const scene = new SceneBuilder("paths", 400, 300)
			.line([0, 0, 200, 0, 200, 300, 400, 300], 2, "border", "solid", true, { is: "step", from: "a", to: "b" })
			.build();
		const picker = pickerOf(scene);
		expect(picker.at(200, 150, 4)?.layer, "the middle of the curve").toBe("line");
		expect(picker.at(100, 150, 4), "off the curve").toBeNull();
	});

	it("passes over things that stand for nothing", () => {
		const scene = new SceneBuilder("world", 100, 100).mark(50, 50, 5, "circle", "pale", true, { is: "none" }).build();
		expect(pickerOf(scene).at(50, 50, 3)).toBeNull();
	});
});
