import { writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { atRest, builtWindow, openWindow } from "./driver.mjs";

const binary = builtWindow();
const [workspace, out, tab = "groups", view = "first"] = process.argv.slice(2);
if (!binary || !workspace || !out) {
	process.stderr.write(
		"usage: npm run e2e:pictures -- WORKSPACE.atlas OUT [TAB [paths]], after building access-atlas\n",
	);
	process.exit(2);
}
const w = await openWindow(binary, [resolve(workspace)]);
const rest = () => atRest(w, 120000);
try {
	await rest();
	if (view === "paths") await w.clickText("button", "Find paths");
	await rest();
	await w.click(`#tab-${tab}`);
	for (const theme of ["light", "dark"]) {
		if ((await w.script("return document.documentElement.dataset.theme")) !== theme) await w.click("header .icon");
		await rest();
		await new Promise((r) => setTimeout(r, 500));
		await writeFile(`${out}_${theme}.png`, await w.picture());
	}
} finally {
	await w.close();
}
