// What can be explained in place: each score that the window shows. The words are those of the guide
// (docs/guide/scores.md), read from it, so that the two never say different things.
import guide from "../../../docs/guide/scores.md?raw";
import { H } from "./words";

export const TOPICS = ["outlier", "exposure", "quality", "peer-group", "likelihood", "cut", "false-discovery"] as const;
export type Topic = (typeof TOPICS)[number];

export interface Explained {
	title: string;
	/** The answer in one sentence. */
	short: string;
	/** The part of the guide that says it in full. */
	blocks: Block[];
}

/** A paragraph, or the items of a list; each a run of plain and strong pieces. */
export type Block = { is: "text"; runs: Run[] } | { is: "list"; ordered: boolean; items: Run[][] };
export interface Run {
	text: string;
	strong: boolean;
	code: boolean;
}

export function explained(topic: Topic): Explained {
	const { title, short, section } = H.topics[topic];
	return { title, short, blocks: blocksOf(sectionOf(guide, section)) };
}

/** The lines under a heading of the guide; empty where there is none, which a test would notice. */
export function sectionOf(text: string, heading: string): string {
	const at = text.indexOf(`\n## ${heading}\n`);
	if (at < 0) return "";
	const rest = text.slice(at + heading.length + 5);
	const end = rest.search(/\n## /);
	return (end < 0 ? rest : rest.slice(0, end)).trim();
}

/** The few forms that the guide uses. Anything else stays the text that it is. */
export function blocksOf(text: string): Block[] {
	return text
		.split(/\n{2,}/)
		.filter((part) => part.trim() !== "")
		.map((part): Block => {
			const lines = part.split("\n");
			const mark = /^(?:\d+\.|-) /;
			if (!lines.every((l) => mark.test(l))) return { is: "text", runs: runsOf(lines.join(" ")) };
			return { is: "list", ordered: /^\d/.test(lines[0]), items: lines.map((l) => runsOf(l.replace(mark, ""))) };
		});
}

function runsOf(text: string): Run[] {
	return text
		.split(/(\*\*[^*]+\*\*|`[^`]+`)/)
		.filter(Boolean)
		.map((piece) => {
			const strong = piece.startsWith("**");
			const code = piece.startsWith("`");
			return { text: strong ? piece.slice(2, -2) : code ? piece.slice(1, -1) : piece, strong, code };
		});
}
