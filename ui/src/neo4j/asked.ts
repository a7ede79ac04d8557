// An answer of the catalogue as the console shows answers.
import type { AskAnswer, AskCell, ConsoleAnswer, ConsoleCell } from "../ipc/host";
import { C } from "./words";

/** One cell; the id of a node can be chosen. */
function cell(value: AskCell, kind: string | undefined): ConsoleCell {
	const told = (is: string, text: string, id: string | null = null) => ({ is, text, brief: null, id, to: null });
	if (value === null) return told("nothing", "");
	if (typeof value === "boolean") return told("truth", value ? C.yes : C.no);
	if (typeof value === "number") return told("number", String(value));
	if (typeof value === "string") return kind === "node" ? told("node", value, value) : told("text", value);
	return told("list", value.join(", "));
}

/** `milliseconds` is how long the answer took. */
export function asTable(answer: AskAnswer, milliseconds: number): ConsoleAnswer {
	return {
		columns: answer.columns.map((c) => c.name),
		rows: answer.rows.map((row) => row.map((value, i) => cell(value, answer.columns[i]?.kind))),
		counted: answer.rows.length,
		whole: true,
		milliseconds,
		drawable: 0,
		sentence: C.of(answer.rows.length, answer.title),
	};
}
