// A leg that is too short to be read at the scale of the whole route gets a close-up in a free corner.
function drawInset(map, basemap, stops, drawn, countries) {
  if (phone.matches || drawn.length < 2 || drawn.length > 20 || !data.legs.some((leg) => leg.origin) || map.getSize().x < 900 || map.getSize().y < 520) return;
  const extent = ({ leg }) => {
    const box = L.latLngBounds(pointsOf(leg));
    const [a, b] = [map.latLngToContainerPoint(box.getNorthWest()), map.latLngToContainerPoint(box.getSouthEast())];
    return Math.hypot(b.x - a.x, b.y - a.y);
  };
  const small = drawn.map((item) => ({ item, size: extent(item) })).filter(({ size }) => size < 70).sort((a, b) => a.size - b.size)[0];
  if (!small) return;
  const { leg } = small.item;
  const inset = byId("inset");
  inset.hidden = false;
  byId("inset-button").replaceChildren(bdi(`Close-up: ${name(leg)}`));
  byId("inset-button").setAttribute("data-leg", leg.row);
  byId("inset-button").title = name(leg);
  const size = map.getSize();
  const [w, h] = [inset.offsetWidth, inset.offsetHeight];
  const corners = [[size.x - w - 12, size.y - h - 44], [size.x - w - 56, 12], [(size.x - w) / 2 + 60, size.y - h - 16], [340, size.y - h - 16]];
  const covered = ([x, y]) => drawn.flatMap((other) => pointsOf(other.leg))
    .filter((point) => { const p = map.latLngToContainerPoint(point); return p.x > x - 20 && p.x < x + w + 20 && p.y > y - 20 && p.y < y + h + 20; }).length;
  const [x, y] = corners.map((corner) => ({ corner, cost: covered(corner) })).sort((a, b) => a.cost - b.cost)[0].corner;
  inset.style.left = `${x}px`;
  inset.style.top = `${y}px`;
  const close = makeMap("inset-map", {
    dragging: false, scrollWheelZoom: false, doubleClickZoom: false, boxZoom: false, keyboard: false, touchZoom: false,
  });
  close.fitBounds(L.latLngBounds(pointsOf(leg)), { padding: [38, 30], animate: false });
  afterPaint(() => fillInset(close, small.item, { basemap, stops, drawn, countries }), 0); // the large map comes first
  const box = close.getBounds();
  const frame = L.rectangle(box, { pane: "discs", interactive: false, color: "var(--ink)", weight: 1.5, fill: false }).addTo(map);
  byId("inset-button").addEventListener("click", () => fit(map, box));
  const whole = map.getZoom();
  map.on("zoomend", () => {
    inset.hidden = map.getZoom() > whole + 1;
    if (inset.hidden) frame.remove(); else frame.addTo(map);
  });
}

function fillInset(close, item, { basemap, stops, drawn, countries }) {
  drawBasemap(close, basemap.detail ? { ...basemap, copies: [] } : basemap); // the rest of the world is far outside
  for (const other of drawn) {
    const copy = drawLeg(close, { ...other.leg }, null);
    other.close = close;
    copy.group.addTo(close);
    if (other === item) copy.arrows.setLatLngs(arrowHeads(close, copy.lines));
    other.copy = copy.group;
    if (unseen(other.leg)) copy.group.remove(); // it has no arrows until it is on the map
  }
  const inside = stops.filter((stop) => close.getBounds().contains([stop.at[1], stop.at[0]])).map((stop) => ({ ...stop }));
  drawStops(close, inside, null);
  placeLabels(close, inside, countries, []);
}
