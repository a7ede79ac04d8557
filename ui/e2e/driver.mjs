// A plain W3C WebDriver client for the real window: Xvfb, a D-Bus session, WebKitWebDriver and the
// program, each ended by its own process group. No dependencies.
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./journey.mjs";

/** The program to drive: `ATLAS_WINDOW`, else what was built; undefined where nothing was. */
export function builtWindow() {
	const target = process.env.CARGO_TARGET_DIR ?? join(import.meta.dirname, "../../target");
	return process.env.ATLAS_WINDOW ?? ["release", "debug"].map((p) => join(target, p, "access-atlas")).find(existsSync);
}

/** Wait until neither work nor a frame is under way in a window. */
export function atRest(w, patience) {
	return until(
		() =>
			w.script(
				`return !!document.querySelector("[data-busy='0']") && Number(document.querySelector(".canvas")?.dataset.drawn) > 0`,
			),
		"the window comes to rest",
		patience,
	);
}

const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

async function freePort() {
	const server = createServer();
	await new Promise((done) => server.listen(0, "127.0.0.1", done));
	const { port } = server.address();
	await new Promise((done) => server.close(done));
	return port;
}

/** A child in its own group, with no pipe left open; `end` ends the whole group. */
function child(command, args, options = {}) {
	const it = spawn(command, args, {
		detached: true,
		stdio: ["ignore", "ignore", "ignore", ...(options.pipe ? ["pipe"] : [])],
		env: options.env ?? process.env,
	});
	it.on("error", () => {});
	return {
		it,
		end() {
			try {
				process.kill(-it.pid, "SIGTERM");
			} catch {
				// It has ended already.
			}
		},
	};
}

/** An X server of our own on a display that it chooses. */
async function display() {
	const x = child("Xvfb", ["-displayfd", "3", "-screen", "0", "1440x900x24", "-nolisten", "tcp"], { pipe: true });
	const number = await new Promise((done, fail) => {
		x.it.stdio[3].once("data", (d) => done(String(d).trim()));
		x.it.once("exit", () => fail(new Error("Xvfb did not start")));
	});
	return { name: `:${number}`, end: x.end };
}

/** Start the program and hand over a few verbs on its window. `env` is added to its environment. */
export async function openWindow(binary, args = [], env = {}) {
	const home = await mkdtemp(join(tmpdir(), "access-atlas-e2e-"));
	const x = await display();
	const port = await freePort();
	const driver = child("dbus-run-session", ["--", "WebKitWebDriver", `--port=${port}`], {
		env: {
			...process.env,
			DISPLAY: x.name,
			GDK_BACKEND: "x11",
			LIBGL_ALWAYS_SOFTWARE: "1",
			NO_AT_BRIDGE: "1",
			TAURI_WEBVIEW_AUTOMATION: "true",
			XDG_DATA_HOME: join(home, "data"),
			XDG_CONFIG_HOME: join(home, "config"),
			XDG_CACHE_HOME: join(home, "cache"),
			...env,
		},
	});
	const base = `http://127.0.0.1:${port}`;
	async function call(method, path, body, patience = 60000) {
		const res = await fetch(base + path, {
			method,
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(patience),
		});
		const { value } = await res.json();
		if (!res.ok) throw new Error(`${value.error}: ${value.message}`);
		return value;
	}
	let session = "";
	// A run that is stopped from outside leaves nothing behind either.
	for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => void close().finally(() => process.exit(1)));
	async function close() {
		if (session) await call("DELETE", session).catch(() => {});
		driver.end();
		x.end();
		await rm(home, { recursive: true, force: true }).catch(() => {});
	}
	try {
		await until(() => call("GET", "/status"), "the driver answers");
		const capabilities = { alwaysMatch: { "webkitgtk:browserOptions": { binary, args } } };
		session = `/session/${(await call("POST", "/session", { capabilities })).sessionId}`;
	} catch (e) {
		await close();
		throw e;
	}
	const find = async (css) =>
		(await call("POST", `${session}/element`, { using: "css selector", value: css }))[ELEMENT];
	const script = (code, ...given) => call("POST", `${session}/execute/sync`, { script: code, args: given });
	return {
		close,
		script,
		/** The display it is on, for what another program does to it. */
		display: x.name,
		/** The process group of the program and all that it started. */
		group: driver.it.pid,
		/** Show another page. */
		go: (url) => call("POST", `${session}/url`, { url }),
		/** The value that a script's promise comes to. */
		wait: async (code) => {
			await call("POST", `${session}/timeouts`, { script: 600000 });
			const inner = `const done = arguments[arguments.length - 1]; (async () => { ${code} })().then((v) => done({ v }), (e) => done({ e: String(e) }));`;
			const { v, e } = await call("POST", `${session}/execute/async`, { script: inner, args: [] }, 600000);
			if (e) throw new Error(e);
			return v;
		},
		/** Text of the first element, as it is shown. */
		text: async (css) => call("GET", `${session}/element/${await find(css)}/text`),
		count: (css) => script("return document.querySelectorAll(arguments[0]).length", css),
		click: async (css) => call("POST", `${session}/element/${await find(css)}/click`, {}),
		/** Click the first element of a kind that holds a text. */
		clickText: (css, text) =>
			script(
				"const e = [...document.querySelectorAll(arguments[0])].find((x) => x.textContent.includes(arguments[1])); if (!e) throw new Error('nothing says ' + arguments[1]); e.click()",
				css,
				text,
			),
		type: async (css, text) => call("POST", `${session}/element/${await find(css)}/value`, { text }),
		/** A real click of the pointer at a place of the page. */
		pointer: (px, py) =>
			call("POST", `${session}/actions`, {
				actions: [
					{
						type: "pointer",
						id: "mouse",
						parameters: { pointerType: "mouse" },
						actions: [
							{ type: "pointerMove", duration: 0, x: Math.round(px), y: Math.round(py) },
							{ type: "pointerDown", button: 0 },
							{ type: "pointerUp", button: 0 },
						],
					},
				],
			}),
		picture: async () => Buffer.from(await call("GET", `${session}/screenshot`), "base64"),
	};
}
