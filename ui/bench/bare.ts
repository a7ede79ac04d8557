// The peer: a bare PixiJS scene, one mesh of points and one of straight lines, with nothing of ours in
// it. What PixiJS costs for as many things before it is a map.
import "pixi.js/unsafe-eval";
import {
	Buffer,
	BufferUsage,
	Container,
	Geometry,
	GlProgram,
	Mesh,
	Shader,
	UniformGroup,
	WebGLRenderer,
} from "pixi.js";

const POINT_VERTEX = `in vec2 aCorner; in vec2 aAt; uniform vec3 uCam; uniform vec2 uScreen; out vec2 vCorner;
void main() { vCorner = aCorner; vec2 p = (aAt - uCam.xy) * uCam.z + aCorner * 2.5;
gl_Position = vec4(p / uScreen * 2.0 * vec2(1.0, -1.0) + vec2(-1.0, 1.0), 0.0, 1.0); }`;
const POINT_FRAGMENT = `in vec2 vCorner; out vec4 finalColor;
void main() { if (dot(vCorner, vCorner) > 1.0) discard; finalColor = vec4(0.2, 0.3, 0.4, 1.0); }`;
const LINE_VERTEX = `in vec2 aAt; uniform vec3 uCam; uniform vec2 uScreen;
void main() { gl_Position = vec4((aAt - uCam.xy) * uCam.z / uScreen * 2.0 * vec2(1.0, -1.0) + vec2(-1.0, 1.0), 0.0, 1.0); }`;
const LINE_FRAGMENT = "out vec4 finalColor; void main() { finalColor = vec4(0.4, 0.45, 0.5, 0.3); }";

export interface Bare {
	draw(x: number, y: number, scale: number): void;
	destroy(): void;
}

/** `points`: x, y of each; `lines`: two indices each. */
export async function bare(canvas: HTMLCanvasElement, points: Float32Array, lines: Uint32Array): Promise<Bare> {
	const pixi = new WebGLRenderer();
	await pixi.init({ canvas, width: innerWidth, height: innerHeight, antialias: false, backgroundColor: 0xffffff });
	const uniforms = new UniformGroup({
		uCam: { value: new Float32Array(3), type: "vec3<f32>" },
		uScreen: { value: new Float32Array([innerWidth, innerHeight]), type: "vec2<f32>" },
	});
	const shader = (vertex: string, fragment: string) =>
		new Shader({ glProgram: GlProgram.from({ vertex, fragment }), resources: { uniforms } });
	const at = new Buffer({ data: points, usage: BufferUsage.VERTEX });
	const stage = new Container();
	if (lines.length > 0) {
		const geometry = new Geometry({
			attributes: { aAt: { buffer: at, format: "float32x2" } },
			indexBuffer: new Buffer({ data: lines, usage: BufferUsage.INDEX }),
			topology: "line-list",
		});
		stage.addChild(new Mesh({ geometry, shader: shader(LINE_VERTEX, LINE_FRAGMENT) }));
	}
	const corners = new Buffer({ data: new Float32Array([-1, -1, 1, -1, 1, 1, -1, 1]), usage: BufferUsage.VERTEX });
	const discs = new Geometry({
		attributes: {
			aCorner: { buffer: corners, format: "float32x2" },
			aAt: { buffer: at, format: "float32x2", instance: true },
		},
		indexBuffer: new Buffer({ data: new Uint32Array([0, 1, 2, 0, 2, 3]), usage: BufferUsage.INDEX }),
		instanceCount: points.length / 2,
	});
	stage.addChild(new Mesh({ geometry: discs, shader: shader(POINT_VERTEX, POINT_FRAGMENT) }));
	return {
		draw(x, y, scale) {
			uniforms.uniforms.uCam = new Float32Array([x, y, scale]);
			uniforms.update();
			pixi.render({ container: stage });
		},
		destroy() {
			stage.destroy({ children: true });
			pixi.destroy();
		},
	};
}
