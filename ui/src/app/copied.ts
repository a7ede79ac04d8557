// What is copied: the selected thing, or the list behind the picture, as a table of texts. Which form it
// takes in the clipboard is for neo4j/copy.ts to say.

import { drawnRows } from "../panels/drawn";
import type { Atlas } from "../state/atlas.svelte";
import { count, LANES, OUTLIER_TYPES, placeOf, W } from "../words";
import type { Table } from "./copy";

export interface Copied {
	title: string;
	table: Table;
}

const table = (columns: string[], rows: string[][]): Table => ({
	columns,
	rows: rows.map((row) => row.map((text) => ({ text }))),
});
const score = (n: number | null) => (n === null ? "" : n.toFixed(2));
const lane = (l: string) => LANES[l]?.title ?? l;

/** The selected thing; null where nothing is selected that says anything. */
export function copiedSelection(atlas: Atlas): Copied | null {
	const it = atlas.inspecting;
	if (it.is === "node") {
		const { node, reaches, outlier, group, relations, evidence } = it.of;
		const rows = [
			["Name", node.name],
			["Id", node.id],
			["Kind", node.kinds.join(", ")],
			["Class", node.class],
			...(node.lane ? [["Lane", lane(node.lane)]] : []),
			...(node.tier === null ? [] : [["Tier", String(node.tier)]]),
			...(group ? [["Group", group.name]] : []),
			...(node.class === "identity"
				? [[W.reachesTitle, reaches.map((r) => r.name).join("; ") || W.reachesNothing]]
				: []),
			...(outlier
				? [
						[
							W.score,
							`${score(outlier.score)}, ${OUTLIER_TYPES[outlier.type] ?? outlier.type}. ${W.comparedWith(outlier.baseline)}`,
						],
					]
				: []),
			...(outlier?.reasons ?? []).map((r) => [W.why, r.sentence]),
			...relations.map((r) => [r.kind, r.from === node.id ? `→ ${r.toName}` : `← ${r.fromName}`]),
			...evidence.map((e) => [W.evidence, placeOf(e)]),
		];
		return { title: node.name, table: table(["What", "Value"], rows) };
	}
	if (it.is === "group") {
		const { group, reaches, members } = it.of;
		const rows = [
			["Group", group.label],
			["Members", count(group.size)],
			["Lane", lane(group.lane)],
			["Reach a crown jewel", count(group.exposed)],
			...(reaches.length > 0 ? [[W.reachesTitle, reaches.map((r) => r.name).join("; ")]] : []),
			...group.distinguishing.map((d) => [W.distinguishes, d.name]),
			...members.map((m) => ["Member", m.name]),
		];
		return { title: group.label, table: table(["What", "Value"], rows) };
	}
	if (it.is === "nodes")
		return {
			title: W.folded(it.ids.length),
			table: table(
				["Id"],
				it.ids.map((id) => [id]),
			),
		};
	if (it.is === "step" && it.of) {
		const s = it.of.step;
		const rows = [
			["Step", s.sentence],
			["Status", s.status],
			...s.evidence.map((e) => [W.evidence, placeOf(e)]),
			...(s.remedy ? [[W.remedy, s.remedy]] : []),
		];
		return { title: s.sentence, table: table(["What", "Value"], rows) };
	}
	return null;
}

/** The list that is open below the map; null where it is not there yet. */
export function copiedList(atlas: Atlas): Copied | null {
	switch (atlas.address.place.tab) {
		case "outliers": {
			const rows = atlas.outliers?.outliers.filter((o) => o.finding);
			if (!rows) return null;
			const columns = ["Identity", "Id", "Lane", "Group", "Score", "Type", "Why", "Opens", "Also reaches"];
			const of = rows.map((o) => [
				o.name,
				o.id,
				lane(o.lane),
				o.group,
				score(o.score),
				OUTLIER_TYPES[o.type] ?? o.type,
				o.reasons.map((r) => r.sentence).join("; "),
				o.opens.map((n) => n.name).join("; "),
				o.alsoReaches.map((n) => n.name).join("; "),
			]);
			return { title: W.outliers, table: table(columns, of) };
		}
		case "groups": {
			if (!atlas.groups) return null;
			const of = atlas.groups.clusters.map((c) => [
				c.label,
				count(c.size),
				lane(c.lane),
				count(c.exposed),
				c.distinguishing.map((d) => d.name).join("; "),
			]);
			return { title: W.groups, table: table(["Group", "Members", "Lane", "Reach a crown jewel", "Told by"], of) };
		}
		case "jewels": {
			if (!atlas.exposure) return null;
			const of = atlas.exposure.targets.map((t) => [
				t.name,
				t.id,
				t.kind,
				count(t.exposed),
				count(t.byLane.human),
				count(t.byLane.machine),
				count(t.byLane.unknown),
			]);
			return {
				title: W.jewels,
				table: table(["Crown jewel", "Id", "Kind", "Reached by", "People", "Machines", "Unknown"], of),
			};
		}
		case "steps":
			return copiedPaths(atlas);
		case "drawn": {
			if (!atlas.scene) return null;
			const of = drawnRows(atlas.scene).map((r) => [r.title, r.what]);
			return { title: W.drawn, table: table(["Name", "What"], of) };
		}
		default:
			return null;
	}
}

function copiedPaths(atlas: Atlas): Copied | null {
	const paths = atlas.showsPaths ? atlas.paths?.paths : atlas.stories?.stories.map((s) => s.path);
	if (!paths) return null;
	const of = paths.flatMap((p, i) =>
		p.steps.map((s, n) => [String(i + 1), String(n + 1), s.fromName, s.kind, s.toName, s.status, s.sentence]),
	);
	return { title: W.paths, table: table(["Path", "Step", "From", "Relation", "To", "Status", "Sentence"], of) };
}
