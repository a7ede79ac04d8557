// How well a title answers what was typed: the whole, its beginning, the beginnings of its words, a part
// of it, and last its letters in order. Pure, so that it can be tested by examples.

/** Larger is better; null where the title is no answer. O(length of the title). */
export function rank(typed: string, title: string): number | null {
	const t = typed.trim().toLowerCase().replaceAll(/\s+/g, " ");
	const s = title.toLowerCase();
	if (t === "") return 0;
	if (s === t) return 1000;
	if (s.startsWith(t)) return 900 - Math.min(99, s.length - t.length);
	const words = t.split(" ");
	const begins = beginnings(s);
	if (inOrder(words, begins)) return 700 - Math.min(99, s.length - t.length);
	if (words.every((w) => begins.some((b) => b.startsWith(w)))) return 600 - Math.min(99, s.length - t.length);
	if (s.includes(t)) return 500 - Math.min(99, s.indexOf(t));
	if (words.every((w) => s.includes(w))) return 400 - Math.min(99, s.length - t.length);
	return t.length > 1 ? scattered(t.replaceAll(" ", ""), s) : null;
}

/** The rest of the title from the beginning of each of its words. */
function beginnings(s: string): string[] {
	const out: string[] = [];
	for (const m of s.matchAll(/[\p{L}\p{N}]+/gu)) out.push(s.slice(m.index));
	return out;
}

/** Whether each word begins a word of the title, one after the other. */
function inOrder(words: readonly string[], begins: readonly string[]): boolean {
	let at = 0;
	for (const w of words) {
		while (at < begins.length && !begins[at].startsWith(w)) at++;
		if (at++ === begins.length) return false;
	}
	return true;
}

/** The letters in order, the first at the beginning of a word; the fewer between them, the better. */
function scattered(t: string, s: string): number | null {
	let best: number | null = null;
	for (const begin of beginnings(s)) {
		if (begin[0] !== t[0]) continue;
		let at = 0;
		let gaps = 0;
		for (let i = 0; i < begin.length && at < t.length; i++) {
			if (begin[i] === t[at]) at++;
			else gaps++;
		}
		if (at === t.length && gaps <= t.length * 4) best = Math.max(best ?? 0, 200 - Math.min(199, gaps * 4));
	}
	return best;
}
