import { mkdir, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { builtWindow, openWindow } from "./driver.mjs";
import { ARTIFACTS, until } from "./journey.mjs";

const binary = builtWindow();
const input = process.argv[2];
const limit = Number(process.env.ATLAS_CANCEL_MS ?? 1000);
if (!binary || !input) {
	process.stderr.write("usage: npm run e2e:cancel -- FILE, after building access-atlas\n");
	process.exit(2);
}

/** Runs in the page: cancels each stage that was not cancelled before, once, and times its end. */
const HUNT = `
	const shell = document.querySelector(".window");
	const hunt = (window.hunt ??= { seen: {}, under: null });
	const look = () => {
		const phase = shell.dataset.phase;
		if (hunt.under && shell.dataset.busy === "0") {
			hunt.seen[hunt.under.phase] = performance.now() - hunt.under.at;
			hunt.under = null;
		} else if (!hunt.under && phase && !phase.endsWith(": ") && !(phase in hunt.seen)) {
			hunt.under = { phase, at: performance.now() };
			window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape", bubbles: true }));
		}
	};
	new MutationObserver(look).observe(shell, { attributes: true });
`;

const w = await openWindow(binary, [], { ATLAS_ANSWER_OPEN: resolve(input) });
let failed = false;
try {
	await until(() => w.count("button.primary"), "the start page", 60000);
	await w.script(HUNT);
	const quiet = () =>
		until(
			() => w.script("return !window.hunt.under && document.querySelector('.window').dataset.busy === '0'"),
			"rest",
			600000,
		);
	const tries = 60;
	for (let i = 0; i < tries; i++) {
		const before = Object.keys(await w.script("return window.hunt.seen")).length;
		await w.script(`
			const again = [...document.querySelectorAll("button")].find((b) => ["Try again", "Choose files"].includes(b.textContent.trim()));
			if (again) again.click();
		`);
		await new Promise((r) => setTimeout(r, 100));
		await quiet();
		const after = Object.keys(await w.script("return window.hunt.seen")).length;
		const left = await w.script(
			'return [...document.querySelectorAll("button")].some((b) => ["Try again", "Choose files"].includes(b.textContent.trim()))',
		);
		if (after === before && !left) break;
	}
	for (const [phase, ms] of Object.entries(await w.script("return window.hunt.seen"))) {
		const late = ms > limit;
		failed ||= late;
		process.stdout.write(`${late ? "LATE" : "ok  "}  ${phase}: ${Math.round(ms)} ms\n`);
	}
	await mkdir(ARTIFACTS, { recursive: true });
	await writeFile(join(ARTIFACTS, "window-after-cancels.png"), await w.picture());
} finally {
	await w.close();
}
process.exit(failed ? 1 : 0);
