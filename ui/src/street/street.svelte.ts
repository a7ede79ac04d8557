// The street that is shown: its list, what is chosen in it, and the acts on it. Every act changes the
// address, and the picture and the list follow; it is no step of its own, so that "back" leaves the street.
import type { StreetAnswer, StreetItem } from "../ipc/host";
import type { Pick } from "../map/scene";
import type { Atlas } from "../state/atlas.svelte";
import { closed, opened, pinnedOrNot, streetOf, type Walk } from "./view";
import { S } from "./words";

export class Street {
	answer = $state.raw<StreetAnswer | null>(null);
	private turn = 0;

	constructor(private readonly atlas: Atlas) {}

	/** The address of the street; null where another picture is shown. */
	get view(): Walk | null {
		const { view } = this.atlas.address.place;
		return view.kind === "street" ? { ...streetOf(view.of.id), ...view.of } : null;
	}

	/** What is selected, as the street has it. */
	get chosen(): StreetItem | null {
		return this.view ? this.of(this.atlas.address.place.selected) : null;
	}

	/** The item of a thing on the map. */
	of(pick: Pick): StreetItem | null {
		const items = this.answer?.items ?? [];
		if (pick.is === "row") return items.find((i) => i.place === pick.place) ?? null;
		return pick.is === "node" ? (items.find((i) => i.id === pick.id) ?? null) : null;
	}

	/** What stands for an item on the map. */
	pickOf(item: StreetItem): Pick {
		return item.id === null ? { is: "row", place: item.place } : { is: "node", id: item.id };
	}

	async enter(id: string): Promise<void> {
		await this.atlas.show({ kind: "street", of: streetOf(id) }, "street", { is: "node", id });
	}

	async load(): Promise<void> {
		const turn = ++this.turn;
		const { view } = this;
		if (!view) {
			this.answer = null;
			return;
		}
		const answer = await this.atlas.jobs.run(S.busy, (job) => this.atlas.host.street(view, job));
		if (answer && turn === this.turn) this.answer = answer;
	}

	open(item: StreetItem): Promise<void> {
		return this.change((v) => opened(v, item));
	}

	close(item: StreetItem): Promise<void> {
		return this.change((v) => closed(v, item.place));
	}

	/** Open what is closed and close what is open. */
	turnOver(item: StreetItem): Promise<void> {
		return item.open ? this.close(item) : this.open(item);
	}

	pin(item: StreetItem): Promise<void> {
		return this.change((v) => pinnedOrNot(v, item));
	}

	closeAll(): Promise<void> {
		return this.change((v) => ({ ...v, expanded: [] }));
	}

	/** The picture stays until the next one is there, so that nothing flickers. */
	private async change(act: (view: Walk) => Walk): Promise<void> {
		const { view } = this;
		const next = view && act(view);
		if (!next || next === view) return;
		this.atlas.address.replace({ view: { kind: "street", of: next } });
		await Promise.all([this.load(), this.atlas.redraw()]);
	}
}
