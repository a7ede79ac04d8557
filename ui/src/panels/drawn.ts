// What is drawn on the map, as rows: everything that a pointer could find there, for those who do not use
// one. A thing that is drawn twice is one row.
import { type Pick, type Scene, SHAPES } from "../map/scene";
import { W } from "../words";

export interface DrawnRow {
	pick: Pick;
	title: string;
	/** What it is, in words. */
	what: string;
}

/** Countries, then marks, then lines, each in the order of drawing. O(things drawn). */
export function drawnRows(scene: Scene): DrawnRow[] {
	const rows: DrawnRow[] = [];
	const seen = new Set<number>();
	const first = (text: string) => text.split("\n");
	const add = (pick: number, title: number, what: string) => {
		const it = scene.picks[pick];
		if (!it || it.is === "none" || seen.has(pick)) return;
		seen.add(pick);
		const [name, ...more] = first(scene.texts[title] || nameOf(it));
		rows.push({ pick: it, title: name, what: [what, ...more].filter(Boolean).join(", ") });
	};
	const { countries, marks, lines, labels } = scene;
	// A label names what it stands at, where the thing itself has no title.
	const named = new Map<number, number>();
	for (let i = 0; i < labels.count; i++)
		if (!named.has(labels.pick[i])) named.set(labels.pick[i], labels.whole[i] || labels.text[i]);
	const title = (pick: number, own: number) => own || named.get(pick) || 0;
	for (let i = 0; i < countries.count; i++)
		add(countries.pick[i], title(countries.pick[i], countries.title[i]), W.drawnAs.country);
	for (let i = 0; i < marks.count; i++) {
		const shape = SHAPES[marks.codes[i * 4]] ?? "circle";
		add(marks.pick[i], title(marks.pick[i], marks.title[i]), W.drawnAs[shape] ?? "");
	}
	for (let i = 0; i < lines.count; i++) add(lines.pick[i], title(lines.pick[i], lines.title[i]), W.drawnAs.line);
	return rows;
}

function nameOf(pick: Pick): string {
	switch (pick.is) {
		case "node":
		case "group":
			return pick.id;
		case "nodes":
			return W.folded(pick.ids.length);
		case "step":
			return `${pick.from} → ${pick.to}`;
		case "ribbon":
			return `${pick.group} → ${pick.to}`;
		default:
			return "";
	}
}
