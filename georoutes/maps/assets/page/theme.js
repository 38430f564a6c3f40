// Light, dark and paper. Shapes in SVG take their colours from the styles; a canvas has to be told.

const darkly = window.matchMedia("(prefers-color-scheme: dark)");
const painted = []; // layers on a canvas, each with the names of its colours

const known = new Map(); // colours by name, until the theme changes

function colourOf(name) {
  if (!known.has(name)) known.set(name, getComputedStyle(document.documentElement).getPropertyValue(name.slice(4, -1)).trim());
  return known.get(name);
}

const colours = (style) => Object.fromEntries(Object.entries(style).map(([key, value]) => [key, colourOf(value)]));

// Give a layer on a canvas colours by name, such as {fillColor: "var(--land)"}.
function paint(layer, style) {
  painted.push([layer, style]);
  return layer.setStyle(colours(style));
}

function repaint() {
  const renderers = new Set();
  known.clear();
  for (const [layer, style] of painted) {
    layer.setStyle(colours(style));
    renderers.add(layer.options.renderer);
  }
  for (const renderer of renderers) if (renderer && renderer._ctx && renderer._bounds) renderer._redraw(); // at once: paper does not wait
}

const PAPER = [1040, 580]; // a landscape page, in pixels, less the dates and credits below the map

function followTheme() {
  darkly.addEventListener("change", repaint);
  const root = document.documentElement;
  window.addEventListener("beforeprint", () => {
    const { offsetWidth: w, offsetHeight: h } = byId("map");
    root.style.setProperty("--paper-width", `${w}px`);
    root.style.setProperty("--paper-height", `${h}px`);
    root.style.setProperty("--paper-zoom", Math.min(1, PAPER[0] / w, PAPER[1] / h).toFixed(3));
    root.dataset.paper = "1";
    repaint();
  });
  window.addEventListener("afterprint", () => { delete root.dataset.paper; repaint(); });
}
