// The tokens of the look as numbers, for the canvas. The same tokens stand in tokens.css for the page;
// palette.test.ts holds the two equal. One hue, one meaning.
import { INKS, type Ink } from "../map/scene";

export type Theme = "light" | "dark";

export const PALETTE: Record<Theme, Record<Ink, string>> = {
	light: {
		ink: "#1B2430",
		muted: "#5C6875",
		line: "#DDE3E9",
		border: "#B9C4CF",
		pale: "#A9B4BF",
		exposed: "#C2304A",
		outlier: "#E08E0B",
		accent: "#0B6BCB",
		panel: "#FFFFFF",
		sea: "#EAEFF3",
		ground: "#F4F6F8",
	},
	dark: {
		ink: "#E6EBF0",
		muted: "#95A3B1",
		line: "#2A3541",
		border: "#41505F",
		pale: "#66788A",
		exposed: "#FF7A85",
		outlier: "#FFB547",
		accent: "#5AB0FF",
		panel: "#171E26",
		sea: "#151C23",
		ground: "#11161C",
	},
};

/** Red, green, blue, 0..=255, of a token. */
export function rgb(theme: Theme, ink: Ink): [number, number, number] {
	const n = Number.parseInt(PALETTE[theme][ink].slice(1), 16);
	return [n >> 16, (n >> 8) & 255, n & 255];
}

/** The colours of all tokens by their code in the frame. */
export function colours(theme: Theme): [number, number, number][] {
	return INKS.map((ink) => rgb(theme, ink));
}
