import { describe, expect, it } from "vitest";
import type { Host, Progress } from "../ipc/host";
import { NOTHING } from "../map/focus";
import { Address, ANY_PATH, world } from "./address.svelte";
import { Jobs } from "./jobs.svelte";
import { selectId } from "./select";

describe("address", () => {
	it("goes back over pictures, not over selections", () => {
		const a = new Address();
		a.go({ selected: { is: "node", id: "x" } });
		expect(a.canGoBack, "a selection is no step").toBe(false);
		a.go({ view: { kind: "paths", of: ANY_PATH }, selected: NOTHING, tab: "steps" });
		a.go({ view: world("human"), tab: "outliers" });
		expect(a.back()).toBe(true);
		expect(a.place.view.kind).toBe("paths");
		expect(a.back()).toBe(true);
		expect(a.place.selected, "the selection of before is back too").toEqual({ is: "node", id: "x" });
		expect(a.back(), "and there it ends").toBe(false);
	});

	it("goes forward to where one came back from, until one goes elsewhere", () => {
		const a = new Address();
		a.go({ view: { kind: "paths", of: ANY_PATH } });
		a.go({ view: world("human") });
		a.back();
		a.back();
		expect(a.forward()).toBe(true);
		expect(a.place.view.kind).toBe("paths");
		a.go({ view: world("machine") });
		expect(a.canGoForward, "another way was taken").toBe(false);
		expect(a.back() && a.place.view.kind).toBe("paths");
	});

	it("writes ids that hold commas and equal signs as they are", () => {
		expect(selectId("CN=a,OU=b")).toBe("id=CN=a,OU=b");
	});
});

describe("jobs", () => {
	function fake() {
		const cancelled: number[] = [];
		let tell: (p: Progress) => void = () => {};
		const host = {
			cancel: async (job: number) => void cancelled.push(job),
			onProgress: async (l: (p: Progress) => void) => {
				tell = l;
				return () => {};
			},
		} as unknown as Host;
		return { jobs: new Jobs(host), cancelled, tell: (p: Progress) => tell(p) };
	}

	it("shows progress of its own job and forgets it at the end", async () => {
		const { jobs, tell } = fake();
		await jobs.listen();
		const done = jobs.run("work", async (job) => {
			tell({ job, phase: "reading", fraction: 0.5 });
			tell({ job: 999, phase: "other", fraction: 1 });
			expect(jobs.running.map((r) => [r.phase, r.fraction])).toEqual([["reading", 0.5]]);
			return 7;
		});
		expect(await done).toBe(7);
		expect(jobs.running).toEqual([]);
	});

	it("asks once to cancel, and says that nothing was changed", async () => {
		const { jobs, cancelled } = fake();
		const done = jobs.run("work", async (job) => {
			await jobs.cancel(job);
			await jobs.cancel(job);
			throw { code: "cancelled", message: "cancelled", remedy: "" };
		});
		expect(await done).toBeUndefined();
		expect(cancelled).toHaveLength(1);
		expect(jobs.notices.map((n) => [n.text, n.bad])).toEqual([["Cancelled. Nothing was changed.", false]]);
	});

	it("turns an error into its sentence and its next step", async () => {
		const { jobs } = fake();
		await jobs.run("work", async () => {
			throw { code: "input", message: "people.csv has no header", remedy: "Name the columns." };
		});
		await jobs.run("work", async () => {
			throw new TypeError("boom");
		});
		expect(
			jobs.notices.map((n) => n.remedy !== "" && n.bad),
			"each has a next step",
		).toEqual([true, true]);
		expect(jobs.notices[0].text).toBe("people.csv has no header");
	});
});
