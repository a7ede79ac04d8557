// What a person enters for one decision: reason, end, names, the things it is about; and what they opened
// of the page before they decided.
import type { DecisionRequest, ReviewPage } from "../ipc/host";
import type { Decision, Need } from "../review/decisions";

export class Entry {
	rationale = $state("");
	code = $state("");
	expiry = $state("");
	to = $state("");
	ticket = $state("");
	knowsAge = $state(false);
	/** Ids of the things that are decided on; none: the whole item. */
	things = $state.raw<string[]>([]);
	/** The decision whose form is filled in. */
	form = $state<Decision | null>(null);
	private shownAt: string | null = null;
	private opened = new Map<string, number>();

	clear(): void {
		this.rationale = "";
		this.code = "";
		this.expiry = "";
		this.to = "";
		this.ticket = "";
		this.knowsAge = false;
		this.things = [];
		this.form = null;
		this.shownAt = null;
		this.opened = new Map();
	}

	/** The page is on the screen. */
	begin(): void {
		this.shownAt = new Date().toISOString();
	}

	/** A part of the page was opened. */
	open(what: string): void {
		if (!this.opened.has(what)) this.opened.set(what, Date.now());
	}

	toggle(thing: string): void {
		this.things = this.things.includes(thing) ? this.things.filter((t) => t !== thing) : [...this.things, thing];
	}

	lacks(need: Need): boolean {
		if (need === "things") return this.things.length === 0;
		return { expiry: this.expiry, to: this.to, code: this.code }[need].trim() === "";
	}

	request(page: ReviewPage, decision: Decision, reviewer: string): DecisionRequest {
		const began = this.shownAt ? Date.parse(this.shownAt) : Date.now();
		return {
			id: page.item.id,
			decision,
			rationale: this.rationale,
			codes: this.code ? [this.code] : [],
			reviewer,
			expiry: this.expiry || null,
			things: this.things,
			to: this.to || null,
			ticket: this.ticket || null,
			shownAt: this.shownAt,
			factsHash: page.factsHash,
			evidence: [...this.opened].map(([what, at]) => `${what} after ${Math.round((at - began) / 1000)} s`),
			knowsAge: this.knowsAge,
		};
	}
}
