// Where the eye stays when a street grows: its middle keeps its place on the screen.
import type { Camera } from "../map/camera";
import { locate } from "../map/locate";
import type { Scene } from "../map/scene";
import { samePick } from "../map/scene";

/** The camera for the next picture of the same street; null where it is another picture. */
export function anchored(before: Scene | null, after: Scene, camera: Camera): Camera | null {
	const middle = before?.crumbs.at(-1)?.pick;
	const same = after.crumbs.at(-1)?.pick;
	if (before?.kind !== "street" || after.kind !== "street" || !middle || !same || !samePick(middle, same)) return null;
	const [from, to] = [locate(before, middle), locate(after, same)];
	return from && to ? { ...camera, x: camera.x + to[0] - from[0], y: camera.y + to[1] - from[1] } : null;
}
