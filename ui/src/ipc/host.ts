// The one interface between the window's inside and what it runs in. Two hosts meet it: tauri-host.ts
// (the app) and mock-host.ts (any browser, for tests). Every act may throw an AppError.
import type { Scene } from "../map/scene";
import type {
	AppError,
	ChokeAnswer,
	ClustersAnswer,
	EscalationsAnswer,
	ExportAnswer,
	ExportRequest,
	ExposureAnswer,
	ImportAnswer,
	Inspected,
	InspectedGroup,
	KindRule,
	KindsAnswer,
	NodeBrief,
	OutliersAnswer,
	PathRequest,
	PathsAnswer,
	Progress,
	Start,
	ViewSpec,
	Workspace,
} from "./bindings";

export type * from "./bindings";

/** Files held over the window, or let go. */
export type Drop = { is: "over" } | { is: "left" } | { is: "dropped"; paths: string[] };

/** Stops listening. */
export type Unlisten = () => void;

/** `job` is a number the caller makes up; progress is told and `cancel` is asked by it. */
export interface Host {
	start(job: number): Promise<Start>;
	workspace(): Promise<Workspace | null>;
	openWorkspace(path: string, job: number): Promise<Workspace>;
	openSample(job: number): Promise<Workspace>;
	importFiles(paths: string[], job: number): Promise<ImportAnswer>;
	scene(view: ViewSpec, job: number): Promise<Scene>;
	search(text: string): Promise<NodeBrief[]>;
	inspect(id: string): Promise<Inspected>;
	inspectGroup(id: string): Promise<InspectedGroup>;
	paths(request: PathRequest, job: number): Promise<PathsAnswer>;
	chokePoints(request: PathRequest, job: number): Promise<ChokeAnswer>;
	outliers(lane: string | null, job: number): Promise<OutliersAnswer>;
	clusters(job: number): Promise<ClustersAnswer>;
	exposure(job: number): Promise<ExposureAnswer>;
	escalations(job: number): Promise<EscalationsAnswer>;
	kinds(): Promise<KindsAnswer>;
	exportScene(request: ExportRequest, job: number): Promise<ExportAnswer>;
	setTier(id: string, tier: number | null, reason: string, job: number): Promise<Workspace>;
	setKind(rule: KindRule, job: number): Promise<Workspace>;
	setSetting(name: string, value: string): Promise<void>;
	cancel(job: number): Promise<void>;
	/** Dialogs: what the user chose, empty or null where they thought better of it. */
	chooseFiles(folder: boolean): Promise<string[]>;
	chooseWorkspace(): Promise<string | null>;
	chooseTarget(name: string, format: string): Promise<string | null>;
	onProgress(listener: (p: Progress) => void): Promise<Unlisten>;
	onDrop(listener: (d: Drop) => void): Promise<Unlisten>;
}

/** Whether a thrown value is an error of the session. */
export function isAppError(e: unknown): e is AppError {
	return typeof e === "object" && e !== null && "code" in e && "message" in e && "remedy" in e;
}
