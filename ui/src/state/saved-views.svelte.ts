// Saved views: what one wants to come back to, by name. Questions in Cypher stand beside their console.
import type { ViewRow, ViewSpec } from "../ipc/host";
import { P, V } from "../present/words";
import type { Atlas } from "./atlas.svelte";

export class SavedViews {
	rows = $state.raw<ViewRow[]>([]);
	/** The view whose name is being written. */
	renaming = $state<string | null>(null);

	constructor(private readonly atlas: Atlas) {}

	forget(): void {
		this.rows = [];
		this.renaming = null;
	}

	async load(): Promise<void> {
		const ws = this.atlas.workspace;
		try {
			const { views } = await this.atlas.host.views();
			if (ws === this.atlas.workspace) this.take(views);
		} catch (e) {
			this.atlas.jobs.failed(e);
		}
	}

	private take(views: ViewRow[]): void {
		this.rows = views.filter((v) => v.view.kind !== "query");
	}

	/** Keep what is shown, under a name that it proposes; the name can be changed at once. */
	async saveCurrent(): Promise<void> {
		await this.load();
		const { view } = this.atlas.address.place;
		const name = this.freeName(this.atlas.pictureTitle);
		if (await this.did(V.did.save(name), [[name, view]], [[name, null]])) {
			this.atlas.jobs.say(V.saved(name));
			if (this.atlas.address.place.workspace === "explore") this.renaming = name;
		}
	}

	async rename(row: ViewRow, to: string): Promise<void> {
		this.renaming = null;
		const name = to.trim();
		if (name === "" || name === row.name) return;
		const free = this.freeName(name);
		const forth: Change[] = [
			[free, row.view],
			[row.name, null],
		];
		const back: Change[] = [
			[row.name, row.view],
			[free, null],
		];
		await this.did(V.did.rename, forth, back);
	}

	async remove(row: ViewRow): Promise<void> {
		if (await this.did(V.did.remove(row.name), [[row.name, null]], [[row.name, row.view]]))
			this.atlas.jobs.say(P.removed(row.name));
	}

	/** One step that can be taken back; whether it was done. */
	private async did(title: string, forth: Change[], back: Change[]): Promise<boolean> {
		const set = async (changes: Change[]) => {
			for (const [name, view] of changes) this.take((await this.atlas.host.saveView(name, view)).views);
		};
		try {
			await set(forth);
		} catch (e) {
			this.atlas.jobs.failed(e);
			return false;
		}
		this.atlas.undo.did(
			title,
			() => set(back),
			() => set(forth),
		);
		return true;
	}

	private freeName(name: string): string {
		const taken = (n: string) => this.rows.some((r) => r.name === n);
		if (!taken(name)) return name;
		let n = 2;
		while (taken(`${name} ${n}`)) n++;
		return `${name} ${n}`;
	}
}

/** A name and what it is to show; null takes it away. */
type Change = [string, ViewSpec | null];
