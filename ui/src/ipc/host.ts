// The one interface between the window's inside and what it runs in. Two hosts meet it: tauri-host.ts
// (the app) and mock-host.ts (any browser, for tests). Every act may throw an AppError.
import type { Scene } from "../map/scene";
import type {
	AppError,
	AskAnswer,
	BulkPreview,
	BulkRequest,
	CaptionAnswer,
	ChokeAnswer,
	ClustersAnswer,
	ConnectionRequest,
	ConnectionsAnswer,
	ConnectionTest,
	ConsoleAnswer,
	ConsoleRequest,
	DecisionRequest,
	EscalationsAnswer,
	ExportAnswer,
	ExportRequest,
	ExposureAnswer,
	FrozenCaption,
	ImportAnswer,
	Inspected,
	InspectedGroup,
	KindRule,
	KindsAnswer,
	LogAnswer,
	LogRecord,
	MatrixAnswer,
	MenuRow,
	NodeBrief,
	Opened,
	OutliersAnswer,
	PackAnswer,
	PackRequest,
	PackVerdict,
	PathRequest,
	PathsAnswer,
	Progress,
	Pulled,
	Pushed,
	QuestionsAnswer,
	QueueAnswer,
	ReviewPage,
	ReviewProgress,
	Slide,
	Start,
	StepAnswer,
	StoriesAnswer,
	Story,
	StoryExportRequest,
	StreetAnswer,
	StreetView,
	TrialAnswer,
	VerifyAnswer,
	ViewSpec,
	ViewsAnswer,
	Workspace,
	WriteBackAnswer,
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
	/** A street as a list; its picture is `scene`. */
	street(view: StreetView, job: number): Promise<StreetAnswer>;
	/** One step explained; with a question also who of its starts depends on it. */
	step(question: PathRequest | null, from: string, to: string): Promise<StepAnswer>;
	/** Who still gets through with the cuts of the question, and who does not. */
	tryCuts(request: PathRequest, job: number): Promise<TrialAnswer>;
	outliers(lane: string | null, job: number): Promise<OutliersAnswer>;
	clusters(job: number): Promise<ClustersAnswer>;
	exposure(job: number): Promise<ExposureAnswer>;
	escalations(job: number): Promise<EscalationsAnswer>;
	kinds(): Promise<KindsAnswer>;
	/** Of those that `selected` is compared with where `group` is empty. */
	matrix(group: string, selected: string | null, job: number): Promise<MatrixAnswer>;
	/** Databases that this machine knows, without their passwords. */
	connections(): Promise<ConnectionsAnswer>;
	testConnection(request: ConnectionRequest, job: number): Promise<ConnectionTest>;
	/** Looks only at what any of the scopes holds; at everything without one. */
	openConnection(request: ConnectionRequest, scopes: string[], job: number): Promise<Opened>;
	forgetConnection(address: string): Promise<ConnectionsAnswer>;
	push(request: ConnectionRequest, job: number): Promise<Pushed>;
	pull(request: ConnectionRequest, job: number): Promise<Pulled>;
	/** Whether findings may be written into the open database; a value switches that. */
	writeBackSwitch(allow: boolean | null): Promise<boolean>;
	writeBack(undo: boolean, job: number): Promise<WriteBackAnswer>;
	/** Ask the open database in Cypher; it only reads. */
	console(request: ConsoleRequest, job: number): Promise<ConsoleAnswer>;
	/** The catalogue of questions. */
	questions(): Promise<QuestionsAnswer>;
	/** Ask a question of the catalogue; each of `given` is NAME=VALUE. */
	ask(id: string, given: string[], job: number): Promise<AskAnswer>;
	views(): Promise<ViewsAnswer>;
	/** Keep a view under a name; null takes it away. */
	saveView(name: string, view: ViewSpec | null): Promise<ViewsAnswer>;
	/** All stories, and what captions can hold. */
	stories(): Promise<StoriesAnswer>;
	/** Keep a story in the place of the one called `was`; a new one without. */
	saveStory(story: Story, was: string | null): Promise<StoriesAnswer>;
	deleteStory(name: string): Promise<StoriesAnswer>;
	/** Four slides to begin with; kept nowhere yet. */
	firstStory(name: string, job: number): Promise<Story>;
	/** The caption of a slide as it reads now. */
	caption(slide: Slide, job: number): Promise<CaptionAnswer>;
	/** The caption of a slide as it reads now, to be kept in it. */
	freezeCaption(slide: Slide, job: number): Promise<FrozenCaption>;
	/** Pages in one file, or a zip of pictures. */
	exportStory(request: StoryExportRequest, job: number): Promise<ExportAnswer>;
	evidencePack(request: PackRequest, job: number): Promise<PackAnswer>;
	verifyPack(path: string, job: number): Promise<PackVerdict>;
	choosePack(): Promise<string | null>;
	exportScene(request: ExportRequest, job: number): Promise<ExportAnswer>;
	/** What to review in one lane, ranked. */
	reviewQueue(lane: string, job: number): Promise<QueueAnswer>;
	reviewItem(id: string, job: number): Promise<ReviewPage>;
	/** How far the review is, and what the reviewer could take back. */
	reviewProgress(reviewer: string | null, job: number): Promise<ReviewProgress>;
	reviewDecide(request: DecisionRequest, job: number): Promise<LogRecord>;
	/** What one decision about several items would mean; records nothing. */
	reviewPreview(ids: string[], decision: string, job: number): Promise<BulkPreview>;
	reviewDecideBulk(request: BulkRequest, job: number): Promise<LogAnswer>;
	/** Take back the decision with the id, or the last of the reviewer. */
	reviewUndo(reviewer: string, id: string | null, job: number): Promise<LogAnswer>;
	reviewClose(reviewer: string, statement: string, job: number): Promise<LogRecord>;
	reviewLog(): Promise<LogAnswer>;
	reviewVerify(): Promise<VerifyAnswer>;
	reviewCapacity(capacity: number): Promise<void>;
	setTier(id: string, tier: number | null, reason: string, job: number): Promise<Workspace>;
	setKind(rule: KindRule, job: number): Promise<Workspace>;
	setSetting(name: string, value: string): Promise<void>;
	cancel(job: number): Promise<void>;
	/** Dialogs: what the user chose, empty or null where they thought better of it. */
	chooseFiles(folder: boolean): Promise<string[]>;
	chooseWorkspace(): Promise<string | null>;
	chooseAuthority(): Promise<string | null>;
	chooseTarget(name: string, format: string): Promise<string | null>;
	/** Show the commands as native menus; what is chosen there is told by its id. */
	setMenu(rows: MenuRow[]): Promise<void>;
	onMenu(listener: (id: string) => void): Promise<Unlisten>;
	/** Another window, at its start page or with a workspace. */
	newWindow(path: string | null): Promise<void>;
	setTitle(title: string): Promise<void>;
	/** How large everything is, 1 to 2. */
	setZoom(factor: number): Promise<void>;
	/** The address at which the open workspace was left. */
	place(): Promise<string | null>;
	keepPlace(path: string, address: string): Promise<void>;
	/** Forget a recent workspace, or all; answers those that are left. */
	forgetRecent(path: string | null): Promise<string[]>;
	/** Tell the desktop, unless the window is looked at; whether it was shown. */
	notify(title: string, body: string): Promise<boolean>;
	/** A picture as a PNG; `out` and `format` do not matter. */
	scenePng(request: ExportRequest, job: number): Promise<Blob>;
	onProgress(listener: (p: Progress) => void): Promise<Unlisten>;
	onDrop(listener: (d: Drop) => void): Promise<Unlisten>;
}

/** Whether a thrown value is an error of the session. */
export function isAppError(e: unknown): e is AppError {
	return typeof e === "object" && e !== null && "code" in e && "message" in e && "remedy" in e;
}
