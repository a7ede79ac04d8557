// Tried cuts of the question that is shown: who still gets through. Nothing is changed anywhere; a cut
// is part of the address, and like everything that is done it can be taken back.
import type { TrialAnswer, TriedCut } from "../ipc/host";
import { ANY_PATH, type Question, questionOf } from "../state/address.svelte";
import type { Atlas } from "../state/atlas.svelte";
import { isCut, restored, sameQuestion, withCut } from "./request";
import { P } from "./words";

export class Trials {
	answer = $state.raw<TrialAnswer | null>(null);
	private turn = 0;

	constructor(private readonly atlas: Atlas) {}

	/** The question of the picture; null where it shows no paths. */
	get question(): Question | null {
		const { view } = this.atlas.address.place;
		if (view.kind === "paths") return questionOf(view.of);
		return this.atlas.showsPaths ? ANY_PATH : null;
	}

	isCut(from: string, to: string): boolean {
		return this.question !== null && isCut(this.question, from, to);
	}

	/** Everybody who is folded into one mark with a node in the picture. */
	folded(id: string): string[] {
		const fold = this.atlas.scene?.picks.find((p) => p.is === "nodes" && p.ids.includes(id));
		return fold?.is === "nodes" ? fold.ids : [id];
	}

	async cut(cut: TriedCut, what: string): Promise<void> {
		const before = this.question;
		if (before) await this.change(before, withCut(before, cut), P.didCut(what));
	}

	/** Several cuts at once, taken back at once. */
	async cutAll(cuts: TriedCut[], what: string): Promise<void> {
		const before = this.question;
		if (before) await this.change(before, cuts.reduce(withCut, before), P.didCut(what));
	}

	async restore(from: string, to: string, what: string): Promise<void> {
		const before = this.question;
		if (before) await this.change(before, restored(before, from, to), P.didRestore(what));
	}

	async restoreAt(at: number, what: string): Promise<void> {
		const before = this.question;
		if (before)
			await this.change(before, { ...before, cuts: before.cuts.filter((_, i) => i !== at) }, P.didRestore(what));
	}

	async restoreAll(): Promise<void> {
		const before = this.question;
		if (before) await this.change(before, { ...before, cuts: [] }, P.didRestore(P.tried.toLowerCase()));
	}

	/** Show the members of a folded mark one by one, in its place. */
	async openFold(ids: string[]): Promise<void> {
		const it = this.question;
		// The first that is not named yet: naming another member of the same fold shows more of it.
		const next = ids.find((id) => !it?.open.includes(id));
		if (it && next !== undefined) await this.apply({ ...it, open: [...it.open, next] }, false);
	}

	async closeFolds(): Promise<void> {
		const it = this.question;
		if (it && it.open.length > 0) await this.apply({ ...it, open: [] }, false);
	}

	async load(request: Question): Promise<void> {
		const turn = ++this.turn;
		this.answer = null;
		if (request.cuts.length === 0) return;
		const answer = await this.atlas.jobs.run(P.busy, (job) => this.atlas.host.tryCuts(request, job));
		if (answer && turn === this.turn) this.answer = answer;
	}

	private async change(before: Question, after: Question, what: string): Promise<void> {
		if (before === after) return;
		await this.apply(after, true);
		this.atlas.undo.did(
			what,
			() => this.apply(before, true),
			() => this.apply(after, true),
		);
	}

	/** The picture stays until the next one is there; it is no step of its own within the same question. */
	private async apply(request: Question, lists: boolean): Promise<void> {
		const { atlas } = this;
		const { view } = atlas.address.place;
		if (view.kind !== "paths" || !sameQuestion(view.of, request)) {
			await atlas.show({ kind: "paths", of: request }, "steps", atlas.address.place.selected);
			return;
		}
		atlas.address.replace({ view: { kind: "paths", of: request } });
		if (lists) void atlas.loadPaths(request);
		await atlas.redraw();
	}
}
