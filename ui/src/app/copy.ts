// A table as text for the clipboard: nothing in it comes alive where it is pasted.

export type Format = "text" | "TSV" | "Markdown";
export const FORMATS: readonly Format[] = ["text", "TSV", "Markdown"];

export interface Table {
	columns: readonly string[];
	rows: readonly (readonly { text: string }[])[];
}

/** One line, whatever the value holds. */
const line = (text: string) => text.replaceAll(/[\t\r\n]+/g, " ");

/** A value that a spreadsheet would run becomes a text. */
const inert = (text: string) => (/^[=+\-@]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text);

/** A value that a page would read as marks becomes a text. */
const plain = (text: string) => text.replaceAll(/[\\|`*_<>[\]]/g, (c) => `\\${c}`);

export function written(table: Table, format: Format): string {
	const head = table.columns.map(line);
	const rows = table.rows.map((row) => row.map((cell) => line(cell.text)));
	if (format === "TSV") return [head, ...rows].map((row) => row.map(inert).join("\t")).join("\n");
	if (format === "Markdown") {
		const row = (cells: string[]) => `| ${cells.map(plain).join(" | ")} |`;
		return [row(head), `|${head.map(() => " --- |").join("")}`, ...rows.map(row)].join("\n");
	}
	const all = [head, ...rows];
	const widths = head.map((_, i) => all.reduce((w, row) => Math.max(w, row[i]?.length ?? 0), 0));
	return all
		.map((row) =>
			row
				.map((cell, i) => cell.padEnd(widths[i]))
				.join("  ")
				.trimEnd(),
		)
		.join("\n");
}

/** Put a text into the clipboard; false where the system does not let us. */
export async function toClipboard(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		// Not every web view has the newer way.
		const box = document.createElement("textarea");
		box.value = text;
		box.style.position = "fixed";
		box.style.opacity = "0";
		const before = document.activeElement;
		document.body.append(box);
		box.select();
		const done = document.execCommand("copy");
		box.remove();
		if (before instanceof HTMLElement) before.focus();
		return done;
	}
}
