// A matrix as a table for the clipboard: what is shown, in its order, in words.
import type { Table } from "../app/copy";
import type { MatrixAnswer } from "../ipc/host";
import { holds, type Shown } from "./shown";
import { M } from "./words";

/** O(rows * columns). */
export function tableOf(answer: MatrixAnswer, shown: Shown): Table {
	const names = shown.columns.map((c) =>
		c.grant === null ? answer.columns[c.column].grants.map((g) => g.name).join("; ") : c.name,
	);
	const rows = shown.rows.map((r) => {
		const row = answer.rows[r];
		const cells = shown.columns.map((c) => {
			const of = answer.columns[c.column];
			return holds(answer, r, c.column) ? M.heldWords[of.held] : of.missed ? M.missing : "";
		});
		const score = row.score === null ? "" : row.score.toFixed(2);
		return [row.name, score, row.exposed ? M.yes : "", ...cells].map((text) => ({ text }));
	});
	return { columns: [M.member, M.score, M.reaches, ...names], rows };
}
