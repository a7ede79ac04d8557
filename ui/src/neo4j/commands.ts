// What can be done with databases.
import type { Command } from "../app/command";
import type { Atlas } from "../state/atlas.svelte";
import { C, DB } from "./words";

export function databaseCommands(atlas: Atlas): Command[] {
	const { databases } = atlas;
	return [
		{ id: "database-open", title: DB.connect, group: "File", run: () => databases.show("open") },
		{
			id: "database-push",
			title: DB.push,
			group: "File",
			when: () => atlas.workspace?.revision != null && !databases.isOpen,
			run: () => databases.show("push"),
		},
		{ id: "database-pull", title: DB.pull, group: "File", run: () => databases.show("pull") },
		{
			id: "database-console",
			title: C.ask,
			group: "Explore",
			when: () => databases.isOpen,
			run: () => atlas.address.go({ tab: "console" }),
		},
	];
}
