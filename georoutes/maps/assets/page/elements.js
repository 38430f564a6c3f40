// Making elements. Text from data becomes a text node, and an address a link only if it is a web address.

const data = JSON.parse(document.getElementById("data").textContent);
data.legs.forEach((leg, row) => { leg.row = row; leg.alike = [leg]; });
// Arcs that are alike share one line: the first of them has it, and knows the others.
for (const leg of data.legs.filter(({ drawn_with: row }) => row !== undefined)) {
  leg.line = data.legs[leg.drawn_with];
  leg.parts = leg.line.parts;
  leg.line.alike.push(leg);
}
const byId = (id) => document.getElementById(id);
const phone = window.matchMedia("(max-width: 700px)");
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

// Many legs are drawn more simply, or the page would be slow to open and to move.
const CANVAS_ABOVE = 200; // legs: one picture instead of a shape for each
const SIMPLE_ABOVE = 2000; // legs: no casings, ties and arrows
const LISTED = 1000; // legs in the list; the map draws them all
const FIRST_LISTED = 100; // of these, before the map is drawn
const CHIPS = 60; // stops with a number; more are dots, named where there is room

// Do something once what is there has been painted, and some milliseconds later.
const afterPaint = (work, wait) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(work, wait)));

function el(tag, attributes, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value !== undefined && value !== false) node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.filter((child) => child !== "" && child !== undefined && child !== null));
  return node;
}

// Scripts that one language writes, so that a screen reader takes the right voice.
const VOICES = [["ko", /\p{Script=Hangul}/u], ["ja", /[\p{Script=Hiragana}\p{Script=Katakana}]/u], ["el", /\p{Script=Greek}/u],
  ["he", /\p{Script=Hebrew}/u], ["th", /\p{Script=Thai}/u], ["ka", /\p{Script=Georgian}/u], ["hy", /\p{Script=Armenian}/u]];
const LETTER = /\p{Script=Latin}/u;

function bdi(text) {
  const voice = /[^\x00-\u024f]/.test(text) && !LETTER.test(text) && VOICES.find(([, letters]) => letters.test(text));
  return el("bdi", { lang: voice ? voice[0] : undefined }, text);
}

function svg(tag, attributes, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function link(address, words) {
  let url;
  try { url = new URL(address); } catch { return bdi(address); }
  if (url.protocol !== "https:" && url.protocol !== "http:") return bdi(address);
  return el("a", { href: url.href, target: "_blank", rel: "noopener noreferrer" }, words || url.hostname);
}
