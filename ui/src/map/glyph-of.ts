// Which shape stands for a node outside the map: the same table as on it (look.md, by lane then class).
import type { NodeBrief } from "../ipc/host";
import type { Shape } from "./scene";

export function shapeOf(node: Pick<NodeBrief, "class" | "lane" | "lifecycle" | "tier">): Shape {
	if (node.tier === 0) return "crown";
	if (node.lifecycle === "autonomous") return "hexagon";
	switch (node.lane) {
		case "human":
			return "circle";
		case "machine":
			return "square";
		case "unknown":
			return "diamond";
	}
	switch (node.class) {
		case "entitlement":
			return "doubleRing";
		case "credential":
			return "key";
		case "container":
			return "frame";
		default:
			return "folder";
	}
}
