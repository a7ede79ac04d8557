// Review: the queue by keyboard, decisions with their rails, taking back, the log.
import { readFile } from "node:fs/promises";
import { check, until } from "../journey.mjs";

const axe = await readFile(new URL("../../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

export default ({ page, site, idle, command }) => {
	const review = page.locator("[data-workspace=review]");
	const said = (part) => until(async () => (await review.innerText()).includes(part), `the page says “${part}”`);
	const name = () => review.locator("#review-name").innerText();
	const row = (text) => review.getByRole("option").filter({ hasText: text });
	const rowSays = (text, state) =>
		until(async () => (await row(text).innerText()).includes(state), `${text} is ${state}`);
	const press = async (keys) => {
		await idle();
		await page.keyboard.press(keys);
	};
	/** What WCAG 2.2 AA asks and a program can see. */
	async function accessible(what) {
		await page.evaluate(axe);
		const broken = await page.evaluate(async () => {
			const tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
			const found = await globalThis.axe.run("[data-workspace=review]", { runOnly: { type: "tag", values: tags } });
			return found.violations.map((v) => `${v.id}: ${v.help}: ${v.nodes.map((n) => n.html.slice(0, 120)).join(" | ")}`);
		});
		check(broken.length === 0, `${what}: ${broken.join("\n")}`);
	}

	return {
		"review: the queue is walked by keyboard": async () => {
			await page.goto(`${site.url}?open`);
			await idle();
			await press("Control+2");
			await until(async () => (await name()) === "ada.g2", "the first item is open");
			await said("Review 1: 0 of 7 reviewed");
			await press("j");
			await until(async () => (await name()) === "ada.g4", "J goes to the next");
			await press("k");
			await until(async () => (await name()) === "ada.g2", "K goes back");
			await review.getByRole("listbox").focus();
			await press("ArrowDown");
			await until(async () => (await name()) === "ada.g4", "so does an arrow in the list");
			await press("Home");
			await until(async () => (await name()) === "ada.g2", "Home is the first");
		},
		"review: facts come before the score": async () => {
			const text = await review.locator("main").innerText();
			const at = (part) => text.toLowerCase().indexOf(part);
			check(at("what is rare") > 0 && at("1 of 18") > at("what is rare"), "what is rare, with counts");
			check(at("what the rare access opens") > at("what is rare"), "then what it opens");
			check(at("is a member of operations") > 0, "as sentences");
			check(at("0.95") > at("what the rare access opens"), "the score after the facts");
			check((await review.locator(".right").innerText()).includes("sign-ins"), "what is unknown stands beside it");
		},
		"review: no choice stands out": async () => {
			const looks = await review.locator("[data-decision]").evaluateAll((all) =>
				all.map((b) => {
					const s = getComputedStyle(b);
					return [s.backgroundColor, s.borderColor, s.color, s.fontWeight, b.offsetHeight].join();
				}),
			);
			check(looks.length === 9 && new Set(looks).size === 1, `nine choices that look the same: ${[...new Set(looks)]}`);
			check((await review.locator(".right :checked").count()) === 0, "and nothing is preselected");
		},
		"review: no violation on the page of an item": () => accessible("page"),
		"review: the name is asked once": async () => {
			await press("f");
			await said("Who decides?");
			await page.keyboard.type("Rita Review");
			await page.keyboard.press("Enter");
			await rowSays("ada.g2", "Flag");
			await until(async () => (await name()) === "ada.g4", "then comes the next item");
			await press("f");
			await rowSays("ada.g4", "Flag");
			check(!(await review.innerText()).includes("Who decides?"), "nobody is asked twice");
		},
		"review: keeping what scores high needs a reason": async () => {
			await row("ada.g4").click();
			await until(async () => (await name()) === "ada.g4", "a click opens an item");
			await press("c");
			const alert = review.getByRole("alert");
			await alert.waitFor();
			check((await alert.innerText()).includes("keeping its access needs a reason"), "the rail says why");
			const form = review.getByRole("form", { name: "Certify" });
			await form.getByLabel("Reason", { exact: true }).fill("Covers the night shift.");
			check(
				(await form.getByLabel("Reason", { exact: true }).inputValue()).endsWith("."),
				"letters in a field decide nothing",
			);
			await accessible("form");
			await form.getByRole("button", { name: "Record" }).click();
			await rowSays("ada.g4", "second reviewer");
			await said("1 item waits for a second reviewer");
		},
		"review: one who cannot judge says why": async () => {
			await row("dan.g1").click();
			await until(async () => (await name()) === "dan.g1", "one that was drawn at random");
			await press("a");
			const form = review.getByRole("form", { name: "Abstain" });
			check(await form.getByRole("button", { name: "Record" }).isDisabled(), "a reason is waited for");
			await form.getByLabel("It is not my area").check();
			await form.getByRole("button", { name: "Record" }).click();
			await rowSays("dan.g1", "abstained");
			await said("Review 1: 1 of 7 reviewed");
		},
		"review: a decision is taken back": async () => {
			await press("z");
			await rowSays("dan.g1", "open");
			await until(async () => (await name()) === "dan.g1", "its page comes back");
			await said("(undone)");
			await press("r");
			await rowSays("dan.g1", "Revoke");
			await press("Control+z");
			await rowSays("dan.g1", "open");
			await press("Control+Shift+z");
			await rowSays("dan.g1", "Revoke");
		},
		"review: one thing of an item": async () => {
			await row("onerror").click();
			await until(async () => (await name()).includes("onerror"), "a hostile name is a name");
			await review.getByLabel("Decide only on build cluster").check();
			await said("about 1 thing of it");
			await press("r");
			await rowSays("onerror", "in part");
		},
		"review: several are not kept together": async () => {
			await review.getByRole("button", { name: "Choose several" }).click();
			await row("ada.g2").click();
			await row("mia.g3").click();
			await said("2 items chosen");
			await accessible("several");
			await press("c");
			const alert = review.getByRole("alert");
			await alert.waitFor();
			check((await alert.innerText()).includes("cannot be kept together with others"), "the rail says why");
			check((await review.getByRole("button", { name: /^Record/ }).count()) === 0, "and nothing can be recorded");
			await review.getByRole("button", { name: "Back", exact: true }).click();
			await press("r");
			await said("26 identities reach tier 0 now, 25 after");
			await review.getByRole("button", { name: "Record 2 decisions" }).click();
			await rowSays("mia.g3", "Revoke");
			await press("Control+z");
			await rowSays("mia.g3", "open");
			await rowSays("ada.g2", "open");
		},
		"review: machines have their own queue": async () => {
			await review.getByRole("tab", { name: /Machines/ }).click();
			await until(async () => (await name()) === "build-1", "the first machine");
			await command("Queue of people");
			await until(
				async () =>
					(await name()).length > 0 &&
					(await review.getByRole("tab", { selected: true }).innerText()).includes("People"),
				"and back by its command",
			);
		},
		"review: the log is verified": async () => {
			await command("Verify the log");
			await said("The log is whole");
			check((await review.locator("[data-verified=true]").count()) === 1, "and says so");
			const rows = await review.locator("main li").count();
			check(rows > 8, `every decision and every one taken back: ${rows}`);
			check((await review.locator("main").innerText()).includes("took back"), "taking back is a record");
			await accessible("log");
		},
		"review: a review is closed": async () => {
			await review.getByRole("button", { name: "Close the review" }).click();
			await said("It can no longer be taken back");
			await accessible("closing");
			await review.getByRole("button", { name: "Sign off and close" }).click();
			await said("Review 2:");
			await until(async () => await review.locator("[data-undo]").isDisabled(), "nothing can be taken back");
		},
		"review: in the dark": async () => {
			await page.evaluate(() => {
				document.documentElement.dataset.theme = "dark";
			});
			await accessible("dark");
			await page.evaluate(() => {
				document.documentElement.dataset.theme = "light";
			});
		},
	};
};
