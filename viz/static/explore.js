// Explore: a step is a link; this fetches the page it leads to and puts its picture, list and table in place.

import { Picture } from "./picture.js";

const PARTS = ["header.top", "footer.bottom", "[data-explore]"];
let turn = 0;

const figure = () => document.querySelector("[data-explore] [data-picture]");

// Where a box stands on the screen, so that it can stay there.
function spot(id) {
  const picture = figure().picture;
  const node = picture.nodes.get(id);
  return node ? picture.network.canvasToDOM({ x: node.x, y: node.y }) : null;
}

async function go(address, { push = true, keep = null } = {}) {
  const mine = ++turn;
  document.querySelector("[data-explore]").setAttribute("aria-busy", "true");
  let fresh = null;
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.ok) fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  } catch { /* without an answer the browser goes there itself, and says what is wrong */ }
  if (mine !== turn) return;
  if (!fresh?.querySelector("[data-explore]")) {
    window.location.assign(address);
    return;
  }
  const at = keep && spot(keep);
  const list = document.querySelector("[data-explore] details.list").open;
  const kinds = document.querySelector("[data-explore] details.kinds").open;
  figure().picture.close();
  for (const part of PARTS) document.querySelector(part).replaceWith(document.adoptNode(fresh.querySelector(part)));
  if (push) window.history.pushState(null, "", address);
  document.querySelector("[data-explore] details.list").open = list;
  document.querySelector("[data-explore] details.kinds").open = kinds;
  const picture = figure().picture = new Picture(figure());
  if (keep && picture.nodes.has(keep)) {
    if (at) picture.hold(keep, at);
    picture.choose(keep);
    if (list) [...figure().querySelectorAll("button[data-node]")].find((b) => b.dataset.node === keep)?.focus();
  }
  document.querySelector("[data-told]").textContent = figure().querySelector(".notes").textContent;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.href, { keep: link.dataset.more ?? null });
});
window.addEventListener("popstate", () => go(window.location.href, { push: false }));
