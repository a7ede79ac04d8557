// An address as one text: `atlas:explore?view=...&selected=...&tab=...`, each value as JSON, escaped as in
// any address. It can be pasted from anywhere, so nothing in it is believed: what does not fit is no address.
import type { PathRequest, ViewSpec } from "../ipc/host";
import type { Pick } from "../map/scene";
import { WORKSPACES } from "../words";
import { ANY_PATH, BEGIN, type Place, TABS, world } from "./address.svelte";

const SCHEME = "atlas:";
/** Longer than any exploration; also what the window remembers at most. */
const LONGEST = 16 * 1024;

export function addressText(place: Place): string {
	const { workspace, ...rest } = place;
	const parts = Object.entries(rest)
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(JSON.stringify(value))}`);
	return `${SCHEME}${workspace}?${parts.join("&")}`;
}

/** The place that a text names; null where it names none. */
export function placeOf(text: string): Place | null {
	const t = text.trim();
	if (!t.startsWith(SCHEME) || t.length > LONGEST) return null;
	const [name, query = ""] = t.slice(SCHEME.length).split(/\?(.*)/s);
	const workspace = WORKSPACES.find((w) => w.workspace === name)?.workspace;
	if (!workspace) return null;
	const given = new Map<string, unknown>();
	try {
		for (const part of query.split("&").filter(Boolean)) {
			const at = part.indexOf("=");
			given.set(decodeURIComponent(part.slice(0, at)), JSON.parse(decodeURIComponent(part.slice(at + 1))));
		}
	} catch {
		return null;
	}
	const view = given.has("view") ? asView(given.get("view")) : BEGIN.view;
	const selected = given.has("selected") ? asPick(given.get("selected")) : BEGIN.selected;
	if (!view || !selected) return null;
	const tab = TABS.find((t) => t === given.get("tab")) ?? BEGIN.tab;
	// What else belongs to a place has the form that it has in the first one, or is left out.
	const others = Object.entries(BEGIN).filter(([k]) => !["workspace", "view", "selected", "tab"].includes(k));
	const more = Object.fromEntries(
		others.map(([k, v]) => [k, given.has(k) && sameForm(given.get(k), v) ? given.get(k) : v]),
	);
	return { ...BEGIN, ...more, workspace, view, selected, tab } as Place;
}

type Fields = Record<string, unknown>;
const isFields = (v: unknown): v is Fields => typeof v === "object" && v !== null && !Array.isArray(v);
const isText = (v: unknown): v is string => typeof v === "string";

/** A cut that is tried: from some ids to some ids. */
function isCut(v: unknown): boolean {
	return isFields(v) && [v.from, v.to].every((ids) => Array.isArray(ids) && ids.every(isText));
}

function fits(name: string, value: unknown, like: unknown): boolean {
	if (name === "cuts") return Array.isArray(value) && value.every(isCut);
	return sameForm(value, like);
}

/** Whether a value can stand where the other one stood. A null stands for a text that may be missing. */
function sameForm(value: unknown, like: unknown): boolean {
	if (like === null) return value === null || isText(value);
	if (Array.isArray(like)) return Array.isArray(value) && value.every(isText);
	if (isFields(like))
		return isFields(value) && Object.entries(like).every(([k, v]) => !(k in value) || fits(k, value[k], v));
	return typeof value === typeof like && (typeof value !== "number" || Number.isFinite(value));
}

/** What each view has at least; what is missing is taken from here. */
const LEAST: Record<ViewSpec["kind"], Fields> = {
	world: (world() as { of: object }).of as Fields,
	paths: ANY_PATH satisfies PathRequest as unknown as Fields,
	street: { id: "" },
	group: { group: "", selected: null },
	matrix: { group: "", selected: null },
	table: { table: "", lane: null, rows: 1 },
	query: { text: "", rows: 1, seconds: 1 },
};

function asView(v: unknown): ViewSpec | null {
	if (!isFields(v) || !isText(v.kind) || !isFields(v.of) || !Object.hasOwn(LEAST, v.kind)) return null;
	const least = LEAST[v.kind as ViewSpec["kind"]];
	if (!sameForm(v.of, least)) return null;
	if (v.kind === "query" && !(Array.isArray(v.of.parameters) && v.of.parameters.every(isFields))) return null;
	return { kind: v.kind, of: { ...least, ...v.of } } as ViewSpec;
}

function asPick(v: unknown): Pick | null {
	if (!isFields(v)) return null;
	switch (v.is) {
		case "none":
			return { is: "none" };
		case "node":
		case "group":
			return isText(v.id) ? { is: v.is, id: v.id } : null;
		case "nodes":
			return Array.isArray(v.ids) && v.ids.every(isText) ? { is: "nodes", ids: v.ids } : null;
		case "step":
			return isText(v.from) && isText(v.to) ? { is: "step", from: v.from, to: v.to } : null;
		case "ribbon":
			return isText(v.group) && isText(v.to) ? { is: "ribbon", group: v.group, to: v.to } : null;
		default:
			return null;
	}
}
