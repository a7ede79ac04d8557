// What the command list can do with databases.
import type { Atlas } from "../state/atlas.svelte";
import { C, DB } from "./words";

export function databaseCommands(atlas: Atlas): { title: string; run: () => void }[] {
	const { databases } = atlas;
	return [
		{ title: DB.connect, run: () => databases.show("open") },
		...(atlas.workspace?.revision && !databases.isOpen ? [{ title: DB.push, run: () => databases.show("push") }] : []),
		{ title: DB.pull, run: () => databases.show("pull") },
		...(databases.isOpen ? [{ title: C.ask, run: () => atlas.address.go({ tab: "console" }) }] : []),
	];
}
