import { describe, expect, it } from "vitest";
import type { Host, QueueAnswer, ReviewItem, ReviewPage } from "../ipc/host";
import { CODES, DECISIONS, needs } from "../review/decisions";
import { Atlas } from "./atlas.svelte";

function item(id: string, state = "open"): ReviewItem {
	const nothing = { item: id, group: "", why: "", type: "fits", min: 0, max: 0, reasons: [], standing: "" };
	return {
		...nothing,
		id,
		name: id,
		lane: "human",
		picked: "score",
		score: 0.5,
		opens: 0,
		reaches: 0,
		state,
		decided: null,
	};
}

/** A host that answers about queues; what it is told is kept. */
function fake(states: Record<string, string>) {
	const decided: string[] = [];
	const waiting: (() => void)[] = [];
	let held = false;
	const queue = (lane: string): QueueAnswer => ({
		items: lane === "human" ? Object.entries(states).map(([id, state]) => item(id, state)) : [item("robot")],
		decided: 0,
		lane,
		note: null,
		review: 1,
		capacity: 25,
		beyond: 0,
		sampled: 0,
		settled: 0,
	});
	const host = {
		setSetting: async () => {},
		inspect: async () => ({}),
		reviewQueue: async (lane: string) => {
			if (held) await new Promise<void>((go) => waiting.push(go));
			return queue(lane);
		},
		reviewProgress: async () => ({ lanes: [], nudges: [], undoes: null }),
		reviewItem: async (id: string) => ({ item: item(id), things: [], factsHash: "" }) as unknown as ReviewPage,
		reviewDecide: async (r: { id: string; decision: string; codes: string[] }) => {
			if (r.decision === "certify" && r.codes.length === 0)
				throw { code: "usage", message: "keeping it needs a reason", remedy: "Choose a code." };
			decided.push(`${r.decision} ${r.id}`);
			states[r.id] = "decided";
			return { number: decided.length, sentence: "", record: "{}", at: "", hash: "" };
		},
	} as unknown as Host;
	return {
		review: new Atlas(host).review,
		decided,
		hold: () => {
			held = true;
		},
		letGo: () => {
			held = false;
			for (const go of waiting) go();
		},
	};
}

describe("review", () => {
	it("goes to the next item that is open, round the end", async () => {
		const { review, decided } = fake({ a: "open", b: "decided", c: "open" });
		await review.load();
		await review.open("c");
		await review.decide("flag");
		expect(decided, "nothing is recorded without a name").toEqual([]);
		expect(review.asksName).toBe(true);
		await review.sign("Rita");
		expect(decided).toEqual(["flag c"]);
		expect(review.at, "b is decided, c was just").toBe("a");
	});

	it("asks for what a decision needs before it asks the session", async () => {
		const { review, decided } = fake({ a: "open" });
		review.atlas.settings.reviewer = "Rita";
		await review.load();
		await review.decide("abstain");
		expect([review.entry.form, decided.length]).toEqual(["abstain", 0]);
		review.entry.code = "notMyArea";
		await review.decide("abstain");
		expect(decided).toEqual(["abstain a"]);
	});

	it("shows a refusal beside its form and records nothing", async () => {
		const { review, decided } = fake({ a: "open" });
		review.atlas.settings.reviewer = "Rita";
		await review.load();
		await review.decide("certify");
		expect(review.refused?.message).toBe("keeping it needs a reason");
		expect([review.entry.form, decided.length]).toEqual(["certify", 0]);
	});

	it("lets an answer about another lane go", async () => {
		const { review, hold, letGo } = fake({ a: "open" });
		hold();
		const first = review.load();
		const second = review.enterLane("machine");
		letGo();
		await Promise.all([first, second]);
		expect(review.queue?.lane).toBe("machine");
		expect(review.at).toBe("robot");
	});
});

describe("decisions", () => {
	it("have a key each, and codes only where they say something", () => {
		expect(new Set(DECISIONS.map((d) => d.keys)).size).toBe(DECISIONS.length);
		for (const d of DECISIONS)
			if (needs(d.decision).includes("code")) expect(CODES.some((c) => c.of.includes(d.decision))).toBe(true);
	});
});
