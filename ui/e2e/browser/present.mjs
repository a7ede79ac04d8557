// A presenter: a story of four slides by the keyboard, captions that follow the data or stay, the whole
// screen, and saved views to come back to.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { check, until } from "../journey.mjs";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");

export default ({ page, site, idle, text, command }) => {
	const slides = () => page.getByRole("listbox", { name: "Slides" });
	const titles = () => slides().locator(".strong").allInnerTexts();
	const chosen = () => slides().locator("[aria-selected=true] .strong").innerText();
	const caption = () => page.locator(".face .caption").first().innerText();
	const pictured = () =>
		until(
			() =>
				page.evaluate(
					() =>
						document.querySelector("[data-busy='0']") && Number(document.querySelector(".picture")?.dataset.drawn) > 0,
				),
			"the slide is drawn",
		);
	const press = async (...keys) => {
		for (const key of keys) await page.keyboard.press(key);
	};

	return {
		"a view is saved, renamed, found and brought back": async () => {
			await page.goto(`${site.url}?open`);
			await idle();
			const list = page.getByRole("list", { name: "Saved views" });
			check((await list.innerText()).includes("Nothing is saved yet"), "an empty list teaches");
			await page.getByRole("radio", { name: "Machines" }).check();
			await idle();
			await press("Control+d");
			await page.getByLabel("Name of World").fill("Machines only");
			await press("Enter");
			const row = page.getByRole("button", { name: /^Machines only/ });
			await until(async () => (await row.getAttribute("aria-current")) === "true", "it is what one sees");
			await page.getByRole("radio", { name: "Everyone" }).check();
			await idle();
			await command("Machines only");
			await until(async () => (await text("[data-shown]")).startsWith("40 of 40"), "the palette opens it");
			await idle();
			await page.getByRole("button", { name: "Delete Machines only" }).click();
			await until(async () => (await row.count()) === 0, "it goes");
			await page.locator(".canvas").focus();
			await press("Control+z");
			await until(async () => (await row.count()) === 1, "and comes back");
		},
		"a first story in one act": async () => {
			await press("Control+3");
			await until(
				async () => (await text(".teach h1")) === "Tell what you found",
				"before there is one it says what it is",
			);
			await page.getByRole("button", { name: "Start with these four slides" }).press("Enter");
			await until(async () => (await titles()).length === 4, "four slides");
			await pictured();
			await until(async () => (await caption()).startsWith("26 of 204 people"), "its caption is filled from the data");
			await slides().focus();
			await press("End");
			await until(async () => (await text(".face .shown")) === "4 of 4 outliers shown", "a list is a slide too");
		},
		"slides are moved, copied and deleted by keys, and all of it is taken back": async () => {
			const before = await titles();
			await slides().focus();
			await press("Alt+ArrowUp", "Alt+ArrowUp");
			await until(async () => (await titles()).indexOf(before[3]) === 1, "two quick keys move it twice");
			check((await chosen()) === before[3], "it stays in hand");
			await command("Duplicate the slide");
			await until(async () => (await titles()).length === 5 && (await chosen()).endsWith(", copy"), "a copy");
			await slides().focus();
			await press("Delete");
			await until(async () => (await titles()).length === 4, "it is gone");
			await press("Control+z");
			await until(async () => (await titles()).length === 5, "and back");
			await press("Control+z", "Control+z");
			await until(async () => (await titles()).length === 4, "one step at a time");
			await press("Control+z");
			await until(async () => (await titles()).join() === before.join(), "to where it began");
		},
		"what is seen in Explore becomes a slide": async () => {
			await press("Control+1");
			await idle();
			await command("Add this view to a story");
			await until(
				async () => (await page.locator(".notice").allInnerTexts()).some((t) => t.includes("as slide 5")),
				"it says where it went",
			);
			await press("Control+3");
			await until(async () => (await titles()).length === 5, "at the end of the story");
			await pictured();
		},
		"words are edited in their place": async () => {
			await slides().focus();
			await press("End");
			await page.getByLabel("Title of the slide").fill("Machines reach the vault");
			await press("Enter");
			await until(async () => (await chosen()) === "Machines reach the vault", "the title");
			await page.getByRole("button", { name: /^Edit the caption/ }).click();
			await page.getByLabel("Caption", { exact: true }).fill("Of {identities}, {nonsense} {<b>");
			await page.getByRole("button", { name: "Put {exposed} into the caption" }).click();
			await press("Enter");
			await until(async () => (await caption()) === "Of 204, {nonsense} {<b>26", "filled once, the rest as written");
			check((await text(".present .right")).includes("Nothing fills {nonsense}"), "and what nobody knows is named");
		},
		"a frozen caption says so, and that the data has moved on": async () => {
			await slides().focus();
			await press("Home");
			await until(async () => (await caption()).startsWith("26 of 204"), "it follows");
			await page.getByRole("button", { name: "Freeze the caption" }).click();
			await until(async () => (await text(".face .foot")).includes("frozen at revision 3"), "frozen");
			await page.evaluate(() => accessAtlasMock.nextRevision());
			await slides().focus();
			await press("End", "Home");
			await until(
				async () => (await text(".present .right")).includes("revision 4 reads: 27 of 204"),
				"what it would say now",
			);
			check((await caption()).startsWith("26 of 204"), "it still says what it said");
			check((await text(".face .foot")).includes("the data has moved on"), "and the slide says that it is old");
		},
		"no slide is out of reach of a keyboard or a screen reader": async () => {
			await page.evaluate(await readFile(axePath, "utf8"));
			for (const theme of ["light", "dark"]) {
				if ((await page.evaluate(() => document.documentElement.dataset.theme)) !== theme)
					await page.locator("header .icon").click();
				const found = await page.evaluate(() =>
					globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }),
				);
				const told = found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(" ")).join("; ")}`);
				check(told.length === 0, `${theme}: ${told.join("\n")}`);
			}
			await page.locator("header .icon").click();
		},
		"the whole screen, by the keys of a clicker": async () => {
			await slides().focus();
			await press("Shift+F5");
			const stage = page.locator("dialog .face");
			const number = () => stage.locator(".foot .number").innerText();
			await until(async () => (await number()) === "1 of 5", "from the first slide");
			await press("ArrowRight", " ");
			await until(async () => (await number()) === "3 of 5", "on");
			await press("Shift+Space");
			await until(async () => (await number()) === "2 of 5", "and back");
			await press("End");
			await until(async () => (await number()) === "5 of 5", "to the end");
			await press("PageDown");
			check((await number()) === "5 of 5", "where it stays");
			await press("b");
			check((await page.locator("dialog .black").count()) === 1, "a black screen");
			await press("Home");
			await until(async () => (await number()) === "1 of 5", "any key that moves brings it back");
			check((await page.locator("dialog .black").count()) === 0, "with light");
			await until(
				async () => (await stage.locator(".foot").innerText()).includes("frozen at revision 3"),
				"marks stay",
			);
			await press("Escape");
			await until(async () => (await stage.count()) === 0, "Escape leaves");
			check((await chosen()) === (await titles())[0], "at the slide that was shown last");
		},
		"a story is exported, and where it failed it says why": async () => {
			await page.evaluate(() =>
				accessAtlasMock.failNext("exportStory", {
					code: "write",
					message: "the disk is full",
					remedy: "Free some space.",
				}),
			);
			await command("Export a story");
			const dialog = page.getByRole("dialog", { name: "Export a story" });
			await dialog.getByLabel("Format").selectOption("html");
			await dialog.getByLabel("Pseudonyms").check();
			await dialog.getByRole("button", { name: "Export…" }).click();
			await until(async () => (await dialog.getByRole("alert").innerText()).includes("the disk is full"), "the reason");
			check((await dialog.innerText()).includes("Free some space."), "and what to do");
			await page.evaluate(() => accessAtlasMock.slow(60));
			await dialog.getByRole("button", { name: "Export…" }).click();
			await dialog.getByRole("progressbar").waitFor();
			await press("Escape");
			await until(async () => (await dialog.innerText()).includes("cancelled"), "Escape stops it and no more");
			await page.evaluate(() => accessAtlasMock.slow(2));
			await dialog.getByRole("button", { name: "Export…" }).click();
			await until(async () => (await dialog.innerText()).includes("Wrote /home/someone/sample-Story.html."), "written");
			await press("Escape");
			await until(async () => (await dialog.count()) === 0, "and closed");
		},
		"evidence is packed and verified": async () => {
			await command("Make an evidence pack");
			const dialog = page.getByRole("dialog", { name: "Evidence pack" });
			const make = dialog.getByRole("button", { name: "Make it…" });
			check(await make.isDisabled(), "a report has a title");
			await dialog.getByLabel("Title").fill("Access review");
			await dialog.getByLabel("Story").selectOption("Story");
			await make.click();
			await until(async () => (await dialog.innerText()).includes("Packed 12 files"), "made");
			await dialog.getByRole("button", { name: "Verify" }).click();
			await until(async () => (await dialog.locator("[data-outcome=whole]").count()) === 1, "it is whole");
			await press("Escape");
			await command("Verify an evidence pack");
			const other = page.getByRole("dialog", { name: "Verify an evidence pack" });
			await other.getByRole("button", { name: "Choose a pack…" }).click();
			await until(async () => (await other.innerText()).includes("tables/outliers.csv is not"), "another one is not");
			check((await other.innerText()).includes("Not as it was"), "in words");
			await press("Escape");
		},
		"a picture that cannot be drawn says why and what to do": async () => {
			await page.evaluate(() =>
				accessAtlasMock.failNext("scene", {
					code: "notFound",
					message: "no path leads there",
					remedy: "Choose other ends.",
				}),
			);
			await command("Add a list: Best cuts");
			const alert = page.locator(".face [role=alert]");
			await alert.waitFor();
			check((await alert.innerText()).includes("Choose other ends."), "in place of the picture");
		},
		"a deleted story comes back": async () => {
			await page.getByRole("button", { name: "Delete the story" }).click();
			await until(async () => (await text(".teach h1")) === "Tell what you found", "gone");
			await press("Control+z");
			await until(async () => (await titles()).length === 6, "and back as it was");
		},
	};
};
