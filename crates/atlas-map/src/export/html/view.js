"use strict";
(() => {
  const by = (id) => document.getElementById(id);
  const NAME = 0, ABOUT = 1, KIND = 2, X = 3, Y = 4, R = 5, NEAR = 6, HELD = 7;
  const slides = JSON.parse(by("data").textContent);
  const SHOWN = 40;

  // Each picture keeps its own view: a box in the units of its page.
  const stages = slides.map((things, n) => {
    const section = by(`slide-${n}`);
    const map = section.querySelector(".map");
    const svg = map.querySelector("svg");
    const { x, y, width, height } = svg.viewBox.baseVal;
    const home = { x, y, width, height };
    const drawn = new Map();
    for (const element of svg.querySelectorAll("[data-t]")) {
      const thing = Number(element.dataset.t);
      if (!drawn.has(thing)) drawn.set(thing, []);
      drawn.get(thing).push(element);
    }
    return { section, map, svg, home, view: { ...home }, things, drawn, lit: [], ring: null };
  });
  let current = 0;
  const stage = () => stages[current];

  const show = (s) => {
    const { x, y, width, height } = s.view;
    s.svg.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  };
  const at = (s, event) =>
    new DOMPoint(event.clientX, event.clientY).matrixTransform(s.svg.getScreenCTM().inverse());
  // What was under (x, y) stays under it.
  const zoom = (s, factor, x, y) => {
    const { view, home } = s;
    const width = Math.min(home.width * 2, Math.max(home.width / 60, view.width * factor));
    const real = width / view.width;
    s.view = { x: x - (x - view.x) * real, y: y - (y - view.y) * real, width, height: view.height * real };
    show(s);
  };
  const zoomMiddle = (factor) => {
    const { view } = stage();
    zoom(stage(), factor, view.x + view.width / 2, view.y + view.height / 2);
  };
  const move = (dx, dy) => {
    const s = stage();
    s.view.x += (dx * s.view.width) / 12;
    s.view.y += (dy * s.view.height) / 12;
    show(s);
  };
  const whole = () => {
    stage().view = { ...stage().home };
    show(stage());
  };

  const sentence = (thing) => `${thing[NAME]} (${thing[KIND]})${thing[ABOUT] ? ` · ${thing[ABOUT]}` : ""}`;
  // Light a thing and what belongs to it; everything else steps back.
  const light = (s, n) => {
    for (const element of s.lit) element.classList.remove("near");
    s.lit = n === null ? [] : [n, ...s.things[n][NEAR]].flatMap((t) => s.drawn.get(t) ?? []);
    for (const element of s.lit) element.classList.add("near");
    s.svg.classList.toggle("dim", n !== null && s.things[n][NEAR].length > 0);
    by("about").textContent = n === null ? "" : sentence(s.things[n]);
  };
  const mark = (s, n) => {
    s.ring?.remove();
    s.ring = null;
    s.section.querySelector("[aria-current]")?.removeAttribute("aria-current");
    if (n === null) return;
    const [x, y, r] = [X, Y, R].map((i) => s.things[n][i]);
    s.ring = document.createElementNS(s.svg.namespaceURI, "circle");
    for (const [name, value] of Object.entries({ class: "ring", cx: x, cy: y, r: Math.max(9, r + 5) }))
      s.ring.setAttribute(name, value);
    s.svg.append(s.ring);
    s.section.querySelector(`[data-go="${n}"]`)?.setAttribute("aria-current", "true");
  };
  const go = (slide, n) => {
    turn(slide);
    const s = stage();
    const [x, y, r] = [X, Y, R].map((i) => s.things[n][i]);
    const width = Math.min(s.view.width, Math.max(s.home.width / 5, r * 6));
    const height = (width * s.home.height) / s.home.width;
    s.view = { x: x - width / 2, y: y - height / 2, width, height };
    show(s);
    mark(s, n);
    light(s, n);
  };

  const turn = (n) => {
    current = Math.min(slides.length - 1, Math.max(0, n));
    stages.forEach((s, i) => {
      s.section.hidden = i !== current;
    });
    by("place").textContent = `${current + 1} of ${slides.length}`;
    by("before").disabled = current === 0;
    by("after").disabled = current === slides.length - 1;
  };

  for (const s of stages) {
    let held = null;
    s.svg.removeAttribute("width");
    s.svg.removeAttribute("height");
    s.map.addEventListener("wheel", (event) => {
      event.preventDefault();
      const { x, y } = at(s, event);
      zoom(s, Math.exp(event.deltaY * 0.0015), x, y);
    }, { passive: false });
    s.map.addEventListener("pointerdown", (event) => {
      held = at(s, event);
      s.map.setPointerCapture(event.pointerId);
    });
    s.map.addEventListener("pointermove", (event) => {
      if (held) {
        const now = at(s, event);
        s.view.x += held.x - now.x;
        s.view.y += held.y - now.y;
        show(s);
        return;
      }
      const over = event.target.closest("[data-t]");
      light(s, over ? Number(over.dataset.t) : null);
    });
    for (const end of ["pointerup", "pointercancel"]) s.map.addEventListener(end, () => {
      held = null;
    });
    s.map.addEventListener("pointerleave", () => light(s, null));
    const thingOf = (event) => event.target.closest("[data-go]")?.dataset.go;
    const list = s.section.querySelector("aside");
    list.addEventListener("click", (event) => thingOf(event) && go(current, Number(thingOf(event))));
    list.addEventListener("focusin", (event) => thingOf(event) && light(s, Number(thingOf(event))));
    list.addEventListener("pointerover", (event) => light(s, thingOf(event) ? Number(thingOf(event)) : null));
  }

  // The search knows every name, also of what is folded or drawn as a fill.
  const all = slides.flatMap((things, slide) =>
    things.flatMap((thing, n) => [
      { slide, n, name: thing[NAME], say: thing[KIND], low: `${thing[NAME]} ${thing[ABOUT]}`.toLowerCase() },
      ...thing[HELD].map((name) => ({ slide, n, name, say: `in ${thing[NAME]}`, low: name.toLowerCase() })),
    ]),
  );
  let hits = [];
  let chosen = 0;
  const choose = (n) => {
    chosen = Math.min(hits.length - 1, Math.max(0, n));
    [...by("hits").children].forEach((row, i) => row.setAttribute("aria-selected", String(i === chosen)));
    by("term").setAttribute("aria-activedescendant", hits.length ? `hit-${chosen}` : "");
    by("hits").children[chosen]?.scrollIntoView({ block: "nearest" });
  };
  const close = () => {
    by("hits").hidden = true;
    by("term").setAttribute("aria-expanded", "false");
  };
  const find = (term) => {
    const wanted = term.trim().toLowerCase();
    const found = wanted === "" ? [] : all.filter((entry) => entry.low.includes(wanted));
    hits = found.slice(0, SHOWN);
    by("found").textContent = wanted === "" ? "" : `${found.length} found`;
    by("hits").replaceChildren(...hits.map((hit, i) => {
      const row = document.createElement("li");
      row.id = `hit-${i}`;
      row.setAttribute("role", "option");
      const name = document.createElement("bdi");
      name.textContent = hit.name;
      const say = document.createElement("small");
      say.textContent = slides.length > 1 ? `${hit.say}, slide ${hit.slide + 1}` : hit.say;
      row.append(name, say);
      row.addEventListener("click", () => pick(i));
      return row;
    }));
    by("hits").hidden = hits.length === 0;
    by("term").setAttribute("aria-expanded", String(hits.length > 0));
    choose(0);
  };
  const pick = (i) => {
    const hit = hits[i];
    if (!hit) return;
    close();
    go(hit.slide, hit.n);
    by("about").textContent = hit.name === slides[hit.slide][hit.n][NAME]
      ? sentence(slides[hit.slide][hit.n]) : `${hit.name}, ${hit.say}`;
  };
  by("term").addEventListener("input", (event) => find(event.target.value));
  by("term").addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      choose(chosen + (event.key === "ArrowDown" ? 1 : -1));
    }
  });
  by("find").addEventListener("submit", (event) => {
    event.preventDefault();
    pick(chosen);
  });

  const theme = () => {
    const dark = document.documentElement.classList.toggle("dark");
    by("theme").textContent = dark ? "Light" : "Dark";
  };
  const acts = {
    ArrowLeft: () => move(-1, 0),
    ArrowRight: () => move(1, 0),
    ArrowUp: () => move(0, -1),
    ArrowDown: () => move(0, 1),
    "+": () => zoomMiddle(0.8),
    "=": () => zoomMiddle(0.8),
    "-": () => zoomMiddle(1.25),
    0: whole,
  };
  const everywhere = {
    "/": () => by("term").focus(),
    PageDown: () => turn(current + 1),
    PageUp: () => turn(current - 1),
    Escape: () => {
      close();
      by("term").value = "";
      by("found").textContent = "";
      mark(stage(), null);
      light(stage(), null);
    },
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target === by("term");
    const onMap = event.target.closest?.(".map") || event.target === document.body;
    const act = (onMap && acts[event.key]) || (!typing || event.key === "Escape" ? everywhere[event.key] : null);
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });

  by("before").addEventListener("click", () => turn(current - 1));
  by("after").addEventListener("click", () => turn(current + 1));
  by("in").addEventListener("click", () => zoomMiddle(0.8));
  by("out").addEventListener("click", () => zoomMiddle(1.25));
  by("whole").addEventListener("click", whole);
  by("list").addEventListener("click", () => {
    const shown = by("list").getAttribute("aria-pressed") !== "true";
    by("list").setAttribute("aria-pressed", String(shown));
    for (const s of stages) s.section.classList.toggle("wide", !shown);
  });
  by("theme").addEventListener("click", theme);
  by("theme").textContent = document.documentElement.classList.contains("dark") ? "Light" : "Dark";
  turn(0);
})();
