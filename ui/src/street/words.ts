// What the street says of its own.
import { count, counted } from "../words";

export const S = {
	street: "Street",
	busy: "Walking the street",
	list: "What stands in the street",
	how: "Enter or → opens, ← closes, P pins. What is pinned stays when its row is closed.",
	open: "Open",
	openMore: "Show more",
	close: "Close",
	pin: "Pin",
	unpin: "Unpin",
	foldAll: "Close everything in the street",
	toStreet: "Street",
	leadsTo: "leads to it",
	ledTo: "it leads to",
	row: (n: number, relation: string) => `${counted(n, "neighbour")} over ${relation}`,
	rest: (n: number) => `${count(n)} more in this list`,
	further: (n: number) => `${count(n)} further`,
	nothing: "Nothing is tied to it in these files.",
	shown: (shown: number, all: number) => `${count(shown)} of ${counted(all, "neighbour")} shown`,
} as const;
