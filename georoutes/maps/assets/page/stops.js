// Stops: numbered chips, discs for areas, hollow dots for what is only denied. A rough place never gets a point.

const WIDEST_DISC_KM = 1500; // a larger disc says less than the words "somewhere in this country"

// A circle around the middle of a country would cover its neighbours: its name says where it is.
const hasDisc = (stop) => stop.area && stop.type !== "country" && stop.radius_km > 0 && stop.radius_km <= WIDEST_DISC_KM;

function stopsByPlace() {
  // One mark per place: a stop that is visited twice carries both numbers.
  const places = new Map();
  data.stops.forEach((stop, index) => {
    const key = `${stop.name}|${stop.at}`;
    if (places.has(key)) places.get(key).numbers.push(stop.number);
    else places.set(key, { ...stop, index, numbers: [stop.number] });
  });
  return [...places.values()];
}

const DOT = { stroke: true, color: "var(--halo)", weight: 1, fillColor: "var(--ink)", fillOpacity: 1 };

function drawStops(map, stops, choose) {
  const dots = stops.length > CHIPS ? L.canvas({ pane: "dots", tolerance: 4 }) : null;
  for (const stop of stops) {
    const at = [stop.at[1], stop.at[0]];
    if (stop.denied) {
      drawDenied(map, stop, at, choose);
      continue;
    }
    if (hasDisc(stop)) {
      L.circle(at, {
        radius: stop.radius_km * 1000, pane: "discs", interactive: false, color: "var(--ink)", weight: 1.2,
        dashArray: "3 3", fillColor: "var(--ink)", fillOpacity: 0.07,
      }).addTo(map);
    }
    const mark = (dots ? L.circleMarker(at, { ...DOT, pane: "dots", renderer: dots, radius: 3 }) : chip(map, stop, at, choose)).addTo(map);
    if (dots) paint(mark, { color: DOT.color, fillColor: DOT.fillColor });
    stop.size = stop.size || 8;
    if (choose) mark.on("click", () => choose(stop));
  }
}

// Where only a denial would have something happen: there to be found on the map, and no stop of a journey.
function drawDenied(map, stop, at, choose) {
  stop.size = 8;
  const dot = L.circleMarker(at, { pane: "dots", radius: 4, color: "var(--ink)", weight: 1.4, fillColor: "var(--halo)", fillOpacity: 1 }).addTo(map);
  if (dot.getElement()) dot.getElement().setAttribute("data-denied-stop", stop.index);
  if (choose) dot.on("click", () => choose(stop));
}

function chip(map, stop, at, choose) {
  const words = stop.numbers.join(" · ");
  stop.size = Math.max(20, words.length * 7 + 8);
  stop.chip = el("div", { class: `chip${stop.area ? " area" : ""}${words.length > 2 ? " wide" : ""}`, "data-stop": stop.index }, words);
  // The dot shows the place where its chip has to move aside; an area has none.
  if (!stop.area) L.circleMarker(at, { ...DOT, pane: "arrows", interactive: false, radius: 3 }).addTo(map);
  return L.marker(at, {
    icon: L.divIcon({ html: stop.chip, className: "", iconSize: [20, 20] }), keyboard: false, interactive: Boolean(choose),
  });
}
