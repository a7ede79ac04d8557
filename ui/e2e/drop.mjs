// Drops files on the real window the way a person does: a drag of the pointer from another program.
// What crosses is the system's own drag and drop, down to the handler in the window.
import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { until } from "./journey.mjs";

const run = promisify(execFile);
const STEPS = 12;

const TRIES = 4;

/** Drag `paths` from the top left corner of a display to a place of it, and let go. */
export async function dropFiles(display, paths, to = [720, 450]) {
	for (let i = 0; i < TRIES; i++) if (await dragOnce(display, paths, to)) return;
	throw new Error(`nobody took ${paths.join(", ")}`);
}

/** Whether the files were taken: a busy machine can miss the beginning of a drag. */
async function dragOnce(display, paths, [x, y]) {
	const env = { ...process.env, DISPLAY: display, GDK_BACKEND: "x11", NO_AT_BRIDGE: "1" };
	const source = spawn("/usr/bin/python3", [join(import.meta.dirname, "drag-source.py"), ...paths], {
		env,
		stdio: ["ignore", "pipe", "pipe"],
	});
	let said = "";
	source.stdout.on("data", (d) => (said += d));
	source.stderr.on("data", (d) => (said += d));
	const pointer = (...words) => run("xdotool", words, { env });
	try {
		await until(() => said.includes("ready"), `something to drag from: ${said}`);
		await pointer("mousemove", "20", "20", "mousedown", "1");
		await pause(60);
		for (let i = 1; i <= STEPS; i++) {
			const at = (end) => String(Math.round(20 + ((end - 20) * i) / STEPS));
			await pointer("mousemove", at(x), at(y));
			await pause(25);
		}
		await pause(150);
		await pointer("mouseup", "1");
		return await until(() => said.includes("given"), "the files are taken", 4000).catch(() => false);
	} finally {
		source.kill();
	}
}

function pause(ms) {
	return new Promise((r) => setTimeout(r, ms));
}
