// What can be done with an access matrix.
import type { Command } from "../app/command";
import type { Atlas } from "../state/atlas.svelte";
import { M } from "./words";

export function matrixCommands(atlas: Atlas): Command[] {
	const { matrices } = atlas;
	const shown = () => matrices.current?.answer != null;
	const selectedGroup = () => {
		const { inspecting } = atlas;
		return inspecting.is === "group" ? inspecting.of.group.id : null;
	};
	const selectedIdentity = () => {
		const { inspecting } = atlas;
		return inspecting.is === "node" && inspecting.of.node.class === "identity" ? inspecting.of : null;
	};
	return [
		{
			id: "matrix-open",
			title: M.open,
			group: "Explore",
			keys: "Mod+M",
			when: () => selectedGroup() !== null,
			run: () => void atlas.openGroup(selectedGroup() ?? ""),
		},
		{
			id: "matrix-compare",
			title: M.compare,
			group: "Explore",
			when: () => selectedIdentity() !== null,
			run: () => void atlas.openGroup("", selectedIdentity()?.node.id ?? null),
		},
		...(["seriated", "name", "score"] as const).map(
			(by): Command => ({
				id: `matrix-sort-${by}`,
				title: by === "seriated" ? M.sorts.order : M.sorts[by],
				group: "Explore",
				when: shown,
				run: () => {
					if (matrices.current) matrices.current.order = { by };
				},
			}),
		),
		{
			id: "matrix-fold",
			title: M.foldAll,
			group: "Explore",
			when: () => (matrices.current?.unfolded.size ?? 0) > 0,
			run: () => matrices.current?.foldAll(),
		},
		...(["TSV", "Markdown"] as const).map(
			(format): Command => ({
				id: `matrix-copy-${format.toLowerCase()}`,
				title: M.copyAs(format),
				group: "Edit",
				when: shown,
				run: () => void matrices.current?.copy(format),
			}),
		),
	];
}
