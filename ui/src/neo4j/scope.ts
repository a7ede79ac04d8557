// Which part of a database is opened where all of it is too much.

/** A kind that a refusal proposes, and how many nodes have it. */
export interface Proposed {
	kind: string;
	count: number;
}

/** The kinds in the words of a refusal: "kind=User (1,204), kind=Group (88), platform=NAME". */
export function proposedIn(remedy: string): Proposed[] {
	const found = remedy.matchAll(/kind=(.+?) \(([\d,]+)\)(?=[,;])/g);
	return Array.from(found, ([, kind, count]) => ({ kind, count: Number(count.replaceAll(",", "")) }));
}

/** Scopes for the session: any of the kinds, or what was typed. */
export function scopesOf(kinds: readonly string[], typed: string): string[] {
	const picked = kinds.map((kind) => `kind=${kind}`).join(",");
	return [picked, typed.trim()].filter((scope) => scope !== "");
}
