// Chooses the host and mounts the window's inside.
import "@fontsource-variable/inter";
import { mount } from "svelte";
import App from "./app/App.svelte";
import { Atlas } from "./state/atlas.svelte";
import "./theme/tokens.css";
import "./theme/base.css";

const target = document.getElementById("app");
if (target) {
	const host =
		import.meta.env.MODE === "mock"
			? (await import("./ipc/mock-host")).mockHost()
			: (await import("./ipc/tauri-host")).tauriHost;
	const atlas = new Atlas(host);
	mount(App, { target, props: { atlas } });
	await atlas.start();
}
