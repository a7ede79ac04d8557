// Long work as a person sees it: what runs, how far it is, a way to stop it; and how it ended.
import { type AppError, type Host, isAppError } from "../ipc/host";
import { W } from "../words";

export interface Running {
	job: number;
	title: string;
	phase: string;
	/** 0..=1. */
	fraction: number;
	cancelling: boolean;
}

export interface Notice {
	id: number;
	text: string;
	/** The next step, where there is one. */
	remedy: string;
	bad: boolean;
	details: string[];
	/** When it was said, in milliseconds since 1970. */
	at: number;
}

/** Messages that are kept. */
const KEPT = 200;
/** Work that took longer may have been left alone: its end is told outside the window. */
const LONG_MS = 4000;

/** Notices that need no answer go by themselves. */
const STAYS_MS = 9000;

export class Jobs {
	running = $state<Running[]>([]);
	notices = $state<Notice[]>([]);
	/** Everything that was said, newest first. */
	history = $state.raw<Notice[]>([]);
	private next = 1;
	/** How often a person stopped something: what would have come after it is then not begun. */
	stops = 0;

	constructor(private readonly host: Host) {}

	async listen(): Promise<void> {
		await this.host.onProgress((p) => {
			const it = this.running.find((r) => r.job === p.job);
			if (it) {
				it.phase = p.phase;
				it.fraction = p.fraction ?? 0;
			}
		});
	}

	/** Run `work`; its error becomes a notice and `undefined`. Cancelled work says so once. */
	async run<T>(title: string, work: (job: number) => Promise<T>): Promise<T | undefined> {
		try {
			return await this.attempt(title, work);
		} catch (e) {
			this.failed(e);
			return undefined;
		}
	}

	/** Run `work` whose error is for whoever asked. */
	async attempt<T>(title: string, work: (job: number) => Promise<T>): Promise<T> {
		const job = this.next++;
		const began = performance.now();
		this.running.push({ job, title, phase: "", fraction: 0, cancelling: false });
		try {
			const done = await work(job);
			this.tellOutside(began, title, W.finished);
			return done;
		} catch (e) {
			this.tellOutside(began, title, isAppError(e) ? e.message : W.unexpected);
			throw e;
		} finally {
			this.running = this.running.filter((r) => r.job !== job);
		}
	}

	/** Whoever does other work meanwhile is told by the desktop; whoever looks on sees it here. */
	private tellOutside(began: number, title: string, how: string): void {
		if (performance.now() - began < LONG_MS || globalThis.document?.hasFocus()) return;
		this.host.notify(title, how).catch(() => {});
	}

	async cancel(job: number): Promise<void> {
		const it = this.running.find((r) => r.job === job);
		if (!it || it.cancelling) return;
		it.cancelling = true;
		this.stops++;
		await this.host.cancel(job);
	}

	async cancelAll(): Promise<void> {
		await Promise.all(this.running.map((r) => this.cancel(r.job)));
	}

	say(text: string, more: { remedy?: string; bad?: boolean; details?: string[] } = {}): void {
		const notice = {
			id: this.next++,
			text,
			remedy: more.remedy ?? "",
			bad: more.bad ?? false,
			details: more.details ?? [],
			at: Date.now(),
		};
		this.history = [notice, ...this.history].slice(0, KEPT);
		this.notices = [...this.notices.filter((n) => n.text !== text), notice];
		if (!notice.bad && notice.details.length === 0) setTimeout(() => this.dismiss(notice.id), STAYS_MS);
	}

	dismiss(id: number): void {
		this.notices = this.notices.filter((n) => n.id !== id);
	}

	failed(e: unknown): void {
		const error: AppError = isAppError(e)
			? e
			: {
					code: "internal",
					message: `${W.unexpected}: ${e instanceof Error ? e.message : String(e)}`,
					remedy: W.unexpectedRemedy,
				};
		if (error.code === "cancelled") this.say(W.cancelled);
		else this.say(error.message, { remedy: error.remedy, bad: true });
	}
}
