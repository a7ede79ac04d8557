// Databases as a person deals with them: which are known, the dialog that connects, what it found.
import {
	type AppError,
	type ConnectionRequest,
	type ConnectionRow,
	type ConnectionTest,
	isAppError,
} from "../ipc/host";
import { isAddress, isLoopback, type Parts, parse, write } from "../neo4j/address";
import { type Proposed, proposedIn, scopesOf } from "../neo4j/scope";
import { DB, type Purpose } from "../neo4j/words";
import type { Atlas } from "./atlas.svelte";

/** What the dialog says in its place. */
export type Outcome = { is: "none" } | { is: "found"; test: ConnectionTest } | { is: "failed"; error: AppError };

const BLANK: Parts = { scheme: "bolt", suffix: "+s", server: "", user: "neo4j", database: "" };

export class Databases {
	known = $state.raw<ConnectionRow[]>([]);
	/** What the dialog is open for. */
	purpose = $state<Purpose | null>(null);
	parts = $state<Parts>({ ...BLANK });
	authority = $state("");
	password = $state("");
	keep = $state(false);
	outcome = $state.raw<Outcome>({ is: "none" });
	/** Kinds of a database that is too large to be opened whole; null where none was. */
	proposed = $state.raw<Proposed[] | null>(null);
	/** Those of them that are to be looked at. */
	picked = $state<string[]>([]);
	/** A scope as it was typed. */
	scope = $state("");
	/** The job of the dialog that runs. */
	job = $state<number | null>(null);

	constructor(private readonly atlas: Atlas) {}

	/** Whether a database is open. */
	get isOpen(): boolean {
		return isAddress(this.atlas.workspace?.path ?? "");
	}

	/** What is remembered of the server that is typed. */
	get row(): ConnectionRow | undefined {
		const wanted = parse(this.address);
		return this.known.find((k) => {
			const p = parse(k.address);
			return wanted && p && write(p) === write(wanted);
		});
	}

	get address(): string {
		return write(this.parts);
	}

	/** The part that is to be looked at; empty for everything. */
	get scopes(): string[] {
		return scopesOf(this.picked, this.scope);
	}

	get plainOnTheWay(): boolean {
		return this.parts.suffix === "" && this.parts.server.trim() !== "" && !isLoopback(this.parts.server);
	}

	async load(): Promise<void> {
		try {
			this.known = (await this.atlas.host.connections()).connections;
		} catch (e) {
			this.atlas.jobs.failed(e);
		}
	}

	/** Nothing is known of the size of the database that is named now. */
	private whole(): void {
		this.outcome = { is: "none" };
		this.proposed = null;
		this.picked = [];
		this.scope = "";
	}

	show(purpose: Purpose, row?: ConnectionRow): void {
		this.whole();
		this.password = "";
		this.purpose = purpose;
		if (row) this.fill(row);
		else if (!this.parts.server && this.known[0]) this.fill(this.known[0]);
		void this.load();
	}

	close(): void {
		if (this.job !== null) return;
		this.purpose = null;
		this.password = "";
	}

	fill(row: ConnectionRow): void {
		this.parts = parse(row.address) ?? { ...BLANK };
		this.authority = row.authority ?? "";
		this.keep = row.inKeychain;
		this.password = "";
		this.whole();
	}

	/** A server is being typed. This computer is seldom encrypted, others should be. */
	type(server: string): void {
		const was = isLoopback(this.parts.server);
		this.parts.server = server;
		if (isLoopback(server) && !was) this.parts.suffix = "";
		else if (!isLoopback(server) && was) this.parts.suffix = "+s";
		this.whole();
	}

	/** What was typed is complete: a whole address fills all parts. */
	settle(): void {
		const whole = parse(this.parts.server);
		if (whole) this.parts = whole;
	}

	private request(): ConnectionRequest {
		this.settle();
		return {
			address: this.address,
			name: this.row?.name ?? null,
			authority: this.parts.suffix === "+s" ? this.authority : null,
			password: this.password === "" ? null : this.password,
			keep: this.keep,
		};
	}

	async test(): Promise<void> {
		const request = this.request();
		const test = await this.run(DB.testing, (job) => this.atlas.host.testConnection(request, job));
		if (test) this.outcome = { is: "found", test };
	}

	/** Do what the dialog is open for; it closes where that succeeds. */
	async act(): Promise<void> {
		const request = this.request();
		const { host, jobs } = this.atlas;
		if (this.purpose === "push") {
			const done = await this.run(DB.pushing, (job) => host.push(request, job));
			if (!done) return;
			this.done(request, done.remembered, done.answer.sentence);
		} else if (this.purpose === "pull") {
			const done = await this.run(DB.pulling, (job) => host.pull(request, job));
			if (!done) return;
			this.done(request, done.remembered, done.answer.sentence);
			const ws = await host.workspace().catch((e) => void jobs.failed(e));
			if (ws) this.atlas.enter(ws);
		} else {
			const { scopes } = this;
			const done = await this.run(DB.opening, (job) => host.openConnection(request, scopes, job));
			if (!done) return;
			this.done(request, done.sentence);
			this.atlas.enter(done.workspace);
		}
	}

	/** One click: open what is known, without asking anything; the dialog opens where that fails. */
	async open(row: ConnectionRow): Promise<void> {
		this.show("open", row);
		await this.act();
	}

	private done(request: ConnectionRequest, remembered: string, sentence = ""): void {
		this.purpose = null;
		this.password = "";
		if (sentence) this.atlas.jobs.say(sentence);
		// Only what was asked for and did not come about is worth a word.
		if (request.keep && remembered.includes(", but ")) this.atlas.jobs.say(remembered, { bad: true });
		void this.load();
	}

	async forget(row: ConnectionRow): Promise<void> {
		try {
			this.known = (await this.atlas.host.forgetConnection(row.address)).connections;
		} catch (e) {
			this.failed(e);
		}
	}

	/** Whether findings may be written into the open database; false until it is known. */
	mayWrite = $state(false);

	async switchWriteBack(allow: boolean | null): Promise<void> {
		try {
			this.mayWrite = await this.atlas.host.writeBackSwitch(allow);
		} catch (e) {
			this.mayWrite = false;
			this.atlas.jobs.failed(e);
		}
	}

	async writeBack(undo: boolean): Promise<void> {
		const { jobs, host } = this.atlas;
		const done = await jobs.run(undo ? DB.undoing : DB.writing, (job) => host.writeBack(undo, job));
		if (done) jobs.say(done.sentence);
	}

	async chooseAuthority(): Promise<void> {
		const path = await this.atlas.host.chooseAuthority();
		if (path) this.authority = path;
	}

	/** Long work whose error stands in the dialog, not beside it. */
	private async run<T>(title: string, work: (job: number) => Promise<T>): Promise<T | undefined> {
		if (this.parts.server.trim() === "") {
			this.outcome = { is: "failed", error: { code: "usage", message: DB.noServer, remedy: "" } };
			return undefined;
		}
		this.outcome = { is: "none" };
		try {
			return await this.atlas.jobs.attempt(title, (job) => {
				this.job = job;
				return work(job);
			});
		} catch (e) {
			this.failed(e);
			return undefined;
		} finally {
			this.job = null;
		}
	}

	private failed(e: unknown): void {
		if (isAppError(e)) {
			this.outcome = { is: "failed", error: e };
			if (e.code === "tooLarge" && this.purpose === "open") this.proposed = proposedIn(e.remedy);
		} else this.atlas.jobs.failed(e);
	}
}
