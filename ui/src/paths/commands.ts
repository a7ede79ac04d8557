// What can be done with the picture of paths: try a cut, take it back, open and close folds.
import type { Command } from "../app/command";
import type { Atlas } from "../state/atlas.svelte";
import { P } from "./words";

export function pathCommands(atlas: Atlas): Command[] {
	const { trials } = atlas;
	const step = () => {
		const pick = atlas.address.place.selected;
		return trials.question && pick.is === "step" ? pick : null;
	};
	const name = () => {
		const it = atlas.inspecting;
		return it.is === "step" && it.of ? `${it.of.step.fromName} → ${it.of.step.toName}` : "";
	};
	const cut = () => {
		const s = step();
		return s !== null && trials.isCut(s.from, s.to);
	};
	return [
		{
			id: "path-cut",
			title: cut() ? P.restore : P.cutStep,
			group: "Explore",
			keys: "X",
			apart: true,
			also: "remove cut step what if",
			when: () => step() !== null,
			run: () => {
				const s = step();
				if (!s) return;
				const called = name() || `${s.from} → ${s.to}`;
				if (cut()) void trials.restore(s.from, s.to, called);
				else void trials.cut({ from: [s.from], to: [s.to] }, called);
			},
		},
		{
			id: "path-restore-all",
			title: P.restoreAll,
			group: "Explore",
			also: "tried cuts",
			when: () => (trials.question?.cuts.length ?? 0) > 0,
			run: () => void trials.restoreAll(),
		},
		{
			id: "path-open",
			title: P.openFold,
			group: "Explore",
			keys: "O",
			also: "unfold starts expand",
			when: () => trials.question !== null && atlas.address.place.selected.is === "nodes",
			run: () => {
				const pick = atlas.address.place.selected;
				if (pick.is === "nodes") void trials.openFold(pick.ids);
			},
		},
		{
			id: "path-fold",
			title: P.closeFolds,
			group: "Explore",
			also: "collapse starts",
			when: () => (trials.question?.open.length ?? 0) > 0,
			run: () => void trials.closeFolds(),
		},
		{
			id: "path-swap",
			title: P.swap,
			group: "Explore",
			also: "reverse ends",
			when: () => trials.question !== null,
			run: () => {
				const q = trials.question;
				if (q) void atlas.show({ kind: "paths", of: { ...q, from: q.to, to: q.from, cuts: [], open: [] } }, "steps");
			},
		},
	];
}
