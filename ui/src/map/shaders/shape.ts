// Marks, halos and countries: one quad each, drawn as a signed distance, so that every shape has
// smooth edges and a line of constant width at any zoom.
//
// Per instance: centre and radius (map units), shape and dash, fill share, fill and stroke colours.
// `uCam` = scale, x, y (map point at the top left), device pixels per CSS pixel. `uScreen` in CSS pixels.

export const SHAPE_VERTEX = /* glsl */ `#version 300 es
precision highp float;
in vec2 aCorner;
in vec3 aPlace;
in vec4 aForm;
in vec4 aFill;
in vec4 aStroke;
uniform vec4 uCam;
uniform vec2 uScreen;
out vec2 vAt;
out float vR;
flat out vec4 vForm;
flat out vec4 vFill;
flat out vec4 vStroke;
void main() {
	// aForm: shape code, outline code, least radius in CSS pixels, fill share (255: whole).
	float r = max(aPlace.z * uCam.x, aForm.z);
	vec2 centre = (aPlace.xy - uCam.yz) * uCam.x;
	float reach = r * 1.35 + 3.0;
	vAt = aCorner * reach;
	vR = r;
	vForm = aForm;
	vFill = aFill;
	vStroke = aStroke;
	vec2 px = centre + aCorner * reach;
	gl_Position = vec4(px.x / uScreen.x * 2.0 - 1.0, 1.0 - px.y / uScreen.y * 2.0, 0.0, 1.0);
}`;

export const SHAPE_FRAGMENT = /* glsl */ `#version 300 es
precision highp float;
in vec2 vAt;
in float vR;
flat in vec4 vForm;
flat in vec4 vFill;
flat in vec4 vStroke;
uniform vec4 uCam;
out vec4 finalColor;

float box(vec2 p, vec2 b) { vec2 d = abs(p) - b; return length(max(d, 0.0)) + min(max(d.x, d.y), 0.0); }
float hexagon(vec2 p, float r) {
	p = abs(p.yx);
	return max(p.x * 0.866025 + p.y * 0.5, p.y) - r;
}
float segment(vec2 p, vec2 a, vec2 b) {
	vec2 pa = p - a, ba = b - a;
	return length(pa - ba * clamp(dot(pa, ba) / dot(ba, ba), 0.0, 1.0));
}
float key(vec2 p, float r) {
	float bow = abs(length(p + vec2(r * 0.5, 0.0)) - r * 0.36) - r * 0.14;
	float blade = box(p - vec2(r * 0.42, 0.0), vec2(r * 0.55, r * 0.12));
	float teeth = box(p - vec2(r * 0.72, r * 0.24), vec2(r * 0.12, r * 0.22));
	return min(bow, min(blade, teeth));
}
float tag(vec2 p, float r) {
	// A label: a box with its left end cut to a point.
	float body = box(p - vec2(r * 0.12, 0.0), vec2(r * 0.82, r * 0.62));
	float nose = dot(vec2(abs(p.y), -p.x) , vec2(0.7071, 0.7071)) - r * 0.74;
	return max(body, nose);
}
float folder(vec2 p, float r) {
	float body = box(p - vec2(0.0, r * 0.12), vec2(r * 0.9, r * 0.62));
	float flap = box(p - vec2(-r * 0.42, -r * 0.55), vec2(r * 0.46, r * 0.2));
	return min(body, flap);
}
float crown(vec2 p, float r) {
	float base = box(p - vec2(0.0, r * 0.45), vec2(r * 0.8, r * 0.28));
	float x = abs(p.x) / r;
	float top = x < 0.4 ? -0.55 + x * 1.9 : 0.21 - (x - 0.4) * 1.7;
	float spikes = max((top - p.y / r) * r * 0.5, max(box(p, vec2(r * 0.82, r * 0.7)), -p.y - r));
	return min(base, max(spikes, p.y - r * 0.3));
}
float shape(vec2 p, float r, float code) {
	if (code < 0.5) return length(p) - r;
	if (code < 1.5) return box(p, vec2(r * 0.88));
	if (code < 2.5) return hexagon(p, r * 0.95);
	if (code < 3.5) return (abs(p.x) + abs(p.y) - r * 1.18) * 0.7071;
	if (code < 4.5) return length(p) - r;
	if (code < 5.5) return tag(p, r);
	if (code < 6.5) return folder(p, r);
	if (code < 7.5) return key(p, r);
	if (code < 8.5) return box(p, vec2(r * 0.95, r * 0.75));
	return crown(p, r);
}
void main() {
	float aa = 0.75 / uCam.w;
	float d = shape(vAt, vR, vForm.x);
	float width = vStroke.a > 0.0 ? clamp(vR * 0.16, 1.1, 1.8) : 0.0;
	float inside = 1.0 - smoothstep(-aa, aa, d);
	if (vForm.w < 254.0) inside *= step(vR * (1.0 - 2.0 * vForm.w / 254.0), vAt.y);
	float line = width > 0.0 ? 1.0 - smoothstep(width * 0.5 - aa, width * 0.5 + aa, abs(d)) : 0.0;
	if (vForm.x > 3.5 && vForm.x < 4.5) {
		float second = abs(length(vAt) - vR * 0.55);
		line = max(line, 1.0 - smoothstep(width * 0.5 - aa, width * 0.5 + aa, second));
	}
	if (vForm.y > 0.5) {
		// Dashes by the way round a circle, whole ones only; dots are shorter.
		float around = 6.2831853 * vR;
		float pitch = vForm.y > 1.5 ? 4.5 : 6.5;
		float count = max(8.0, floor(around / pitch));
		float turn = fract((atan(vAt.y, vAt.x) / 6.2831853 + 0.5) * count);
		line *= 1.0 - smoothstep(0.5, 0.62, abs(turn - 0.5) * 2.0);
	}
	float a = vFill.a * inside;
	vec3 c = vFill.rgb * a;
	float s = vStroke.a * line;
	finalColor = vec4(c * (1.0 - s) + vStroke.rgb * s, a * (1.0 - s) + s);
	if (finalColor.a < 0.004) discard;
}`;
