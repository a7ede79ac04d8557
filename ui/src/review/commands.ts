// What can be done in a review.
import type { Command } from "../app/command";
import type { Atlas } from "../state/atlas.svelte";
import { DECISIONS } from "./decisions";
import { R } from "./words";

export function reviewCommands(atlas: Atlas): Command[] {
	const { review } = atlas;
	const here = () => atlas.address.place.workspace === "review" && atlas.workspace?.revision != null;
	const inList = () => here() && (review.queue?.items.length ?? 0) > 0;
	const several = () => review.bulk.ids.length > 0;
	// While a form asks for what a decision needs, letters decide nothing.
	const onItem = () =>
		here() && review.shown === "item" && review.entry.form === null && (review.page !== null || several());
	const idle = () => atlas.jobs.running.length === 0;
	const lane = (id: string, title: string, lane: "human" | "machine" | "unknown"): Command => ({
		id,
		title,
		group: "Review",
		when: () => here() && (review.progress?.lanes.find((l) => l.lane === lane)?.identities ?? 0) > 0,
		run: () => void review.enterLane(lane),
	});
	return [
		...DECISIONS.map(
			(d): Command => ({
				id: `review-${d.decision.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`,
				title: d.title,
				group: "Review",
				keys: d.keys,
				also: d.means,
				when: () => onItem() && idle() && (d.several || !several()),
				run: () => void review.decide(d.decision),
			}),
		),
		{
			id: "review-next",
			title: R.next,
			group: "Review",
			keys: "J",
			apart: true,
			when: inList,
			run: () => void review.step(1),
		},
		{
			id: "review-previous",
			title: R.previous,
			group: "Review",
			keys: "K",
			when: inList,
			run: () => void review.step(-1),
		},
		{
			id: "review-mark",
			title: R.mark,
			group: "Review",
			keys: "X",
			when: () => inList() && review.at !== null,
			run: () => review.at !== null && review.bulk.toggle(review.at),
		},
		{
			id: "review-undo",
			title: review.progress?.undoes ? R.undoes(review.progress.undoes) : R.undo,
			group: "Review",
			keys: "Z",
			apart: true,
			when: () => here() && idle() && review.progress?.undoes != null,
			run: () => void review.undo(),
		},
		lane("review-people", R.peopleQueue, "human"),
		lane("review-machines", R.machineQueue, "machine"),
		lane("review-unknown", R.unknownQueue, "unknown"),
		{ id: "review-log", title: R.log, group: "Review", when: here, run: () => void review.showLog() },
		{
			id: "review-verify",
			title: R.verify,
			group: "Review",
			when: here,
			run: () => void review.showLog().then(() => review.log.verify()),
		},
		{
			id: "review-close",
			title: R.close,
			group: "Review",
			when: here,
			run: () => {
				review.shown = "close";
			},
		},
		{
			id: "review-selected",
			title: R.reviewSelected,
			group: "Review",
			when: () =>
				atlas.workspace?.revision != null &&
				atlas.inspecting.is === "node" &&
				atlas.inspecting.of.node.class === "identity",
			run: () => {
				if (atlas.inspecting.is !== "node") return;
				const { id, lane } = atlas.inspecting.of.node;
				void review.look(id, lane);
			},
		},
	];
}
