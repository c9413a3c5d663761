// One picture: the network on its canvas, a list of its boxes for the keyboard, a tooltip and a card of details.

import { linkAt, paintHeading, paintLabel, paintLink, paintNode } from "./paint.js";

const READABLE = 0.62;
const MARGIN = 18;
const MOST = 24; // relations told in the card
const language = () => (document.documentElement.lang.startsWith("en") ? "en" : "zh");
const pick = (words) => words[language()];

function element(name, text, kind) {
  const made = document.createElement(name);
  made.textContent = text;
  if (kind) made.className = kind;
  return made;
}

export class Picture {
  constructor(figure) {
    this.figure = figure;
    this.data = JSON.parse(figure.querySelector("script[type='application/json']").textContent);
    this.scene = this.data.scene;
    this.nodes = new Map(this.scene.nodes.map((n) => [n.id, n]));
    this.canvas = figure.querySelector("[data-canvas]");
    this.tip = figure.querySelector("[data-tip]");
    this.card = figure.querySelector("[data-card]");
    this.near = new Map(this.scene.nodes.map((n) => [n.id, new Set([n.id])]));
    for (const link of this.scene.links) {
      this.near.get(link.from).add(link.to);
      this.near.get(link.to).add(link.from);
    }
    this.look = {
      chosen: null, hover: null, legend: this.data.legend, lang: language,
      faded: (id) => this.look.chosen !== null && !this.near.get(this.look.chosen).has(id),
    };
    this.open();
    this.listen();
  }

  open() {
    this.size();
    const card = (id) => {
      const node = this.nodes.get(id);
      return ({ ctx }) => ({ drawNode: () => paintNode(ctx, node, this.look) });
    };
    const nodes = this.data.network.nodes.map((n) => {
      const { width, height } = this.nodes.get(n.id);
      const box = { widthConstraint: width, heightConstraint: height, margin: 0 };
      return { ...n, ...box, shape: "custom", size: Math.max(width, height) / 2, ctxRenderer: card(n.id) };
    });
    const { edges, options } = this.data.network;
    this.network = new vis.Network(this.canvas, { nodes, edges }, options);
    this.network.on("beforeDrawing", (ctx) => {
      for (const heading of this.scene.headings) paintHeading(ctx, heading, language());
      const near = (k) => this.look.chosen === k.from || this.look.chosen === k.to || this.look.hover === k.id;
      const order = (k) => (near(k) ? 2 : k.quiet ? 0 : 1); // what matters lies on top
      for (const link of [...this.scene.links].sort((a, b) => order(a) - order(b))) paintLink(ctx, link, this.look);
    });
    this.network.on("afterDrawing", (ctx) => {
      for (const link of this.scene.links) paintLabel(ctx, link, this.look);
      this.figure.dataset.ready = "true";
    });
    this.first();
  }

  // The height that shows the whole picture at the width there is, within bounds.
  size() {
    const [left, top, right, bottom] = this.scene.bounds;
    const wide = this.canvas.clientWidth || 600;
    const scale = Math.max(Math.min(wide / (right - left + 2 * MARGIN), 1.1), READABLE);
    const high = (bottom - top + 2 * MARGIN) * scale;
    const most = wide > 700 ? 1000 : window.innerHeight * 0.7;
    this.canvas.style.height = `${Math.round(Math.max(150, Math.min(high, most)))}px`;
  }

  fitting() {
    const [left, top, right, bottom] = this.scene.bounds;
    const wide = this.canvas.clientWidth, high = this.canvas.clientHeight;
    return Math.min(wide / (right - left + 2 * MARGIN), high / (bottom - top + 2 * MARGIN), 1.1);
  }

