// Habits of a desktop: one box for everything, keys and their sheet, back and forward, undo.
import { join } from "node:path";
import { ARTIFACTS, check, until } from "../journey.mjs";

export default ({ page, site, idle, text, command, troubles }) => {
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
		"every command of the menus runs, and the keyboard finds it": async () => {
			await page.goto(`${site.url}?open`);
			await idle();
			const select = async () => {
				await page.keyboard.press("Control+1");
				await page.keyboard.press("Control+k");
				await page.keyboard.type("secrets");
				await until(async () => (await hits())[0]?.includes("secrets vault"), "something is selected");
				await page.keyboard.press("Enter");
				await idle();
			};
			await select();
			const menu = await until(
				() => page.evaluate(() => accessAtlasMock.frame.menu.length > 20 && accessAtlasMock.frame.menu),
				"the menus are told",
			);
			const groups = [...new Set(menu.map((m) => m.group))];
			check(groups[0] === "File" && groups.at(-1) === "Help", "in the order of menus");
			const ready = (id) => page.evaluate((i) => accessAtlasMock.frame.menu.some((m) => m.id === i && m.enabled), id);
			for (const { id, title, enabled, keys } of menu.filter((m) => m.enabled)) {
				// What ran before may have let go of what this one needs.
				if (!(await ready(id))) await select();
				if (!keys) {
					await page.keyboard.press("Control+Shift+P");
					await page.keyboard.type(title);
					await until(async () => (await hits())[0]?.includes(title), `${id} is found by its words`);
					await page.keyboard.press("Escape");
				}
				check(enabled, id);
				const before = troubles.length;
				await page.evaluate((name) => accessAtlasMock.frame.choose(name), id);
				await until(() => page.evaluate(() => document.querySelector("[data-busy='0']")), `${id} ends`);
				check(troubles.length === before, `${id}: ${troubles.at(-1)}`);
				check(
					(await page.locator(".notice.bad").count()) === 0,
					`${id} fails: ${await page.locator(".notice.bad").allInnerTexts()}`,
				);
				for (let n = 0; n < 2 && (await page.locator("dialog[open]").count()) > 0; n++)
					await page.keyboard.press("Escape");
				check((await page.locator("dialog[open]").count()) === 0, `${id}: Escape closes what it opened`);
			}
		},
		"one comes back to where one was": async () => {
			await page.goto(site.url);
			await page.evaluate(() => sessionStorage.clear());
			await page.goto(`${site.url}?open&keep`);
			await idle();
			await page.getByRole("button", { name: "Find paths" }).click();
			await until(async () => !(await shown()).includes("identities"), "the paths are drawn");
			await idle();
			const paths = await shown();
			await until(
				() =>
					page.evaluate(() =>
						Object.values(accessAtlasMock.frame.places).some((p) => decodeURIComponent(p).includes('"kind":"paths"')),
					),
				"the place is kept soon",
			);
			await page.goto(`${site.url}?open&keep`);
			await idle();
			await until(async () => (await shown()) === paths, "the picture is the one that was left");
			await page.evaluate(() =>
				sessionStorage.setItem(
					"places",
					JSON.stringify({
						...accessAtlasMock.frame.places,
						...Object.fromEntries(
							Object.keys(accessAtlasMock.frame.places).map((k) => [k, "atlas:explore?view=broken"]),
						),
					}),
				),
			);
			await page.goto(`${site.url}?open&keep`);
			await idle();
			check((await shown()).includes("identities"), "a broken one is ignored");
			await page.evaluate(() => sessionStorage.clear());
		},
		"an address is copied, and leads there": async () => {
			await page.goto(`${site.url}?open`);
			await idle();
			await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
			await page.getByRole("button", { name: "Find paths" }).click();
			await idle();
			const paths = await shown();
			await page.keyboard.press("Control+Shift+C");
			const address = await until(
				async () =>
					(await page.evaluate(() => navigator.clipboard.readText())).startsWith("atlas:explore?") &&
					page.evaluate(() => navigator.clipboard.readText()),
				"the address is in the clipboard",
			);
			await page.keyboard.press("Alt+Home");
			await idle();
			await page.keyboard.press("Control+l");
			const dialog = page.getByRole("dialog", { name: "Go to an address" });
			await dialog.getByLabel("Address").fill("https://example.org");
			await page.keyboard.press("Enter");
			check(
				(await dialog.getByRole("alert").innerText()).includes("no address"),
				"what is none is refused, with the reason",
			);
			await dialog.getByLabel("Address").fill(address);
			await page.keyboard.press("Enter");
			await until(async () => (await shown()) === paths, "the same picture");
			await idle();
		},
		"a view is saved, found and taken back": async () => {
			await page.keyboard.press("Control+d");
			await page.getByLabel(/^Name of /).fill("ways to the coast");
			await page.keyboard.press("Enter");
			await page.getByRole("button", { name: /^ways to the coast/ }).waitFor();
			await page.keyboard.press("Alt+Home");
			await idle();
			await page.keyboard.press("Control+k");
			await page.keyboard.type("ways to");
			await until(async () => (await hits())[0]?.includes("ways to the coast"), "the search box finds it");
			await page.keyboard.press("Enter");
			await idle();
			check(!(await shown()).includes("identities"), "and shows it");
			await page.keyboard.press("Control+z");
			await until(
				async () => (await page.getByRole("button", { name: /^ways to the coast/ }).count()) === 0,
				"its name is undone",
			);
		},
		"what is selected is copied": async () => {
			await page.keyboard.press("Alt+Home");
			await idle();
			await page.locator("#tab-outliers").click();
			await page.locator("[role=option]").nth(1).click();
			await until(async () => (await text(".right h1")) === "ada.g4", "someone is selected");
			await page.keyboard.press("Control+c");
			const clip = () => page.evaluate(() => navigator.clipboard.readText());
			await until(async () => (await clip()).includes("ada.g4"), "as text");
			await page.evaluate(() => accessAtlasMock.frame.choose("copy-list-as-markdown"));
			await until(async () => (await clip()).startsWith("| Identity |"), "the list as Markdown");
			await page.evaluate(() => accessAtlasMock.frame.choose("copy-picture"));
			await until(
				async () => page.evaluate(async () => (await navigator.clipboard.read())[0].types.includes("image/png")),
				"the map as a picture",
			);
		},
		"settings hold at once and are remembered": async () => {
			await page.goto(`${site.url}?open&keep`);
			await idle();
			await page.keyboard.press("Control+,");
			const dialog = page.getByRole("dialog", { name: "Settings" });
			await dialog.getByLabel("Dark").check();
			const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
			await until(async () => (await theme()) === "dark", "the theme");
			await dialog.getByLabel("As the system has it").first().check();
			await page.emulateMedia({ colorScheme: "dark" });
			await until(async () => (await theme()) === "dark", "the system's theme is followed");
			await page.emulateMedia({ colorScheme: "light" });
			await until(async () => (await theme()) === "light", "live");
			await dialog.getByLabel("No movements").check();
			check((await page.evaluate(() => document.documentElement.dataset.motion)) === "off", "motion");
			await dialog.getByLabel("Size of text and panels").selectOption("200");
			await page.keyboard.press("Escape");
			await page.goto(`${site.url}?open&keep`);
			await idle();
			await until(
				async () => (await page.evaluate(() => document.documentElement.dataset.zoom)) === "2",
				"the size is remembered",
			);
			// Twice the size is half the room: what the desktop does with the page, a smaller one does too.
			await page.setViewportSize({ width: 720, height: 450 });
			await idle();
			await until(
				() => page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth + 1),
				"nothing runs out of the window at twice the size",
			);
			const header = await page.locator("header").evaluate((e) => e.scrollWidth - e.clientWidth);
			check(header <= 1, "nor out of the top bar");
			const map = await page.locator(".canvas").boundingBox();
			check(map.width > 300 && map.height > 80, `and the map is still there: ${map.width} x ${map.height}`);
			await page.screenshot({ path: join(ARTIFACTS, "shell-200.png") });
			await page.setViewportSize({ width: 1440, height: 900 });
			await page.keyboard.press("Control+0");
			await page.evaluate(() => sessionStorage.clear());
		},
		"panels are moved and hidden by keyboard": async () => {
			await page.goto(`${site.url}?open`);
			await idle();
			const width = () => page.locator("#left").evaluate((e) => e.getBoundingClientRect().width);
			const before = await width();
			await page.getByRole("separator", { name: "Sources" }).focus();
			await page.keyboard.press("ArrowRight");
			await until(async () => (await width()) > before, "an arrow moves the edge");
			await page.keyboard.press("Control+b");
			await until(async () => (await page.locator("#left").count()) === 0, "the panel goes");
			await page.keyboard.press("Control+b");
			await until(async () => (await page.locator("#left").count()) === 1, "and comes");
			await page.keyboard.press("Control+j");
			await until(async () => (await page.locator("#drawer").count()) === 0, "the lists too");
			await page.keyboard.press("Alt+5");
			await until(async () => (await text("#tab-drawn")) === "On the map", "a list comes by its key");
		},
		"everything on the map is in a list, both ways": async () => {
			await page.keyboard.press("Alt+5");
			await page.getByLabel("Filter").fill("operations");
			await until(async () => (await page.locator("#drawer [role=option]").count()) >= 1, "a country is a row");
			await page.locator("#drawer [role=listbox]").focus();
			await page.keyboard.press("Enter");
			await until(async () => (await text(".right h1")) === "operations", "Enter selects it");
			await page.getByLabel("Filter").fill("");
			check(
				(await page.locator("#drawer [role=option][aria-selected=true]").count()) === 1,
				"and what is selected is marked in the list",
			);
		},
		"help explains a score in place": async () => {
			await page.locator("#tab-outliers").click();
			await page.locator("#drawer [role=option]").first().click();
			await page.locator(".right").getByRole("button", { name: "How is “Outlier score” computed?" }).click();
			const card = page.getByRole("region", { name: "Outlier score" });
			await card.waitFor();
			check((await card.innerText()).includes("surprisal"), "in the words of the guide");
			await page.screenshot({ path: join(ARTIFACTS, "shell-help.png") });
			await page.keyboard.press("Escape");
			check((await card.count()) === 0, "Escape closes it");
			check(
				(await page.evaluate(() => document.activeElement?.getAttribute("aria-label"))) ===
					"How is “Outlier score” computed?",
				"and the keyboard is where it was",
			);
		},
		"the tour is walked by keyboard": async () => {
			await page.goto(site.url);
			await page.getByRole("button", { name: "Take the two-minute tour" }).click();
			await page.locator(".tour").waitFor();
			await idle();
			check((await text(".tour")).includes("1 of 7"), "it tells how long it is");
			for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowRight");
			await until(async () => (await text(".tour")).includes("7 of 7"), "to its end");
			await page.screenshot({ path: join(ARTIFACTS, "shell-tour.png") });
			await page.keyboard.press("ArrowLeft");
			await page.keyboard.press("Escape");
			await until(async () => (await page.locator(".tour").count()) === 0, "it can be left");
		},
		"dropped workspaces open, and the rest is imported": async () => {
			await page.evaluate(() => accessAtlasMock.drop({ is: "dropped", paths: ["/x/one.atlas", "/x/two.atlas"] }));
			await until(async () => (await page.title()).startsWith("one"), "the window is named after its workspace");
			await idle();
			check(
				(await page.evaluate(() => accessAtlasMock.frame.windows.join())) === "/x/two.atlas",
				"the second has a window of its own",
			);
		},
		"what was said can be read again": async () => {
			await page.evaluate(() => accessAtlasMock.drop({ is: "dropped", paths: ["/x/people.csv"] }));
			await until(() => page.locator(".notice").count(), "a closing sentence");
			await idle();
			await page.evaluate(() => accessAtlasMock.frame.choose("messages"));
			const dialog = page.getByRole("dialog", { name: "Messages" });
			await dialog.waitFor();
			check((await dialog.innerText()).includes("412 relations"), "is kept");
			await dialog.getByRole("button", { name: "Copy all" }).click();
			await until(
				async () => (await page.evaluate(() => navigator.clipboard.readText())).includes("412 relations"),
				"and can be copied",
			);
			await page.keyboard.press("Escape");
		},
	};
};
