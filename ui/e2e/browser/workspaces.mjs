// Explore, Review, Present: three workspaces over one address.
import { check, until } from "../journey.mjs";

export default ({ page, site, idle, drawn }) => ({
	"three workspaces by their keys": async () => {
		await page.goto(`${site.url}?open`);
		await idle();
		const before = await drawn();
		const current = () => page.locator(".places [aria-current]").innerText();
		check((await current()) === "Explore", "one begins in Explore");
		await page.keyboard.press("Control+2");
		await until(async () => (await current()) === "Review", "Mod+2 is Review");
		await page.keyboard.press("Control+3");
		await until(async () => (await current()) === "Present", "Mod+3 is Present");
		await page.keyboard.press("Control+1");
		await until(async () => (await current()) === "Explore", "Mod+1 is Explore");
		await idle();
		check((await drawn()) >= before, "the map was kept");
	},
});
