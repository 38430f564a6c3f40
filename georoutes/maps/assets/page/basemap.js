// The basemap: quiet, and without any fill by country.

function drawBasemap(map, basemap) {
  map.createPane("base").style.zIndex = 150;
  const renderer = L.canvas({ pane: "base", padding: 0.4 });
  const common = { pane: "base", renderer, interactive: false };
  const area = (color) => ({ ...common, stroke: false, fillColor: color, fillOpacity: 1 });
  const line = (color, weight, dashArray) => ({ ...common, color, weight, dashArray, opacity: 1 });
  const draw = (layer, shift) => {
    const lines = (list) => list.map((deltas) => decode(deltas, layer.scale, shift));
    const rings = (list) => list.map(lines);
    L.polygon(rings(layer.land), area("#f5f3ec")).addTo(map);
    L.polyline(lines(layer.rivers), line("#c3d5e0", 0.9)).addTo(map);
    L.polygon(rings(layer.lakes), area("#dbe5eb")).addTo(map);
    L.polyline(lines(layer.borders), line("#a9a59a", 1)).addTo(map);
    L.polyline(lines(layer.dotted), line("#8f8a7d", 1.2, "2 3")).addTo(map);
    L.polyline(lines(layer.other), line("#8f8a7d", 1, "1 4")).addTo(map);
  };
  for (const copy of basemap.copies) draw(basemap.world, 360 * copy);
  if (!basemap.detail) return;
  const [west, south, east, north] = basemap.detail.box;
  L.rectangle([[south, west], [north, east]], area("#dbe5eb")).addTo(map);
  draw(basemap.detail, 0);
}
