// Where one is: the picture and what is selected in it, as one value with a way back.
import type { PathRequest, ViewSpec } from "../ipc/host";
import { NOTHING } from "../map/focus";
import type { Pick } from "../map/scene";

export const TABS = ["outliers", "steps", "groups", "jewels", "drawn", "street", "console"] as const;
export type Tab = (typeof TABS)[number];

/** The three workspaces of the window; they share what is open and selected. */
export type WorkspaceName = "explore" | "review" | "present";

export interface Place {
	workspace: WorkspaceName;
	view: ViewSpec;
	selected: Pick;
	tab: Tab;
}

export function world(lane: string | null = null, open: string[] = []): ViewSpec {
	return { kind: "world", of: { lane, open } };
}

/** One group beside its access matrix; `selected` is an identity whose columns come first. */
export function matrixOf(group: string, selected: string | null = null): ViewSpec {
	return { kind: "matrix", of: { group, selected } };
}

/** A path question with all its terms; addresses from before a term was known lack it. */
export type Question = Required<PathRequest>;

export const ANY_PATH: Question = {
	from: [],
	to: [],
	via: [],
	k: 10,
	allShortest: true,
	weighted: false,
	maxSteps: 12,
	without: [],
	accept: [],
	avoid: [],
	cuts: [],
	open: [],
};

export function questionOf(request: PathRequest): Question {
	return { ...ANY_PATH, ...request };
}

export function sameView(a: ViewSpec, b: ViewSpec): boolean {
	return JSON.stringify(a) === JSON.stringify(b);
}

const REMEMBERED = 100;
/** The first picture of a workspace. */
export const BEGIN: Place = { workspace: "explore", view: world(), selected: NOTHING, tab: "outliers" };

export class Address {
	place = $state.raw<Place>(BEGIN);
	private past = $state.raw<Place[]>([]);
	private future = $state.raw<Place[]>([]);

	get canGoBack(): boolean {
		return this.past.length > 0;
	}

	get canGoForward(): boolean {
		return this.future.length > 0;
	}

	/** Go somewhere; a new picture is a step that can be taken back, a selection in it is not. */
	go(next: Partial<Place>): void {
		const place = { ...this.place, ...next };
		if (!sameView(place.view, this.place.view)) {
			this.past = [...this.past.slice(-REMEMBERED), this.place];
			this.future = [];
		}
		this.place = place;
	}

	/** Change what is shown here without a step that could be taken back: what is open in it, say. */
	replace(next: Partial<Place>): void {
		this.place = { ...this.place, ...next };
	}

	/** Returns whether there was anywhere to go. */
	back(): boolean {
		const last = this.past.at(-1);
		if (!last) return false;
		this.past = this.past.slice(0, -1);
		this.future = [this.place, ...this.future];
		this.place = last;
		return true;
	}

	/** Where one came back from. Returns whether there was anywhere to go. */
	forward(): boolean {
		const next = this.future.at(0);
		if (!next) return false;
		this.future = this.future.slice(1);
		this.past = [...this.past, this.place];
		this.place = next;
		return true;
	}

	/** Begin anew, at the first picture or at one that is remembered. */
	reset(place: Place = BEGIN): void {
		this.past = [];
		this.future = [];
		this.place = place;
	}
}
