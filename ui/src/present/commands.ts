// What can be done with stories and saved views.
import type { Command } from "../app/command";
import type { Atlas } from "../state/atlas.svelte";
import { E, P, V } from "./words";

export function presentCommands(atlas: Atlas): Command[] {
	const { present } = atlas;
	const open = () => atlas.workspace?.revision != null;
	const here = () => open() && atlas.address.place.workspace === "present";
	const slide = () => here() && present.slide !== null;
	const elsewhere = () => open() && !here();
	return [
		{
			id: "bookmark",
			title: V.save,
			group: "Go",
			keys: "Mod+D",
			also: "bookmark",
			when: elsewhere,
			run: () => void atlas.saved.saveCurrent(),
		},
		{
			id: "story-add-view",
			title: P.addView,
			group: "Present",
			keys: "Mod+Shift+D",
			also: "slide",
			when: elsewhere,
			run: () => void present.add(atlas.address.place.view, atlas.pictureTitle),
		},
		{ id: "story-new", title: P.newStory, group: "Present", when: here, run: () => void present.create() },
		{ id: "story-start", title: P.startFour, group: "Present", when: here, run: () => void present.start() },
		{
			id: "story-rename",
			title: P.renameStory,
			group: "Present",
			when: () => here() && present.story !== null,
			run: () => atlas.openDialog("story-rename"),
		},
		{
			id: "story-delete",
			title: P.deleteStory,
			group: "Present",
			when: () => here() && present.story !== null,
			run: () => void present.drop(),
		},
		{
			id: "present-here",
			title: P.presentHere,
			group: "Present",
			keys: "F5",
			apart: true,
			when: slide,
			run: () => present.present(present.at),
		},
		{
			id: "present-first",
			title: P.presentFirst,
			group: "Present",
			keys: "Shift+F5",
			when: slide,
			run: () => present.present(0),
		},
		{
			id: "slide-up",
			title: P.up,
			group: "Present",
			keys: "Alt+ArrowUp",
			apart: true,
			when: slide,
			run: () => void present.moveBy(-1),
		},
		{
			id: "slide-down",
			title: P.down,
			group: "Present",
			keys: "Alt+ArrowDown",
			when: slide,
			run: () => void present.moveBy(1),
		},
		{
			id: "slide-duplicate",
			title: P.duplicate,
			group: "Present",
			when: slide,
			run: () => void present.duplicate(),
		},
		{ id: "slide-delete", title: P.remove, group: "Present", when: slide, run: () => void present.remove() },
		{
			id: "slide-freeze",
			title: present.slide?.frozen ? P.thaw : P.freeze,
			group: "Present",
			when: slide,
			run: () => void present.toggleFrozen(),
		},
		{
			id: "story-export",
			title: E.story,
			group: "Present",
			apart: true,
			when: open,
			run: () => atlas.exports.open("story-export"),
		},
		{
			id: "evidence-pack",
			title: E.pack,
			group: "Present",
			also: "audit report",
			when: open,
			run: () => atlas.exports.open("evidence-pack"),
		},
		{ id: "verify-pack", title: E.verifyPack, group: "Present", run: () => atlas.exports.open("verify-pack") },
		...P.lists.map(
			(l): Command => ({
				id: `slide-list-${l.table}`,
				title: `${P.addList}: ${l.title}`,
				group: "Present",
				apart: l === P.lists[0],
				when: open,
				run: () => void present.addList(l.table, l.title),
			}),
		),
	];
}
