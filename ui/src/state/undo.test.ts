import { describe, expect, it } from "vitest";
import type { Host } from "../ipc/host";
import { Jobs } from "./jobs.svelte";
import { Undo } from "./undo.svelte";

function counter() {
	const jobs = new Jobs({} as Host);
	const undo = new Undo(jobs);
	const it = { n: 0 };
	const add = (by: number) => {
		it.n += by;
		undo.did(
			`add ${by}`,
			async () => {
				it.n -= by;
			},
			async () => {
				it.n += by;
			},
		);
	};
	return { jobs, undo, it, add };
}

describe("undo", () => {
	it("takes back the newest first, and does it again", async () => {
		const { undo, it, add } = counter();
		add(1);
		add(10);
		expect(undo.undoes, "the menu says what").toBe("add 10");
		await undo.undo();
		expect(it.n).toBe(1);
		expect([undo.undoes, undo.redoes]).toEqual(["add 1", "add 10"]);
		await undo.redo();
		expect(it.n).toBe(11);
		await undo.undo();
		await undo.undo();
		await undo.undo();
		expect(it.n, "and there it ends").toBe(0);
	});

	it("forgets what was undone as soon as something new is done", async () => {
		const { undo, add } = counter();
		add(1);
		await undo.undo();
		add(2);
		expect(undo.redoes).toBeNull();
	});

	it("keeps an act whose undoing failed, and says why", async () => {
		const { jobs, undo } = counter();
		undo.did(
			"write",
			async () => {
				throw { code: "write", message: "the file is read-only", remedy: "Make it writable." };
			},
			async () => {},
		);
		await undo.undo();
		expect(undo.undoes).toBe("write");
		expect(undo.redoes).toBeNull();
		expect(jobs.notices[0].remedy).toBe("Make it writable.");
	});

	it("takes back one thing at a time", async () => {
		const { undo } = counter();
		let free = () => {};
		let begun = 0;
		undo.did(
			"slow",
			() =>
				new Promise<void>((r) => {
					begun++;
					free = r;
				}),
			async () => {},
		);
		const first = undo.undo();
		await undo.undo();
		free();
		await first;
		expect(begun).toBe(1);
	});
});
