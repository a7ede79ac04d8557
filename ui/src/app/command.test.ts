import { describe, expect, it } from "vitest";
import { isChord } from "./command";

const key = (k: string, held: Partial<KeyboardEvent> = {}) =>
	({ key: k, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...held }) as KeyboardEvent;

describe("chords", () => {
	it("hold exactly the keys that are named", () => {
		expect(isChord(key("i", { ctrlKey: true }), "Mod+I")).toBe(true);
		expect(isChord(key("i", { metaKey: true }), "Mod+I"), "⌘ on a Mac").toBe(true);
		expect(isChord(key("I", { ctrlKey: true, shiftKey: true }), "Mod+I"), "one key more is another chord").toBe(false);
		expect(isChord(key("I", { ctrlKey: true, shiftKey: true }), "Mod+Shift+I")).toBe(true);
		expect(isChord(key("i"), "Mod+I"), "a letter alone is a text").toBe(false);
		expect(isChord(key("ArrowLeft", { altKey: true }), "Alt+ArrowLeft")).toBe(true);
	});

	it("take a sign as it comes, with or without Shift", () => {
		expect(isChord(key("?", { shiftKey: true }), "?")).toBe(true);
		expect(isChord(key("+", { ctrlKey: true }), "Mod++")).toBe(true);
	});
});
