// The review workspace: the queue of a lane, the page of one item, what is chosen for a decision on
// several, and what a person enters. Every decision is one call; what stands is fetched anew after it.
import {
	type AppError,
	isAppError,
	type QueueAnswer,
	type ReviewItem,
	type ReviewPage,
	type ReviewProgress,
} from "../ipc/host";
import { type Decision, needs } from "../review/decisions";
import { R } from "../review/words";
import { world } from "./address.svelte";
import type { Atlas } from "./atlas.svelte";
import { AuditLog } from "./audit-log.svelte";
import { Bulk } from "./bulk.svelte";
import { Entry } from "./entry.svelte";

export type Lane = "human" | "machine" | "unknown";

/** What the middle shows. */
export type Shown = "item" | "log" | "close";

export class Review {
	lane = $state<Lane>("human");
	queue = $state.raw<QueueAnswer | null>(null);
	progress = $state.raw<ReviewProgress | null>(null);
	page = $state.raw<ReviewPage | null>(null);
	/** Native id of the item that is looked at, also while its page is on its way. */
	at = $state<string | null>(null);
	filter = $state("");
	shown = $state<Shown>("item");
	/** Why the last act was refused. */
	refused = $state.raw<AppError | null>(null);
	/** What was just recorded, for those who do not see the queue. */
	said = $state("");
	readonly entry = new Entry();
	readonly bulk: Bulk;
	readonly log: AuditLog;
	/** A decision that waits for a name. */
	private unsigned: (() => Promise<void>) | null = null;
	private turn = { page: 0 };
	private loading: Promise<void> | null = null;
	/** Whether the queue could not be fetched: a person asks again. */
	stuck = $state(false);

	constructor(readonly atlas: Atlas) {
		this.bulk = new Bulk(this);
		this.log = new AuditLog(atlas);
	}

	get reviewer(): string {
		return this.atlas.settings.reviewer;
	}

	/** Whether somebody has to say who decides. */
	asksName = $state(false);

	/** Items whose words hold what was typed. */
	get rows(): ReviewItem[] {
		const words = this.filter.toLowerCase().split(/\s+/).filter(Boolean);
		const text = (i: ReviewItem) => `${i.name} ${i.id} ${i.group} ${i.why} ${i.state}`.toLowerCase();
		return (this.queue?.items ?? []).filter((i) => words.every((w) => text(i).includes(w)));
	}

	get index(): number {
		return this.rows.findIndex((r) => r.id === this.at);
	}

	/** The facts, or the workspace, changed: nothing that was fetched holds. */
	forget(): void {
		this.queue = null;
		this.progress = null;
		this.page = null;
		this.at = null;
		this.shown = "item";
		this.refused = null;
		this.bulk.clear();
		this.log.forget();
		this.entry.clear();
	}

	/** Fetch what is not there, once at a time: on entering, and after what made it stale. */
	load(): Promise<void> {
		this.loading ??= this.fetch().finally(() => {
			this.loading = null;
		});
		return this.loading;
	}

	private async fetch(): Promise<void> {
		this.stuck = false;
		while (this.queue === null) {
			if (!(await this.loadQueue())) {
				this.stuck = true;
				return;
			}
		}
		if (!this.progress) await this.loadProgress();
		if (this.at !== null) return;
		const { selected } = this.atlas.address.place;
		const { items } = this.queue;
		const known = selected.is === "node" ? items.find((i) => i.id === selected.id) : undefined;
		const first = known ?? items.find((i) => i.state !== "decided") ?? items[0];
		if (first) await this.open(first.id);
	}

	async enterLane(lane: Lane): Promise<void> {
		if (lane === this.lane && this.queue) return;
		this.lane = lane;
		this.queue = null;
		this.page = null;
		this.at = null;
		this.turn.page++;
		this.filter = "";
		this.shown = "item";
		this.bulk.clear();
		await this.load();
	}

	/** Whether the queue of the lane that is looked at was asked for; an answer about another one is let go. */
	private async loadQueue(): Promise<boolean> {
		const { lane } = this;
		const queue = await this.atlas.jobs.run(R.busyQueue, (job) => this.atlas.host.reviewQueue(lane, job));
		if (queue && lane === this.lane) this.queue = queue;
		return queue !== undefined;
	}

	private async loadProgress(): Promise<void> {
		const reviewer = this.reviewer || null;
		const progress = await this.atlas.jobs.run(R.busyProgress, (job) => this.atlas.host.reviewProgress(reviewer, job));
		if (progress) this.progress = progress;
	}

	/** The page of one identity, in the queue or not. */
	async open(id: string): Promise<void> {
		const turn = ++this.turn.page;
		this.at = id;
		this.shown = "item";
		this.refused = null;
		this.entry.clear();
		void this.atlas.select({ is: "node", id });
		const page = await this.atlas.jobs.run(R.busyItem, (job) => this.atlas.host.reviewItem(id, job));
		if (turn !== this.turn.page) return;
		this.page = page ?? null;
		this.entry.begin();
	}

	/** The page of an identity from elsewhere in the window. */
	async look(id: string, lane: string | null): Promise<void> {
		this.atlas.enterWorkspace("review");
		if (lane === "human" || lane === "machine" || lane === "unknown") {
			if (lane !== this.lane) this.queue = null;
			this.lane = lane;
		}
		this.bulk.clear();
		await this.open(id);
		await this.load();
	}

	/** A peer group on the map. */
	showGroup(id: string): void {
		void this.atlas.show(world(), undefined, { is: "group", id });
	}

	/** The next item, or the one before. */
	async step(by: 1 | -1): Promise<void> {
		const { rows } = this;
		const next = rows[this.index + by] ?? (this.index < 0 ? rows[0] : undefined);
		if (next) await this.open(next.id);
	}

