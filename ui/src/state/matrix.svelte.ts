// An access matrix on screen: the answer, how it is ordered, filtered and unfolded; and which matrix it
// is that commands are about, since more than one may be shown.
import { type Format, toClipboard, written } from "../app/copy";
import type { AppError, MatrixAnswer } from "../ipc/host";
import { isAppError } from "../ipc/host";
import { type Order, type Shown, shown } from "../matrix/shown";
import { tableOf } from "../matrix/table";
import { M } from "../matrix/words";
import type { Atlas } from "./atlas.svelte";

const NOTHING: Shown = { rows: [], columns: [], usual: 0, missed: false };

export class MatrixTable {
	answer = $state.raw<MatrixAnswer | null>(null);
	/** Why there is no answer. */
	error = $state.raw<AppError | null>(null);
	order = $state.raw<Order>({ by: "seriated" });
	filter = $state("");
	unfolded = $state.raw<ReadonlySet<number>>(new Set());
	readonly shown = $derived(this.answer ? shown(this.answer, this.order, this.filter, this.unfolded) : NOTHING);
	/** Where each member stands. */
	private readonly places = $derived(
		this.answer ? new Map(this.shown.rows.map((r, at) => [this.answer?.rows[r].id ?? "", at])) : new Map(),
	);
	/** The columns of the answer in which each entitlement is granted. */
	private readonly granted = $derived.by(() => {
		const columns = new Map<string, number[]>();
		for (const [i, c] of (this.answer?.columns ?? []).entries()) {
			for (const g of c.grants) {
				const known = columns.get(g.id);
				if (known?.at(-1) === i) continue;
				if (known) known.push(i);
				else columns.set(g.id, [i]);
			}
		}
		return columns;
	});
	private turn = 0;

	constructor(private readonly atlas: Atlas) {}

	/** Fetch a matrix; order, filter and folds of another one are let go. */
	async load(group: string, selected: string | null): Promise<void> {
		const turn = ++this.turn;
		this.answer = null;
		this.error = null;
		this.order = { by: "seriated" };
		this.filter = "";
		this.unfolded = new Set();
		const { jobs, host } = this.atlas;
		try {
			const answer = await jobs.attempt(M.busy, (job) => host.matrix(group, selected, job));
			if (turn === this.turn) this.answer = answer;
		} catch (e) {
			if (turn !== this.turn) return;
			if (isAppError(e)) this.error = e;
			else jobs.failed(e);
		}
	}

	/** Position of a member among the rows that are shown; -1 where it is none of them. */
	rowOf(id: string): number {
		return this.places.get(id) ?? -1;
	}

	/** Positions of the columns that are shown in which an entitlement is granted. */
	columnsOf(id: string): Set<number> {
		const columns = this.granted.get(id);
		const positions = new Set<number>();
		if (!columns) return positions;
		for (const [at, c] of this.shown.columns.entries()) {
			if (!columns.includes(c.column)) continue;
			if (c.grant === null || c.id === id) positions.add(at);
		}
		return positions;
	}

	/** Whether a node is a member or an entitlement of this matrix. */
	holds(id: string): boolean {
		return this.granted.has(id) || (this.answer?.rows.some((r) => r.id === id) ?? false);
	}

	/** By a column, or back to like beside like where it is that already. */
	sortBy(column: number): void {
		const already = this.order.by === "column" && this.order.column === column;
		this.order = already ? { by: "seriated" } : { by: "column", column };
	}

	/** Show each grant of a column in a column of its own, or fold them again. */
	toggle(column: number): void {
		const next = new Set(this.unfolded);
		if (!next.delete(column)) next.add(column);
		this.unfolded = next;
	}

	foldAll(): void {
		this.unfolded = new Set();
	}

	async copy(format: Format): Promise<void> {
		const { answer, atlas } = this;
		if (!answer) return;
		const done = await toClipboard(written(tableOf(answer, this.shown), format));
		if (done) atlas.jobs.say(M.copied(this.shown.rows.length, format));
		else atlas.jobs.say(M.notCopied, { remedy: M.notCopiedRemedy, bad: true });
	}
}

/** The matrices on screen; what was shown last is the one that commands are about. */
export class Matrices {
	private all = $state.raw<readonly MatrixTable[]>([]);

	get current(): MatrixTable | null {
		return this.all.at(-1) ?? null;
	}

	/** Returns how to take it away again. */
	add(table: MatrixTable): () => void {
		this.all = [...this.all, table];
		return () => {
			this.all = this.all.filter((t) => t !== table);
		};
	}

	/** Whether a node stands in any of them. */
	hold(id: string): boolean {
		return this.all.some((t) => t.holds(id));
	}
}
