// The catalogue of questions: which there are, the one whose form is filled in, what is typed for it.
import type { AskQuestion } from "../ipc/host";
import { asTable } from "../neo4j/asked";
import type { Atlas } from "./atlas.svelte";
import type { Console } from "./console.svelte";

export class Catalogue {
	questions = $state.raw<AskQuestion[]>([]);
	chosen = $state.raw<AskQuestion | null>(null);
	/** What is typed for each parameter. */
	given = $state<Record<string, string>>({});

	constructor(
		private readonly atlas: Atlas,
		private readonly console: Console,
	) {}

	/** The catalogue is part of the program: once is enough. */
	async load(): Promise<void> {
		if (this.questions.length > 0) return;
		try {
			this.questions = (await this.atlas.host.questions()).questions;
		} catch (e) {
			this.atlas.jobs.failed(e);
		}
	}

	/** A question about a node begins with the node that is selected. */
	choose(question: AskQuestion): void {
		const { selected } = this.atlas.address.place;
		const first = question.parameters.find((p) => p.kind === "node" && p.required)?.name;
		this.chosen = question;
		this.given = first && selected.is === "node" ? { [first]: selected.id } : {};
	}

	leave(): void {
		this.chosen = null;
	}

	/** Whether everything is given that must be. */
	get isComplete(): boolean {
		return this.chosen?.parameters.every((p) => !p.required || this.typed(p.name) !== "") ?? false;
	}

	async ask(): Promise<void> {
		const question = this.chosen;
		if (!question || !this.isComplete) return;
		const names = question.parameters.map((p) => p.name).filter((name) => this.typed(name) !== "");
		const given = names.map((name) => `${name}=${this.typed(name)}`);
		const began = performance.now();
		await this.console.tell(async (job) => {
			const answer = await this.atlas.host.ask(question.id, given, job);
			return asTable(answer, performance.now() - began);
		});
	}

	private typed(name: string): string {
		return (this.given[name] ?? "").trim();
	}
}
