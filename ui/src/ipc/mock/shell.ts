// The frame of the window without a desktop around it: what it asks for is kept, so that a test can look.
import type { Host, MenuRow } from "../host";

export type Frame = Pick<
	Host,
	| "setMenu"
	| "onMenu"
	| "newWindow"
	| "setTitle"
	| "setZoom"
	| "place"
	| "keepPlace"
	| "forgetRecent"
	| "notify"
	| "scenePng"
>;

/** What a test may see and do. */
export interface FrameHandle {
	menu: MenuRow[];
	/** Choose from a native menu. */
	choose(id: string): void;
	/** Paths of other windows that were opened. */
	windows: (string | null)[];
	/** Notifications so far. */
	notifications: string[];
	/** Addresses that are remembered, by path. */
	places: Record<string, string>;
}

/** Whether this page is to remember what the last one was told. */
export function remembers(): boolean {
	return new URLSearchParams(location.search).has("keep");
}

export function mockFrame(
	called: (name: string) => void,
	openPath: () => string | null,
): { host: Frame; handle: FrameHandle } {
	const listeners = new Set<(id: string) => void>();
	const kept = JSON.parse((remembers() && sessionStorage.getItem("places")) || "{}");
	const handle: FrameHandle = {
		menu: [],
		choose: (id) => {
			for (const l of listeners) l(id);
		},
		windows: [],
		notifications: [],
		places: kept,
	};
	const host: Frame = {
		setMenu: async (rows) => {
			handle.menu = rows;
		},
		onMenu: async (l) => {
			listeners.add(l);
			return () => listeners.delete(l);
		},
		newWindow: async (path) => {
			called("newWindow");
			handle.windows.push(path);
		},
		setTitle: async (title) => {
			document.title = title;
		},
		setZoom: async (factor) => {
			document.documentElement.dataset.zoom = String(factor);
		},
		place: async () => handle.places[openPath() ?? ""] ?? null,
		keepPlace: async (path, address) => {
			handle.places[path] = address;
			sessionStorage.setItem("places", JSON.stringify(handle.places));
		},
		forgetRecent: async (path) => {
			called("forgetRecent");
			return path === null ? [] : ["/home/someone/earlier.atlas"].filter((p) => p !== path);
		},
		notify: async (title, body) => {
			if (document.hasFocus()) return false;
			handle.notifications.push(`${title}: ${body}`);
			return true;
		},
		scenePng: async () => {
			called("scenePng");
			const canvas = new OffscreenCanvas(8, 8);
			canvas.getContext("2d")?.fillRect(0, 0, 8, 8);
			return canvas.convertToBlob({ type: "image/png" });
		},
	};
	return { host, handle };
}
