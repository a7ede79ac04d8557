// The one box for everything that has a name: nodes, saved views and commands, the best answer first.
import { type Command, ready } from "../app/command";
import { commands } from "../app/commands";
import { rank } from "../app/rank";
import type { NodeBrief, ViewRow } from "../ipc/host";
import type { Atlas } from "./atlas.svelte";
import { Finder } from "./finder.svelte";

export type PaletteRow = { key: string; title: string; rank: number } & (
	| { is: "node"; node: NodeBrief }
	| { is: "view"; view: ViewRow }
	| { is: "command"; command: Command }
);

/** Begins a text that looks among commands only. */
export const COMMANDS_ONLY = ">";
/** Of each sort, so that none hides the others. */
const MOST = { node: 12, view: 6, command: 8 } as const;
const RECENT = 6;
/** A node that was found by something else than its name comes after all that are. */
const FOUND_OTHERWISE = 1;

export class Palette {
	text = $state("");
	open = $state(false);
	/** The row that Enter chooses. */
	current = $state(0);
	/** Counts how often the box was asked for; the box takes the keyboard at each. */
	asked = $state(0);
	private readonly finder: Finder;
	private views = $state.raw<ViewRow[]>([]);
	private recentNodes = $state.raw<NodeBrief[]>([]);

	constructor(private readonly atlas: Atlas) {
		this.finder = new Finder(atlas.host);
	}

	private get onlyCommands(): boolean {
		return this.text.startsWith(COMMANDS_ONLY);
	}

	/** The text without the sign that it may begin with. */
	private get typed(): string {
		return (this.onlyCommands ? this.text.slice(COMMANDS_ONLY.length) : this.text).trim();
	}

	rows = $derived.by((): PaletteRow[] => {
		if (!this.open) return [];
		const acts = this.commandRows();
		if (this.onlyCommands) return acts.sort(better);
		if (this.typed === "") return this.recentRows(acts);
		return [
			...this.nodeRows().slice(0, MOST.node),
			...this.viewRows().sort(better).slice(0, MOST.view),
			...acts.sort(better).slice(0, MOST.command),
		].sort(better);
	});

	/** Whether it is known that nothing is called so. */
	nothing = $derived.by(() => {
		const told = this.onlyCommands || !this.atlas.workspace?.revision || this.finder.answered === this.text;
		return this.open && this.typed !== "" && this.rows.length === 0 && told;
	});

	/** Give the box the keyboard, among everything or among commands only. */
	show(onlyCommands = false): void {
		this.text = onlyCommands ? COMMANDS_ONLY : this.onlyCommands ? "" : this.text;
		this.asked++;
		this.begin();
	}

	/** The box has the keyboard: what it looks among is fetched. */
	begin(): void {
		this.open = true;
		this.current = 0;
		if (this.atlas.workspace?.revision) void this.loadViews();
	}

	type(text: string): void {
		this.text = text;
		this.open = true;
		this.current = 0;
		if (this.onlyCommands || !this.atlas.workspace?.revision) this.finder.clear();
		else this.finder.find(text);
	}

	step(by: number): void {
		const n = this.rows.length;
		if (n > 0) this.current = (Math.min(this.current, n - 1) + by + n) % n;
	}

	close(): void {
		this.open = false;
	}

	clear(): void {
		this.text = "";
		this.finder.clear();
		this.close();
	}

	choose(row: PaletteRow | undefined): void {
		if (!row) return;
		this.clear();
		if (row.is === "command") {
			this.atlas.settings.usedCommand(row.command.id);
			row.command.run();
		} else if (row.is === "view") void this.atlas.show(row.view.view);
		else {
			this.recentNodes = [row.node, ...this.recentNodes.filter((n) => n.id !== row.node.id)].slice(0, RECENT);
			void this.atlas.select({ is: "node", id: row.node.id }, true);
		}
	}

	/** Another workspace: its nodes and views are others. */
	forget(): void {
		this.finder.clear();
		this.views = [];
		this.recentNodes = [];
	}

	/** Views may have been saved elsewhere since; without them the box still finds the rest. */
	private async loadViews(): Promise<void> {
		const ws = this.atlas.workspace;
		const views = await this.atlas.host.views().catch(() => null);
		if (views && ws === this.atlas.workspace) this.views = views.views;
	}

	private commandRows(): PaletteRow[] {
		const out: PaletteRow[] = [];
		for (const command of commands(this.atlas)) {
			if (!ready(command)) continue;
			const r = rank(this.typed, command.title) ?? (command.also ? rank(this.typed, command.also) : null);
			if (r !== null) out.push({ is: "command", key: `command ${command.id}`, title: command.title, rank: r, command });
		}
		return out;
	}

	private nodeRows(): PaletteRow[] {
		return this.finder.hits.map((node) => ({
			is: "node",
			key: `node ${node.id}`,
			title: node.name,
			rank: rank(this.typed, node.name) ?? FOUND_OTHERWISE,
			node,
		}));
	}

	private viewRows(): PaletteRow[] {
		const out: PaletteRow[] = [];
		for (const view of this.views) {
			const r = rank(this.typed, view.name);
			if (r !== null) out.push({ is: "view", key: `view ${view.name}`, title: view.name, rank: r, view });
		}
		return out;
	}

	/** Before anything is typed: what was chosen last. */
	private recentRows(acts: PaletteRow[]): PaletteRow[] {
		const nodes = this.recentNodes.map(
			(node): PaletteRow => ({ is: "node", key: `node ${node.id}`, title: node.name, rank: 0, node }),
		);
		const used = this.atlas.settings.recentCommands
			.map((id) => acts.find((a) => a.is === "command" && a.command.id === id))
			.filter((a) => a !== undefined);
		return [...nodes, ...used];
	}
}

const SORT = { node: 0, view: 1, command: 2 } as const;

/** Best first; of equals nodes, then views, then commands, each in the order it came in. */
function better(a: PaletteRow, b: PaletteRow): number {
	return b.rank - a.rank || SORT[a.is] - SORT[b.is];
}
