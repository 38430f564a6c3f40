// What is looked at: the route, clear of the panels.

const FOLDED = 300; // on a phone the panel is at most so high while its lists are folded
const WHOLE_WORLD = [-150, -50, 170, 70];
const CLOSEST = 8; // the zoom beyond which the basemap has no more to show

// All that is drawn, or the part of it that is looked at first, with the discs that stand in it.
function around([west, south, east, north], stops) {
  const box = L.latLngBounds([[south, west], [north, east]]);
  const inside = stops.filter(({ at }) => box.contains([at[1], at[0]]));
  for (const stop of inside) {
    if (hasDisc(stop)) {
      box.extend(L.latLng(stop.at[1], stop.at[0]).toBounds(Math.max(1, stop.radius_km * 2000)));
    }
  }
  return box;
}

function fit(map, box) {
  const side = byId("side").getBoundingClientRect();
  const details = byId("details");
  const open = !details.hidden;
  const padding = phone.matches
    ? { paddingTopLeft: [24, Math.min(side.height, FOLDED) + 24], paddingBottomRight: [48, open ? details.offsetHeight + 16 : 40] }
    : { paddingTopLeft: [side.width + 36, 36], paddingBottomRight: [open ? details.offsetWidth + 36 : 56, 48] };
  map.fitBounds(box, { ...padding, animate: false, maxZoom: CLOSEST });
}

function panelBoxes() {
  // The parts of the map that panels cover, in its pixels: no label goes there.
  const frame = byId("map").getBoundingClientRect();
  return ["side", "details", "inset"].map(byId).concat([...document.querySelectorAll("#map .leaflet-control")])
    .filter((node) => node.offsetParent !== null)
    .map((node) => node.getBoundingClientRect())
    .map((box) => [box.left - frame.left - 4, box.top - frame.top - 4, box.right - frame.left + 4, box.bottom - frame.top + 4]);
}

function whenSized(node, first, later) {
  // A frame in a hidden tab has no size, and Leaflet can fit nothing into it until it is shown.
  let begun = false;
  new ResizeObserver(() => {
    if (!node.offsetWidth || !node.offsetHeight) return;
    if (begun) later();
    else first();
    begun = true;
  }).observe(node);
}
