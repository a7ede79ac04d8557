// The list of commands as a whole: nothing twice, nothing that a platform needs for itself.
import { describe, expect, it } from "vitest";
import { mockHost } from "../ipc/mock-host";
import { Atlas } from "../state/atlas.svelte";
import { chordText, editsText, GROUPS } from "./command";
import { commands } from "./commands";

globalThis.location ??= { search: "" } as Location;
const atlas = new Atlas(mockHost());
atlas.recent = ["/a/one.atlas", "/b/two.atlas"];
const all = commands(atlas);
const twice = (of: string[]) => of.filter((x, i) => of.indexOf(x) !== i);

describe("the list of commands", () => {
	it("names each of them once", () => {
		expect(twice(all.map((c) => c.id))).toEqual([]);
		expect(twice(all.map((c) => c.title)), "two with the same words cannot be told apart").toEqual([]);
		for (const c of all) {
			expect(c.id, "menus and tests call it by this").toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
			expect(GROUPS).toContain(c.group);
			expect(c.title.trim().length).toBeGreaterThan(2);
		}
	});

	it("gives each chord to one of them", () => {
		// What belongs to one workspace can be run in no other: there its chord may mean something else.
		const places = ["Explore", "Review", "Present"];
		for (const place of places) {
			const here = all.filter((c) => c.group === place || !places.includes(c.group));
			expect(twice(here.flatMap((c) => (c.keys ? [c.keys] : []))), place).toEqual([]);
		}
	});

	it("leaves to text what edits text: those chords act only outside of fields", () => {
		const shared = all.filter((c) => c.keys && editsText(c.keys)).map((c) => c.keys);
		const letters = shared.filter((keys) => keys?.length === 1);
		expect(letters, "a letter alone is a text in a field").toContain("C");
		expect(shared.filter((keys) => !letters.includes(keys)).sort()).toEqual([
			"Alt+ArrowLeft",
			"Alt+ArrowRight",
			"Mod+C",
			"Mod+Shift+Z",
			"Mod+Z",
			"Shift+F5",
		]);
		for (const keys of ["Mod+X", "Mod+V", "Mod+A", "Mod+Backspace", "Mod+ArrowLeft", "Mod+ArrowRight"])
			expect(
				all.map((c) => c.keys),
				`${keys} belongs to the platform`,
			).not.toContain(keys);
	});

	it("writes a chord as the platform does", () => {
		expect(chordText("Mod+Shift+P", false)).toBe("Ctrl+Shift+P");
		expect(chordText("Mod+Shift+P", true)).toBe("⇧⌘P");
		expect(chordText("Alt+ArrowLeft", false)).toBe("Alt+←");
	});
});