  fit() {
    const [left, top, right, bottom] = this.scene.bounds;
    this.network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: this.fitting() });
  }

  // At first: everything, unless that would be too small to read; then the start of the chain, or the middle.
  first() {
    const [left, top, right, bottom] = this.scene.bounds;
    if (this.fitting() >= READABLE) return this.fit();
    const scale = READABLE + 0.08;
    const seen = { x: this.canvas.clientWidth / scale, y: this.canvas.clientHeight / scale };
    const centre = this.scene.nodes.find((n) => n.state === "centre") || this.scene.nodes[0];
    const inside = (from, to, want, room) => (to - from + 2 * MARGIN <= room ? (from + to) / 2
      : Math.max(from - MARGIN + room / 2, Math.min(to + MARGIN - room / 2, want)));
    const start = ["chain", "path"].includes(this.scene.kind);
    const want = { x: start ? left : centre.x, y: start ? top : centre.y };
    const position = { x: inside(left, right, want.x, seen.x), y: inside(top, bottom, want.y, seen.y) };
    return this.network.moveTo({ position, scale });
  }

  zoom(factor) {
    this.network.moveTo({ scale: Math.max(0.1, Math.min(3, this.network.getScale() * factor)) });
  }

  listen() {
    const on = (name, act) => this.figure.querySelector(`[data-do=${name}]`)?.addEventListener("click", act);
    on("fit", () => this.fit());
    on("in", () => this.zoom(1.25));
    on("out", () => this.zoom(0.8));
    this.network.on("click", (event) => this.choose(this.under(event.pointer.canvas)?.id ?? null));
    this.canvas.addEventListener("wheel", (event) => {
      if (!event.ctrlKey) return;
      event.preventDefault();
      this.zoom(event.deltaY < 0 ? 1.12 : 0.9);
    }, { passive: false });
    this.gone = new AbortController();
    const { signal } = this.gone;
    this.canvas.addEventListener("mousemove", (event) => this.hover(event));
    this.canvas.addEventListener("mouseleave", () => this.hideTip());
    this.network.on("dragStart", () => this.hideTip());
    for (const button of this.figure.querySelectorAll("button[data-node]")) {
      button.addEventListener("click", () => this.choose(this.look.chosen === button.dataset.node ? null : button.dataset.node, true));
      button.addEventListener("keydown", (event) => this.step(event, button));
    }
    let wait = 0;
    let wide = this.canvas.clientWidth;
    window.addEventListener("resize", () => {
      clearTimeout(wait);
      wait = setTimeout(() => {
        if (this.canvas.clientWidth === wide) return;
        wide = this.canvas.clientWidth;
        this.size();
        this.network.setSize("100%", "100%");
        this.first();
      }, 150);
    }, { signal });
    document.addEventListener("zhize:language", () => {
      this.network.redraw();
      this.choose(this.look.chosen);
    }, { signal });
  }

  // Let go of the page, when another picture takes this one's place.
  close() {
    this.gone.abort();
    this.network.destroy();
  }

  // Move the view so that a box stands where it stood before.
  hold(id, at) {
    const node = this.nodes.get(id), now = this.network.canvasToDOM({ x: node.x, y: node.y });
    const centre = this.network.getViewPosition(), scale = this.network.getScale();
    const position = { x: centre.x + (now.x - at.x) / scale, y: centre.y + (now.y - at.y) / scale };
    this.network.moveTo({ position });
  }

  under(point) {
    return this.scene.nodes.find((n) => Math.abs(point.x - n.x) <= n.width / 2 && Math.abs(point.y - n.y) <= n.height / 2);
  }

  // Arrow keys walk through the list of boxes.
  step(event, button) {
    const move = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (event.key === "Escape") this.choose(null);
    if (!move) return;
    event.preventDefault();
    const all = [...this.figure.querySelectorAll("button[data-node]")];
    const next = all[(all.indexOf(button) + move + all.length) % all.length];
    next.focus();
    this.choose(next.dataset.node, true);
  }

  choose(id, show = false) {
    this.look.chosen = id;
    for (const button of this.figure.querySelectorAll("button[data-node]")) {
      button.setAttribute("aria-pressed", String(button.dataset.node === id));
    }
    for (const row of this.figure.querySelectorAll("tr[data-node]")) {
      row.classList.toggle("chosen", row.dataset.node === id);
    }
    if (id !== null && show) this.bring(this.nodes.get(id));
    this.describe(id);
    this.network.redraw();
  }

  // Move the view only when the box is out of sight.
  bring(node) {
    const centre = this.network.getViewPosition(), scale = this.network.getScale();
    const out = Math.abs(node.x - centre.x) + node.width / 2 > this.canvas.clientWidth / scale / 2
      || Math.abs(node.y - centre.y) + node.height / 2 > this.canvas.clientHeight / scale / 2;
    if (out) this.network.moveTo({ position: { x: node.x, y: node.y } });
  }

  about(node) {
    const kind = pick(this.data.legend[node.kind].word);
    const said = [kind, ...node.detail.map(pick).filter((d) => d !== kind)];
    return [pick(node.name), said.join(" · "), ...node.marks.map((m) => `${m.code} ${m.title}`)];
  }

  describe(id) {
    this.card.replaceChildren();
    this.card.hidden = id === null;
    if (id === null) return;
    const node = this.nodes.get(id);
    const [name, ...more] = this.about(node);
    const title = element("strong", name);
    const link = this.figure.querySelector(`[data-link="${CSS.escape(id)}"]`);
    this.card.append(title);
    if (link) this.card.append(" ", Object.assign(element("a", language() === "en" ? "open" : "打开"), { href: link.getAttribute("href") }));
    const further = this.figure.querySelector(`[data-more="${CSS.escape(id)}"]`);
    if (further) this.card.append(" ", further.cloneNode(true));
    for (const line of more) this.card.append(element("p", line));
    const list = document.createElement("ul");
    const tied = this.scene.links.filter((k) => k.from === id || k.to === id);
    for (const k of tied.slice(0, MOST)) {
      const other = pick(this.nodes.get(k.from === id ? k.to : k.from).name);
      const word = k.kind === "Gap" ? "✕" : pick(k.word);
      list.append(element("li", `${k.from === id ? `${word} →` : `← ${word}`} ${other}${k.note ? `(${pick(k.note)})` : ""}`));
    }
    if (tied.length > MOST) {
      const left = tied.length - MOST;
      list.append(element("li", language() === "en" ? `${left} more: see the table` : `还有 ${left} 条，见对照表`));
    }
    this.card.append(list);
  }

  hover(event) {
    const box = this.canvas.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    const point = this.network.DOMtoCanvas(at);
    const node = this.under(point);
    const link = node ? null : linkAt(this.scene.links, point, 6 / this.network.getScale());
    const lines = node ? this.about(node) : link ? this.aboutLink(link) : [];
    if (this.look.hover !== (link?.id ?? null)) {
      this.look.hover = link?.id ?? null;
      this.network.redraw();
    }
    if (!lines.length) return this.hideTip();
    this.tip.replaceChildren(...lines.filter(Boolean).map((line, i) => element(i ? "span" : "strong", line)));
    this.tip.hidden = false;
    const left = Math.min(at.x + 14, this.canvas.clientWidth - this.tip.offsetWidth - 4);
    this.tip.style.left = `${Math.max(4, left)}px`;
    const under = at.y + 18 + this.tip.offsetHeight <= this.canvas.clientHeight;
    this.tip.style.top = `${under ? at.y + 18 : Math.max(4, at.y - this.tip.offsetHeight - 10)}px`;
    return undefined;
  }

  aboutLink(link) {
    const [from, to] = [this.nodes.get(link.from), this.nodes.get(link.to)].map((n) => pick(n.name));
    const word = link.kind === "Gap" ? "✕" : `${pick(link.word)} →`;
    return [pick(link.word), `${from} ${word} ${to}`, link.note ? pick(link.note) : ""];
  }

  hideTip() {
    this.tip.hidden = true;
  }
}

for (const figure of document.querySelectorAll("[data-picture]")) figure.picture = new Picture(figure);
