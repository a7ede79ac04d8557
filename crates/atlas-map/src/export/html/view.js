"use strict";
(() => {
  const map = document.getElementById("map");
  const svg = map.querySelector("svg");
  const full = svg.viewBox.baseVal;
  const home = { x: full.x, y: full.y, width: full.width, height: full.height };
  let view = { ...home };
  svg.removeAttribute("width");
  svg.removeAttribute("height");

  const show = () => {
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${view.width} ${view.height}`);
  };
  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY);
    return point.matrixTransform(svg.getScreenCTM().inverse());
  };
  const zoom = (factor, x, y) => {
    const width = Math.min(home.width * 2, Math.max(home.width / 60, view.width * factor));
    const real = width / view.width;
    view = {
      x: x - (x - view.x) * real,
      y: y - (y - view.y) * real,
      width,
      height: view.height * real,
    };
    show();
  };

  map.addEventListener("wheel", (event) => {
    event.preventDefault();
    const { x, y } = at(event);
    zoom(Math.exp(event.deltaY * 0.0015), x, y);
  }, { passive: false });

  let held = null;
  map.addEventListener("pointerdown", (event) => {
    held = at(event);
    map.setPointerCapture(event.pointerId);
  });
  map.addEventListener("pointermove", (event) => {
    if (!held) return;
    const now = at(event);
    view.x += held.x - now.x;
    view.y += held.y - now.y;
    show();
  });
  map.addEventListener("pointerup", () => { held = null; });

  map.addEventListener("keydown", (event) => {
    const step = view.width / 12;
    const middle = [view.x + view.width / 2, view.y + view.height / 2];
    const acts = {
      ArrowLeft: () => { view.x -= step; },
      ArrowRight: () => { view.x += step; },
      ArrowUp: () => { view.y -= step; },
      ArrowDown: () => { view.y += step; },
      "+": () => zoom(0.8, ...middle),
      "-": () => zoom(1.25, ...middle),
      0: () => { view = { ...home }; },
    };
    if (!acts[event.key]) return;
    event.preventDefault();
    acts[event.key]();
    show();
  });

  const things = [...svg.querySelectorAll("#scene > *")];
  const words = things.map((thing) => thing.textContent.toLowerCase());
  const find = (term) => {
    const wanted = term.trim().toLowerCase();
    let count = 0;
    things.forEach((thing, i) => {
      const hit = wanted !== "" && words[i].includes(wanted);
      thing.classList.toggle("hit", hit);
      count += hit ? 1 : 0;
    });
    svg.classList.toggle("finding", wanted !== "");
    document.getElementById("found").textContent = wanted === "" ? "" : `${count} found`;
  };
  document.getElementById("term").addEventListener("input", (event) => find(event.target.value));
  document.getElementById("find").addEventListener("submit", (event) => event.preventDefault());
})();
