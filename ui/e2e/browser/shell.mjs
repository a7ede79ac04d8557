// Habits of a desktop: one box for everything, keys and their sheet, back and forward, undo.
import { check, until } from "../journey.mjs";

export default ({ page, site, idle, text, command }) => {
	const hits = () => page.locator("#search-hits li").allInnerTexts();
	const shown = () => text("[data-shown]");
	return {
		"the palette finds commands by the beginnings of their words": async () => {
			await page.goto(`${site.url}?open`);
			await idle();
			await page.keyboard.press("Control+Shift+P");
			await until(async () => (await hits()).length > 10, "all commands are listed");
			await page.keyboard.type("ex pd");
			await until(async () => (await hits())[0]?.includes("Export PDF"), "the best answer is first");
			await page.keyboard.press("Escape");
			await page.keyboard.press("Control+k");
			await page.keyboard.type("zzzz");
			await until(async () => (await page.locator(".search [role=status]").count()) === 1, "nothing is said to be so");
			await page.keyboard.press("Escape");
		},
		"what was chosen last comes first": async () => {
			await page.keyboard.press("Control+k");
			await page.keyboard.type("secrets");
			await until(async () => (await hits())[0]?.includes("secrets vault"), "a node");
			await page.keyboard.press("Enter");
			await page.keyboard.press("Control+k");
			await until(async () => (await hits())[0]?.includes("secrets vault"), "before anything is typed");
			await page.keyboard.press("Escape");
			await page.keyboard.press("Escape");
		},
		"back and forward by keys and by the thumb": async () => {
			const world = await shown();
			await page.getByRole("button", { name: "Find paths" }).click();
			await until(async () => (await shown()) !== world, "another picture");
			await idle();
			const paths = await shown();
			await page.keyboard.press("Alt+ArrowLeft");
			await until(async () => (await shown()) === world, "back");
			await idle();
			await page.keyboard.press("Alt+ArrowRight");
			await until(async () => (await shown()) === paths, "forward");
			await idle();
			const thumb = (button) =>
				page.evaluate((b) => window.dispatchEvent(new MouseEvent("mouseup", { button: b, bubbles: true })), button);
			await thumb(3);
			await until(async () => (await shown()) === world, "the thumb goes back");
			await idle();
			await thumb(4);
			await until(async () => (await shown()) === paths, "and forward");
			await idle();
			await page.keyboard.press("Alt+Home");
			await idle();
		},
		"a change is undone and done again": async () => {
			await page.keyboard.press("Control+k");
			await page.keyboard.type("secrets");
			await until(async () => (await hits())[0]?.includes("secrets vault"), "a node");
			await page.keyboard.press("Enter");
			await page.getByRole("button", { name: "No longer a crown jewel" }).click();
			await idle();
			await page.keyboard.press("Control+Shift+P");
			await page.keyboard.type("undo");
			await until(
				async () => (await hits())[0]?.includes("Undo: unmark secrets vault as a crown jewel"),
				"the menu says what would be undone",
			);
			await page.keyboard.press("Escape");
			const tiers = () => page.evaluate(() => accessAtlasMock.calls.filter((c) => c === "setTier").length);
			check((await tiers()) === 1, "one change");
			await page.keyboard.press("Control+z");
			await until(async () => (await tiers()) === 2, "undone by its key");
			await idle();
			await page.keyboard.press("Control+Shift+Z");
			await until(async () => (await tiers()) === 3, "done again");
			await idle();
			await page.keyboard.press("Escape");
		},
		"the sheet lists every key": async () => {
			await page.keyboard.press("?");
			const sheet = page.getByRole("dialog", { name: "Keys and commands" });
			await sheet.waitFor();
			check((await sheet.innerText()).includes("Ctrl+Shift+P"), "with their chords");
			await sheet.getByRole("searchbox").fill("export");
			await until(async () => (await sheet.locator("[data-command]").count()) >= 4, "what is typed narrows it");
			check((await sheet.locator("[data-command=theme]").count()) === 0, "to what was meant");
			await page.keyboard.press("Escape");
			await until(async () => (await page.getByRole("dialog").count()) === 0, "Escape closes it");
			await command("Keys and commands");
			await sheet.waitFor();
			await page.keyboard.press("Escape");
		},
	};
};