	/** Decide, or ask first for what the decision needs. */
	async decide(decision: Decision): Promise<void> {
		if (this.bulk.ids.length > 0) return this.bulk.preview(decision);
		if (!this.page) return;
		const missing = needs(decision).filter((n) => this.entry.lacks(n));
		if (missing.length > 0) {
			this.refused = null;
			this.entry.form = decision;
			return;
		}
		await this.signed(() => this.record(decision));
	}

	/** Who decides is asked once; then whatever waited for it goes on. */
	async signed(act: () => Promise<void>): Promise<void> {
		if (this.reviewer === "") {
			this.unsigned = act;
			this.asksName = true;
			return;
		}
		await act();
	}

	async sign(name: string): Promise<void> {
		if (name.trim() === "") return;
		this.atlas.settings.setReviewer(name);
		this.asksName = false;
		const act = this.unsigned;
		this.unsigned = null;
		await (act ? act() : this.loadProgress());
	}

	changeName(): void {
		this.unsigned = null;
		this.asksName = true;
	}

	keepName(): void {
		this.unsigned = null;
		this.asksName = false;
	}

	private async record(decision: Decision): Promise<void> {
		const { page } = this;
		if (!page) return;
		const request = this.entry.request(page, decision, this.reviewer);
		const written = await this.attempt((job) => this.atlas.host.reviewDecide(request, job));
		if (!written) {
			this.entry.form = decision;
			return;
		}
		let id = `d${written.number}`;
		this.atlas.undo.did(
			R.undoTitle(decision, page.item.name),
			() => this.takeBack(id),
			async () => {
				// The page may have been looked at long ago: what is shown now is what is decided on.
				const again = await this.call((job) =>
					this.atlas.host.reviewDecide({ ...request, factsHash: null, shownAt: null }, job),
				);
				id = `d${again.number}`;
				await this.refetch();
			},
		);
		this.said = R.recorded(written.sentence);
		this.entry.clear();
		await this.after(page.item.id);
	}

	/** After a decision: what stands now, then the next item that is open. */
	private async after(id: string): Promise<void> {
		const before = this.rows.findIndex((r) => r.id === id);
		const turn = this.turn.page;
		await this.loadQueue();
		await this.loadProgress();
		if (turn !== this.turn.page) return;
		const { rows } = this;
		const open = (r: ReviewItem) => r.state !== "decided" && r.state !== "waitsForSecond" && r.id !== id;
		const next = rows.slice(before + 1).find(open) ?? rows.find(open);
		await this.open(next?.id ?? id);
	}

	/** Take back the last decision of the reviewer, also one of before the window was opened. */
	async undo(): Promise<void> {
		await this.signed(async () => {
			const done = await this.attempt((job) => this.atlas.host.reviewUndo(this.reviewer, null, job));
			if (!done) return;
			for (const r of done.records) this.takenBack.add(r.sentence);
			this.said = done.records.map((r) => r.sentence).join(". ");
			const subject = this.subjectOf(done.records[0]?.record);
			await this.refetch(subject);
		});
	}

	/** Sentences of what was taken back otherwise, so that nothing is taken back twice. */
	private takenBack = new Set<string>();

	/** Take one decision back; throws where that is refused. */
	async takeBack(id: string): Promise<void> {
		if ([...this.takenBack].some((s) => s.includes(` ${id} `))) return;
		const done = await this.call((job) => this.atlas.host.reviewUndo(this.reviewer, id, job));
		this.said = done.records.map((r) => r.sentence).join(". ");
		await this.refetch(this.subjectOf(done.records[0]?.record));
	}

	/** As `takeBack`, for a button: a refusal is shown. */
	async takeBackHere(id: string): Promise<void> {
		try {
			await this.takeBack(id);
		} catch (e) {
			this.failed(e);
		}
	}

	private subjectOf(record: string | undefined): string | undefined {
		if (!record) return undefined;
		const { subject } = JSON.parse(record) as { subject?: string };
		return subject;
	}

	/** Fetch what stands now, and the page of an item. */
	async refetch(id: string | null | undefined = this.at): Promise<void> {
		const turn = this.turn.page;
		await this.loadQueue();
		await this.loadProgress();
		this.log.forget();
		// Whoever went on meanwhile stays where they are.
		if (id && turn === this.turn.page) await this.open(id);
	}

	async close(statement: string): Promise<boolean> {
		let done = false;
		await this.signed(async () => {
			const written = await this.attempt((job) => this.atlas.host.reviewClose(this.reviewer, statement, job));
			if (!written) return;
			done = true;
			this.said = R.recorded(written.sentence);
			this.atlas.undo.forget();
			this.at = null;
			this.page = null;
			this.queue = null;
			this.progress = null;
			this.log.forget();
			this.shown = "item";
			await this.load();
		});
		return done;
	}

	async setCapacity(capacity: number): Promise<void> {
		await this.attempt(() => this.atlas.host.reviewCapacity(capacity));
		await this.loadQueue();
		await this.loadProgress();
	}

	async showLog(): Promise<void> {
		this.shown = "log";
		await this.log.load();
	}

	/** Run an act whose refusal is shown beside it. */
	async attempt<T>(act: (job: number) => Promise<T>): Promise<T | undefined> {
		this.refused = null;
		try {
			return await this.call(act);
		} catch (e) {
			this.failed(e);
			return undefined;
		}
	}

	private call<T>(act: (job: number) => Promise<T>): Promise<T> {
		return this.atlas.jobs.attempt(R.busyDecide, act);
	}

	private failed(e: unknown): void {
		if (isAppError(e) && e.code !== "cancelled") this.refused = e;
		else this.atlas.jobs.failed(e);
	}
}
