// WCAG 2.2 AA by axe: the start page, the three workspaces, every dialog, the palette and the help, in
// light and dark.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { check, until } from "../journey.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

export default ({ page, site, idle }) => {
	/** All that was found, so that one run tells everything. */
	const troubles = [];
	/** What axe finds in the page as it is now, in words that lead to the place. */
	async function violations() {
		// The CSP of the page holds for its own scripts; this one comes from the test.
		await page.evaluate(AXE);
		return page.evaluate(async (tags) => {
			const { violations: found } = await globalThis.axe.run(document, {
				runOnly: tags,
				resultTypes: ["violations"],
				// A heading of the first level belongs to what is selected; a workspace without one is none the worse.
				rules: { "page-has-heading-one": { enabled: false } },
			});
			return found.map(
				(v) =>
					`${v.id} (${v.impact}): ${v.nodes
						.map((n) => n.target.join(" "))
						.slice(0, 5)
						.join(" | ")}\n   ${v.nodes[0].failureSummary}`,
			);
		}, STANDARD);
	}
	async function clean(where) {
		for (const v of await violations()) troubles.push(`${where}: ${v}`);
	}
	const choose = (id) => page.evaluate((name) => accessAtlasMock.frame.choose(name), id);
	const dialog = async (id) => {
		await choose(id);
		await until(() => page.locator("dialog[open]").count(), `${id} opens`);
		await clean(id);
		await page.keyboard.press("Escape");
		await until(async () => (await page.locator("dialog[open]").count()) === 0, `${id} closes`);
	};
	const inTheme = (theme) => async () => {
		troubles.length = 0;
		await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
		await page.goto(site.url);
		await until(() => page.locator("h1").count(), "the start page");
		await clean("start");
		await page.goto(`${site.url}?open`);
		await idle();
		await until(() => page.evaluate(() => accessAtlasMock.frame.menu.length > 20), "the menus are told");
		for (const n of [1, 2, 3, 4, 5]) {
			await page.keyboard.press(`Alt+${n}`);
			await clean(`list ${n}`);
		}
		await page.keyboard.press("Alt+1");
		await page.locator("#drawer [role=option]").first().click();
		await until(async () => (await page.locator(".right h1").innerText()) !== "sample.atlas", "someone is selected");
		await clean("explore with a node");
		await choose("help-outlier");
		await page.locator(".help").waitFor();
		await clean("help");
		await page.keyboard.press("Escape");
		for (const id of ["sheet", "settings", "messages", "go-to-address", "database-open"]) await dialog(id);
		await page.keyboard.press("Control+k");
		await page.keyboard.type("e");
		await until(() => page.locator("#search-hits li").count(), "hits");
		await clean("palette");
		await page.keyboard.press("Escape");
		await choose("paths-to-jewels");
		await idle();
		await clean("paths");
		for (const n of [2, 3]) {
			await page.keyboard.press(`Control+${n}`);
			await until(() => page.locator(`.places button:nth-child(${n})[aria-current]`).count(), "the workspace");
			await idle();
			await clean(`workspace ${n}`);
		}
		await page.emulateMedia({ colorScheme: "light", reducedMotion: null });
		check(troubles.length === 0, troubles.join("\n"));
	};
	return { "axe finds nothing, light": inTheme("light"), "axe finds nothing, dark": inTheme("dark") };
};
