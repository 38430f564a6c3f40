// Stops: numbered chips, discs for areas. A place known only roughly never gets a point.

const WIDEST_DISC_KM = 1500; // a larger disc says less than the words "somewhere in this country"

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

function drawStops(map, stops, choose) {
  const many = stops.length > 60;
  for (const stop of stops) {
    const at = [stop.at[1], stop.at[0]];
    if (stop.area && stop.radius_km > 0 && stop.radius_km <= WIDEST_DISC_KM) {
      L.circle(at, {
        radius: stop.radius_km * 1000, pane: "discs", interactive: false, color: "#1b1f23", weight: 1.2,
        dashArray: "3 3", fillColor: "#1b1f23", fillOpacity: 0.1,
      }).addTo(map);
    }
    const words = stop.numbers.join(" · ");
    const icon = many ? el("div", { class: "dot" })
      : el("div", { class: `chip${stop.area ? " area" : ""}${words.length > 2 ? " wide" : ""}` }, words);
    icon.dataset.stop = stop.index;
    stop.chip = icon;
    if (!many && !stop.area) {
      L.circleMarker(at, { pane: "arrows", interactive: false, radius: 3, weight: 1, color: "#fff", fillColor: "#1b1f23", fillOpacity: 1 }).addTo(map);
    }
    const size = many ? 8 : 20;
    stop.size = many ? 8 : Math.max(20, words.length * 7 + 8);
    const marker = L.marker(at, {
      icon: L.divIcon({ html: icon, className: "", iconSize: [size, size] }), keyboard: false, interactive: Boolean(choose),
    }).addTo(map);
    if (choose) marker.on("click", () => choose(stop));
  }
}
