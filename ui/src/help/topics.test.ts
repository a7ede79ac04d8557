import { describe, expect, it } from "vitest";
import { blocksOf, explained, TOPICS } from "./topics";

describe("help in place", () => {
	it("says of every score what the guide says of it", () => {
		for (const topic of TOPICS) {
			const it = explained(topic);
			expect(it.blocks.length, `docs/guide/scores.md has the section of ${topic}`).toBeGreaterThan(0);
			expect(it.short.endsWith("."), `${topic} is answered in a sentence`).toBe(true);
		}
	});

	it("reads lists, strong words and code, and leaves the rest as text", () => {
		expect(blocksOf("1. A **core**\n2. `x` <b>")).toEqual([
			{
				is: "list",
				ordered: true,
				items: [
					[
						{ text: "A ", strong: false, code: false },
						{ text: "core", strong: true, code: false },
					],
					[
						{ text: "x", strong: false, code: true },
						{ text: " <b>", strong: false, code: false },
					],
				],
			},
		]);
	});
});
