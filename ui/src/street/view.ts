// The address of a street and how acts change it. Pure: what is open is a list of places in the order in
// which they were opened, so that whatever opens next moves nothing; see crates/atlas-map/src/street.rs.
import type { StreetItem, StreetView } from "../ipc/host";

/** The address of a street with all its parts. */
export type Walk = Required<StreetView>;

export function streetOf(id: string): Walk {
	return { id, expanded: [], pinned: [] };
}

const inside = (place: string, outer: string) => place.startsWith(`${outer}/`);

/** Open a row, a neighbour, or the next page of a long list. */
export function opened(view: Walk, item: StreetItem): Walk {
	if (item.what !== "more" && (item.open || item.inside === 0)) return view;
	const shut = `-${item.opens}`;
	// What was closed around a pinned thing opens where it kept its room.
	const expanded = view.expanded.includes(shut)
		? view.expanded.map((e) => (e === shut ? item.opens : e))
		: [...view.expanded, item.opens];
	return { ...view, expanded };
}

/** Close what is open at a place, and everything in it; what is pinned there keeps its room. */
export function closed(view: Walk, place: string): Walk {
	const expanded = view.expanded.flatMap((entry) => {
		const bare = entry.replace(/^-/, "");
		if (bare !== place && !inside(bare, place)) return [entry];
		return view.pinned.some((p) => inside(p, bare)) ? [`-${bare}`] : [];
	});
	return { ...view, expanded };
}

export function pinnedOrNot(view: Walk, item: StreetItem): Walk {
	if (item.what === "more") return view;
	const pinned = view.pinned.includes(item.place)
		? view.pinned.filter((p) => p !== item.place)
		: [...view.pinned, item.place];
	// Room that nothing pinned needs any more is given back.
	const needed = (entry: string) => !entry.startsWith("-") || pinned.some((p) => inside(p, entry.slice(1)));
	return { ...view, pinned, expanded: view.expanded.filter(needed) };
}

/** The place around a place: the row of a neighbour, the neighbour of a row. */
export function around(items: readonly StreetItem[], at: number): number {
	for (let i = at - 1; i >= 0; i--) if (items[i].depth < items[at].depth) return i;
	return -1;
}
