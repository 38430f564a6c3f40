// One Leaflet map, large or inset, and its controls.

function makeMap(node, options) {
  const map = L.map(node, {
    zoomControl: false, attributionControl: false, zoomSnap: 0.25, zoomDelta: 1, minZoom: 0, maxZoom: 12,
    zoomAnimation: !still.matches, fadeAnimation: !still.matches, inertia: !still.matches, ...options,
  });
  const panes = { casing: 400, lines: 410, hits: 420, arrows: 430, discs: 390, dots: 440, labels: 640 };
  for (const [pane, z] of Object.entries(panes)) map.createPane(pane).style.zIndex = z;
  for (const pane of ["arrows", "labels", "discs", "casing"]) map.getPane(pane).style.pointerEvents = "none";
  return map;
}

function addControls(map, goHome) {
  const position = phone.matches ? "bottomright" : "topright";
  L.control.zoom({ position }).addTo(map);
  L.control.scale({ imperial: false, position: phone.matches ? "bottomleft" : "bottomright" }).addTo(map);
  const control = L.control({ position });
  control.onAdd = () => {
    const button = el("button", { type: "button", id: "home", title: "Show the whole route", "aria-label": "Show the whole route" }, svg(
      "svg", { width: 16, height: 16, "aria-hidden": "true" },
      svg("path", { d: "M1 5V1h4M11 1h4v4M15 11v4h-4M5 15H1v-4", fill: "none", stroke: "currentColor", "stroke-width": 2 }),
    ));
    L.DomEvent.disableClickPropagation(button);
    button.addEventListener("click", goHome);
    return button;
  };
  control.addTo(map);
}
