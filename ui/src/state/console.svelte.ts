// The Cypher console: the question, its answer, earlier questions, and those that were saved.
import { type AppError, type ConsoleAnswer, type ConsoleRequest, isAppError, type ViewRow } from "../ipc/host";
import { jsonOf, parametersOf } from "../neo4j/parameters";
import { C } from "../neo4j/words";
import type { Atlas } from "./atlas.svelte";
import { Catalogue } from "./catalogue.svelte";

/** Questions that can be brought back. */
const REMEMBERED = 100;
export const SECONDS = [10, 30, 120, 600] as const;
export const ROWS = [100, 1000, 10000] as const;

export class Console {
	text = $state("");
	/** What is typed for each `$name`. */
	typed = $state<Record<string, string>>({});
	seconds = $state<number>(30);
	rows = $state<number>(1000);
	answer = $state.raw<ConsoleAnswer | null>(null);
	error = $state.raw<AppError | null>(null);
	/** The question that `answer` answers. */
	asked = $state.raw<ConsoleRequest | null>(null);
	saved = $state.raw<ViewRow[]>([]);
	deleted = $state.raw<ViewRow | null>(null);
	job = $state<number | null>(null);
	/** Questions that are asked by filling in a form. */
	readonly catalogue: Catalogue;
	private past: string[] = [];
	private at = 0;

	constructor(private readonly atlas: Atlas) {
		this.catalogue = new Catalogue(atlas, this);
	}

	get parameters(): string[] {
		return parametersOf(this.text);
	}

	get request(): ConsoleRequest {
		return {
			text: this.text,
			parameters: this.parameters.map((name) => ({ name, json: jsonOf(this.typed[name] ?? "") })),
			rows: this.rows,
			seconds: this.seconds,
		};
	}

	/** Another workspace is open: nothing of the last one holds. */
	forget(): void {
		this.answer = null;
		this.error = null;
		this.asked = null;
		this.saved = [];
		this.deleted = null;
		this.catalogue.leave();
	}

	async run(): Promise<void> {
		if (this.text.trim() === "" || this.job !== null) return;
		const request = this.request;
		this.remember(request.text);
		if (await this.tell((job) => this.atlas.host.console(request, job))) this.asked = request;
	}

	/** Show the answer to whatever is asked, or why there is none; one at a time. */
	async tell(ask: (job: number) => Promise<ConsoleAnswer>): Promise<boolean> {
		if (this.job !== null) return false;
		this.error = null;
		try {
			const answer = await this.atlas.jobs.attempt(C.running, (job) => {
				this.job = job;
				return ask(job);
			});
			this.answer = answer;
			this.asked = null;
			return true;
		} catch (e) {
			if (isAppError(e)) this.error = e;
			else this.atlas.jobs.failed(e);
			return false;
		} finally {
			this.job = null;
		}
	}

	async stop(): Promise<void> {
		if (this.job !== null) await this.atlas.jobs.cancel(this.job);
	}

	draw(): void {
		if (this.asked) void this.atlas.show({ kind: "query", of: this.asked }, "console");
	}

	private remember(text: string): void {
		this.past = [...this.past.filter((t) => t !== text), text].slice(-REMEMBERED);
		this.at = this.past.length;
	}

	/** An earlier question, or a later one. */
	recall(by: -1 | 1): void {
		const at = this.at + by;
		if (at < 0 || at > this.past.length) return;
		this.at = at;
		this.text = this.past[at] ?? "";
	}

	async load(): Promise<void> {
		await this.change(() => this.atlas.host.views());
	}

	async save(name: string): Promise<void> {
		const request = this.request;
		this.deleted = null;
		await this.change(() => this.atlas.host.saveView(name, { kind: "query", of: request }));
	}

	async remove(row: ViewRow): Promise<void> {
		await this.change(() => this.atlas.host.saveView(row.name, null));
		this.deleted = row;
	}

	async restore(): Promise<void> {
		const row = this.deleted;
		this.deleted = null;
		if (row) await this.change(() => this.atlas.host.saveView(row.name, row.view));
	}

	use(row: ViewRow): void {
		if (row.view.kind !== "query") return;
		const { text, parameters, rows, seconds } = row.view.of;
		this.catalogue.leave();
		this.text = text;
		this.typed = Object.fromEntries(parameters.map((p) => [p.name, p.json]));
		this.rows = rows;
		this.seconds = seconds;
	}

	private async change(act: () => Promise<{ views: ViewRow[] }>): Promise<void> {
		try {
			this.saved = (await act()).views.filter((v) => v.view.kind === "query");
		} catch (e) {
			this.atlas.jobs.failed(e);
		}
	}
}
