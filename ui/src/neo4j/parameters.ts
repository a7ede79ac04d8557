// The `$names` of a question, and what is typed for them.

/** Names in the order in which they come, without those in texts, names in backticks and comments. */
export function parametersOf(question: string): string[] {
	const bare = question.replaceAll(
		/'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`|\/\/[^\n]*|\/\*[\s\S]*?\*\//g,
		" ",
	);
	return [...new Set(Array.from(bare.matchAll(/\$([\p{L}_][\p{L}\p{N}_]*)/gu), (m) => m[1]))];
}

/** What was typed as JSON: itself where it is some, else a text. Nothing typed is nothing. */
export function jsonOf(typed: string): string {
	const text = typed.trim();
	if (text === "") return "null";
	try {
		JSON.parse(text);
		return text;
	} catch {
		return JSON.stringify(typed);
	}
}
