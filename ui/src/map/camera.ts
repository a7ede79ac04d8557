// Where the eye is. Pure: every act returns a new camera, so that each is tested without a screen.
// screen = (map - (x, y)) * scale, in CSS pixels.

export interface Camera {
	/** Map point at the top left of the canvas. */
	x: number;
	y: number;
	/** CSS pixels per map unit. */
	scale: number;
}

export interface Extent {
	width: number;
	height: number;
}

/** Zoom beyond the fitted picture stops here: no picture gains from more. */
const MOST = 40;
/** And here on the way out. */
const LEAST = 0.4;

/** The whole picture, centred, with a margin in CSS pixels. */
export function overview(scene: Extent, screen: Extent, margin = 12): Camera {
	const scale = Math.max(
		0.0001,
		Math.min((screen.width - 2 * margin) / scene.width, (screen.height - 2 * margin) / scene.height),
	);
	return {
		scale,
		x: scene.width / 2 - screen.width / 2 / scale,
		y: scene.height / 2 - screen.height / 2 / scale,
	};
}

/** Move the picture by (dx, dy) CSS pixels. */
export function pan(camera: Camera, dx: number, dy: number): Camera {
	return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
}

/** Zoom by `factor` so that the map point under (px, py) stays where it is. */
export function zoomAt(camera: Camera, px: number, py: number, factor: number, fitted: number): Camera {
	const scale = Math.min(fitted * MOST, Math.max(fitted * LEAST, camera.scale * factor));
	return { scale, x: camera.x + px / camera.scale - px / scale, y: camera.y + py / camera.scale - py / scale };
}

/** Keep the picture in reach: its centre region can never leave the screen. */
export function clamp(camera: Camera, scene: Extent, screen: Extent): Camera {
	const w = screen.width / camera.scale;
	const h = screen.height / camera.scale;
	return {
		...camera,
		x: Math.min(scene.width - w * 0.2, Math.max(-w * 0.8, camera.x)),
		y: Math.min(scene.height - h * 0.2, Math.max(-h * 0.8, camera.y)),
	};
}

/** Bring a map point to the middle; at least `scale`, never further out than now. */
export function centreOn(camera: Camera, x: number, y: number, screen: Extent, scale = camera.scale): Camera {
	const s = Math.max(camera.scale, scale);
	return { scale: s, x: x - screen.width / 2 / s, y: y - screen.height / 2 / s };
}

export function toMap(camera: Camera, px: number, py: number): [number, number] {
	return [camera.x + px / camera.scale, camera.y + py / camera.scale];
}

export function toScreen(camera: Camera, x: number, y: number): [number, number] {
	return [(x - camera.x) * camera.scale, (y - camera.y) * camera.scale];
}

/** Whether a map point is on the screen, not merely at its rim. */
export function inSight(camera: Camera, x: number, y: number, screen: Extent, rim = 30): boolean {
	const [px, py] = toScreen(camera, x, y);
	return px >= rim && py >= rim && px <= screen.width - rim && py <= screen.height - rim;
}

/** Between two cameras, `t` in 0..=1: zoom is geometric, so that the speed looks even. */
export function between(a: Camera, b: Camera, t: number, screen: Extent): Camera {
	const scale = a.scale * (b.scale / a.scale) ** t;
	const [ax, ay] = toMap(a, screen.width / 2, screen.height / 2);
	const [bx, by] = toMap(b, screen.width / 2, screen.height / 2);
	const cx = ax + (bx - ax) * t;
	const cy = ay + (by - ay) * t;
	return { scale, x: cx - screen.width / 2 / scale, y: cy - screen.height / 2 / scale };
}
