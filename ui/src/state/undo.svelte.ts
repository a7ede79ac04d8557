// What the window changed in the workspace, and how to take it back. An act that is done says how it is
// undone and done again; the newest comes first, one at a time.
import type { Jobs } from "./jobs.svelte";

interface Done {
	title: string;
	undo: () => Promise<unknown>;
	redo: () => Promise<unknown>;
}

const REMEMBERED = 100;

export class Undo {
	private done = $state.raw<Done[]>([]);
	private undone = $state.raw<Done[]>([]);
	/** Taking back is work too: nothing else is taken back meanwhile. */
	busy = $state(false);

	constructor(private readonly jobs: Jobs) {}

	/** What would be undone, in the words of who did it; null where nothing would. */
	get undoes(): string | null {
		return this.done.at(-1)?.title ?? null;
	}

	get redoes(): string | null {
		return this.undone.at(-1)?.title ?? null;
	}

	/**
	 * Something was done. `undo` and `redo` throw where they fail, and then nothing is taken as changed.
	 * The title completes "Undo: ", for example "mark vault as a crown jewel".
	 */
	did(title: string, undo: () => Promise<unknown>, redo: () => Promise<unknown>): void {
		this.done = [...this.done.slice(-(REMEMBERED - 1)), { title, undo, redo }];
		this.undone = [];
	}

	/** Take back what was done last. */
	async undo(): Promise<void> {
		const last = this.done.at(-1);
		if (!last || !(await this.attempt(last.undo))) return;
		this.done = this.done.filter((d) => d !== last);
		this.undone = [...this.undone, last];
	}

	/** Do again what was taken back last. */
	async redo(): Promise<void> {
		const last = this.undone.at(-1);
		if (!last || !(await this.attempt(last.redo))) return;
		this.undone = this.undone.filter((d) => d !== last);
		this.done = [...this.done, last];
	}

	/** Another workspace: what was done in the last one cannot be taken back here. */
	forget(): void {
		this.done = [];
		this.undone = [];
	}

	/** Whether it went well; a failure is told. */
	private async attempt(act: () => Promise<unknown>): Promise<boolean> {
		if (this.busy) return false;
		this.busy = true;
		try {
			await act();
			return true;
		} catch (e) {
			this.jobs.failed(e);
			return false;
		} finally {
			this.busy = false;
		}
	}
}
