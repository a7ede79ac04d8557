// Copying: the selected thing, the list behind the picture, the picture itself, and its address.

import { addressText } from "../state/address-text";
import type { Atlas } from "../state/atlas.svelte";
import { W } from "../words";
import type { Command } from "./command";
import { type Copied, copiedList, copiedSelection } from "./copied";
import { FORMATS, type Format, toClipboard, written } from "./copy";
import { A } from "./words";

/** Whether text is selected: then that is what a person means to copy. */
function textIsSelected(): boolean {
	return (globalThis.getSelection?.()?.toString() ?? "") !== "";
}

export function copyCommands(atlas: Atlas): Command[] {
	const open = () => atlas.workspace?.revision != null;
	const selection = () => copiedSelection(atlas);
	const list = () => copiedList(atlas);
	return [
		{
			id: "copy",
			title: W.copy,
			group: "Edit",
			keys: "Mod+C",
			apart: true,
			when: open,
			run: () => {
				// What a menu is asked for is what the key would have done.
				if (textIsSelected()) document.execCommand("copy");
				else void copy(atlas, selection() ?? list(), "text");
			},
		},
		...FORMATS.map(
			(format): Command => ({
				id: `copy-as-${format.toLowerCase()}`,
				title: A.copyAs[format],
				group: "Edit",
				also: "selected thing",
				apart: format === "text",
				when: () => open() && selection() !== null,
				run: () => void copy(atlas, selection(), format),
			}),
		),
		...FORMATS.map(
			(format): Command => ({
				id: `copy-list-as-${format.toLowerCase()}`,
				title: A.copyListAs[format],
				group: "Edit",
				apart: format === "text",
				when: () => open() && list() !== null,
				run: () => void copy(atlas, list(), format),
			}),
		),
		{
			id: "copy-picture",
			title: A.copyPicture,
			group: "Edit",
			also: "image png map",
			apart: true,
			when: open,
			run: () => void copyPicture(atlas),
		},
		{
			id: "copy-address",
			title: A.copyAddress,
			group: "Edit",
			keys: "Mod+Shift+C",
			also: "link bookmark share",
			when: open,
			run: () => void put(atlas, addressText(atlas.address.place), A.copiedAddress),
		},
	];
}

async function copy(atlas: Atlas, what: Copied | null, format: Format): Promise<void> {
	if (what) await put(atlas, written(what.table, format), A.copied(what.title));
}

async function put(atlas: Atlas, text: string, done: string): Promise<void> {
	if (await toClipboard(text)) atlas.jobs.say(done);
	else atlas.jobs.say(A.notCopied, { remedy: A.notCopiedRemedy, bad: true });
}

/** The picture as it would be exported. Not every web view lets a page write one. */
async function copyPicture(atlas: Atlas): Promise<void> {
	const { view } = atlas.address.place;
	const request = { view, format: "png", theme: atlas.settings.theme, out: "" };
	const png = atlas.jobs.run(A.busyPicture, (job) => atlas.host.scenePng(request, job));
	try {
		// The clipboard is asked at once: later the web view would no longer see that a person wanted it.
		const content = png.then((blob) => blob ?? Promise.reject(new Error("cancelled")));
		await navigator.clipboard.write([new ClipboardItem({ "image/png": content })]);
		atlas.jobs.say(A.copied(W.thePicture));
	} catch {
		if (await png) atlas.jobs.say(A.noPicture, { remedy: A.noPictureRemedy, bad: true });
	}
}
