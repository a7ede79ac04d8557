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
}

/** Notices that need no answer go by themselves. */
const STAYS_MS = 9000;

export class Jobs {
	running = $state<Running[]>([]);
	notices = $state<Notice[]>([]);
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
		this.running.push({ job, title, phase: "", fraction: 0, cancelling: false });
		try {
			return await work(job);
		} finally {
			this.running = this.running.filter((r) => r.job !== job);
		}
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
		};
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
