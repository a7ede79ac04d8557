// One decision about several items: which are chosen, what it would mean, and what hinders it.
import type { BulkPreview } from "../ipc/host";
import type { Decision } from "../review/decisions";
import { R } from "../review/words";
import type { Review } from "./review.svelte";

export class Bulk {
	/** Whether choosing a row marks it instead of opening it. */
	choosing = $state(false);
	ids = $state.raw<string[]>([]);
	decision = $state<Decision | null>(null);
	answer = $state.raw<BulkPreview | null>(null);

	constructor(private readonly review: Review) {}

	clear(): void {
		this.choosing = false;
		this.ids = [];
		this.back();
	}

	/** From the preview back to the choice. */
	back(): void {
		this.decision = null;
		this.answer = null;
	}

	toggle(id: string): void {
		this.ids = this.ids.includes(id) ? this.ids.filter((i) => i !== id) : [...this.ids, id];
		this.back();
		this.review.refused = null;
	}

	/** What the decision would mean; nothing is recorded. */
	async preview(decision: Decision): Promise<void> {
		const { ids } = this;
		this.back();
		const answer = await this.review.attempt((job) => this.review.atlas.host.reviewPreview(ids, decision, job));
		if (!answer || ids !== this.ids) return;
		this.decision = decision;
		this.answer = answer;
	}

	async record(): Promise<void> {
		const { review, ids, decision, answer } = this;
		if (!decision || !answer || answer.refused !== null) return;
		await review.signed(async () => {
			const { entry } = review;
			const request = {
				ids,
				decision,
				rationale: entry.rationale,
				codes: entry.code ? [entry.code] : [],
				reviewer: review.reviewer,
				expiry: entry.expiry || null,
				knowsAge: entry.knowsAge,
				previewed: answer.token,
			};
			const written = await review.attempt((job) => review.atlas.host.reviewDecideBulk(request, job));
			if (!written) return;
			const taken = written.records.map((r) => `d${r.number}`);
			let numbers = taken;
			review.atlas.undo.did(
				R.undoTitle(decision, R.items(ids.length)),
				async () => {
					for (const id of numbers) await review.takeBack(id);
				},
				async () => {
					const again = await review.atlas.jobs.attempt(R.busyDecide, (job) =>
						review.atlas.host.reviewDecideBulk(request, job),
					);
					numbers = again.records.map((r) => `d${r.number}`);
					await review.refetch();
				},
			);
			review.said = R.recordedAll(written.records.length);
			this.clear();
			entry.clear();
			await review.refetch();
		});
	}
}
