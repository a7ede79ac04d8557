// The picture of paths: cuts that are tried and taken back, the question with its terms.
import { check, until } from "../journey.mjs";
import { violations } from "./street.mjs";

export default ({ page, site, idle, text }) => ({
	"a cut is tried": async () => {
		await page.goto(`${site.url}?open`);
		await idle();
		await page.getByRole("button", { name: "Find paths" }).click();
		await until(async () => (await text(".right h1")) === "Best cuts", "what stops the paths");
		await idle();
		const all = await page.locator(".steps li").count();
		check(all > 0, "with steps behind the picture");
		await page.locator(".right").getByRole("button", { name: /^Cut / }).first().click();
		const tried = page.getByRole("region", { name: "Tried cuts" });
		await tried.waitFor();
		await until(async () => /\d+ → \d+/.test(await tried.innerText()), "the number before and after");
		check((await tried.innerText()).includes("STILL GET THROUGH"), "who still gets through");
		check((await tried.innerText()).includes("NO LONGER GET THROUGH"), "and who does not");
		await idle();
		await until(async () => (await text(".legend")).length > 0, "the picture is there");
	},
	"tried cuts are accessible": async () => {
		const wrong = await violations(page);
		check(wrong.length === 0, wrong.join("\n"));
	},
	"a cut is taken back by keys and done again": async () => {
		const tried = page.getByRole("region", { name: "Tried cuts" });
		await page.locator(".canvas").focus();
		await page.keyboard.press("Control+z");
		await until(async () => (await tried.count()) === 0, "Mod+Z takes it back");
		await idle();
		await page.keyboard.press("Control+Shift+z");
		await until(async () => (await tried.count()) === 1, "and it can be done again");
		await idle();
		await tried.getByRole("button", { name: /^Remove / }).click();
		await until(async () => (await tried.count()) === 0, "its chip takes it back too");
		await idle();
	},
	"a step is cut by its key": async () => {
		await page.locator(".steps button").nth(1).click();
		await until(async () => (await text(".right")).includes("WHO DEPENDS ON IT"), "who has no other way");
		await page.locator(".canvas").focus();
		await page.keyboard.press("x");
		await until(async () => (await text(".right")).includes("This step is cut"), "X cuts the step in question");
		await idle();
		await page.keyboard.press("x");
		await until(async () => (await text(".right")).includes("Try this cut"), "and restores it");
		await idle();
		await page.keyboard.press("Escape");
	},
	"a question has terms": async () => {
		const form = page.getByRole("form", { name: "Paths" });
		await form.getByText("More terms").click();
		const kinds = form.getByLabel("Avoid relations");
		await kinds.focus();
		await until(async () => (await kinds.locator("option").count()) > 1, "the kinds of the workspace");
		await kinds.selectOption("Grants");
		await until(async () => (await text(".steps, .empty")).includes("There is no path"), "nothing is left without it");
		check((await text(".empty")).includes("Accept more"), "with a next step");
		await form
			.getByRole("button", { name: /^Remove without Grants/ })
			.first()
			.click();
		await idle();
		await until(() => page.locator(".steps li").count(), "its chip takes it back");
	},
	"way-points are ordered by keys": async () => {
		const form = page.getByRole("form", { name: "Paths" });
		if (!(await form.locator("details").evaluate((d) => d.open))) await form.getByText("More terms").click();
		for (const name of ["vault", "tenant"]) {
			const field = form.getByRole("combobox", { name: /way-point/i }).first();
			await field.click();
			await page.keyboard.type(name);
			await until(() => form.locator("[role=option]").count(), "names are completed");
			await page.keyboard.press("Enter");
			await idle();
		}
		const list = form.getByRole("list", { name: "Way-points" });
		const order = async () => (await list.locator(".one").allInnerTexts()).map((t) => t.replace(/\s+/g, " "));
		await until(async () => (await order()).length === 2, "two way-points");
		const [first] = await order();
		await list.locator(".one").first().focus();
		await page.keyboard.press("Alt+ArrowDown");
		await until(async () => (await order())[1]?.slice(1) === first.slice(1), "Alt+↓ moves one down");
		await idle();
		check(await form.getByLabel("All shortest").isDisabled(), "all shortest takes no way-points");
		await page.keyboard.press("Delete");
		await until(async () => (await order()).length === 1, "Delete removes it");
		await idle();
		await form.getByRole("button", { name: "Clear the question" }).click();
		await idle();
		await until(async () => (await list.count()) === 0, "and the question is plain again");
	},
});
