// What can be done in and with a street. Inside the list the arrow keys open and close; these are the
// same acts for the palette, the menus and the keyboard anywhere else.
import type { Command } from "../app/command";
import type { Atlas } from "../state/atlas.svelte";
import { S } from "./words";

export function streetCommands(atlas: Atlas): Command[] {
	const { street } = atlas;
	const item = () => street.chosen;
	const selected = () => atlas.address.place.selected;
	return [
		{
			id: "street",
			title: S.toStreet,
			group: "Explore",
			keys: "Alt+S",
			also: "neighbours neighbourhood relations",
			when: () => selected().is === "node" && atlas.workspace?.revision != null,
			run: () => {
				const pick = selected();
				if (pick.is === "node") void street.enter(pick.id);
			},
		},
		{
			id: "street-open",
			title: S.open,
			group: "Explore",
			keys: "Alt+ArrowDown",
			also: "expand unfold street",
			when: () => {
				const it = item();
				return it !== null && !it.open && it.inside > 0;
			},
			run: () => {
				const it = item();
				if (it) void street.open(it);
			},
		},
		{
			id: "street-close",
			title: S.close,
			group: "Explore",
			keys: "Alt+ArrowUp",
			also: "collapse fold street",
			when: () => item()?.open ?? false,
			run: () => {
				const it = item();
				if (it) void street.close(it);
			},
		},
		{
			id: "street-pin",
			title: item()?.pinned ? S.unpin : S.pin,
			group: "Explore",
			keys: "P",
			also: "keep street",
			when: () => {
				const it = item();
				return it !== null && it.what !== "more";
			},
			run: () => {
				const it = item();
				if (it) void street.pin(it);
			},
		},
		{
			id: "street-close-all",
			title: S.foldAll,
			group: "Explore",
			when: () => (street.view?.expanded.length ?? 0) > 0,
			run: () => void street.closeAll(),
		},
	];
}
