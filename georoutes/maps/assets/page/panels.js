// The panels: title, legs, legend, details.

function fillHead() {
  const set = (id, text) => { byId(id).replaceChildren(...(text ? [bdi(text)] : [])); byId(id).hidden = !text; };
  set("title", data.title);
  set("subtitle", data.subtitle);
  set("facts", data.facts);
  set("note", data.note);
  byId("side").hidden = !(data.title || data.subtitle || data.facts || data.legs.length);
  byId("draft").hidden = byId("watermark").hidden = data.status !== "draft";
  const credits = data.credits.flatMap((credit, i) => (i ? [" · ", bdi(credit)] : [bdi(credit)]));
  byId("foot").append(el("p", {}, ...credits, " · Made with georoutes and Leaflet."));
}

// Long arcs that would shrink the map to the world leave its first view; this shows them, and goes back.
function fillOutside(show) {
  const button = byId("outside");
  const legs = data.outside.map((row) => data.legs[row]);
  let everything = false;
  const words = () => (everything ? "Back to where most legs are"
    : `${count(legs.length, "arc leaves", "arcs leave")} this view: ${legs.map(name).join("; ")}. Show the whole map`);
  button.hidden = !legs.length;
  button.replaceChildren(bdi(words()));
  button.addEventListener("click", () => {
    everything = !everything;
    button.replaceChildren(bdi(words()));
    show(everything);
  });
}

// An arc from area to area is no path, so its length says nothing of the way.
const hasLength = (leg) => Boolean(leg.length_km) && !leg.denied && leg.basis !== "schematic";

const anyDate = data.legs.some((leg) => leg.when);

function legButton(leg, choose, tag) {
  const facts = [leg.count > 1 && count(leg.count, "leg", "legs"), modeWords(leg), hasLength(leg) && km(leg.length_km), leg.when ? dateWords(leg.when) : anyDate && "no date",
    leg.denied && negations(leg).join(", "), leg.doubted && modalityWords(leg), (leg.claims || []).some(outcome) && "see what became of it"];
  const button = el(
    "button", { type: "button", class: "leg", "data-leg": leg.row, "data-mode": leg.mode, "aria-pressed": tag && "false" },
    leg.parts ? sample(leg.mode, mainKind(leg), leg.doubted) : noLine(),
    bdi(name(leg)), leg.cargo && el("span", { class: "cargo" }, bdi(leg.cargo)),
    el("span", { class: "meta" }, bdi(facts.filter(Boolean).join(" · "))), tag,
  );
  button.addEventListener("click", () => choose(leg, button));
  return button;
}

// The legs that one line stands for.
function alikeDetails(line, choose) {
  const why = "They are arcs between the same places in the same style, so one line stands for them all. It is no sum: several may tell of one movement.";
  return [
    el("p", { class: "meta" }, why),
    el("ul", { class: "alike" }, ...line.alike.map((leg) => el("li", {}, legButton(leg, () => choose(leg, leg.button))))),
  ];
}

// The way from a leg to those that share its line.
function besideOf(leg, showAlike) {
  const line = leg.line || leg;
  if (line.alike.length < 2) return [];
  const button = el("button", { type: "button", class: "plain", id: "alike" }, `One line with ${count(line.alike.length - 1, "other leg", "other legs")}: show them`);
  button.addEventListener("click", () => showAlike(line));
  return [button];
}

function legDetails(leg, { zoomTo, showAlike }) {
  const rows = [
    ["Legs", leg.count > 1 && `${leg.count.toLocaleString("en")} that run alike, drawn as one`], ["Mode", modeWords(leg)], ["When", leg.when ? dateWords(leg.when) : "no date given"], ["Cargo", leg.cargo], ["Containers", leg.containers],
    ["Quantity", quantityWords(leg)], ["Vehicle", leg.vehicle],
    ["Length", !hasLength(leg) ? "" : [
      `about ${km(leg.length_km)}`, leg.assumed_km >= 1 && `of which ${km(leg.assumed_km)} drawn by hand`,
      leg.connector_km && `connectors ${km(leg.connector_km)}`,
    ].filter(Boolean).join("; ")],
    ["Passages", leg.passages], ["Said as", modalityWords(leg)],
    ["Line", leg.denied ? notDrawn(leg) : leg.parts ? data.basis_words[`${leg.basis || ""}|${leg.mode}`] : "No line is known; not drawn."],
    ...data.own.map((column, i) => [bdi(column), (leg.own || [])[i]]),
  ].filter(([, words]) => words);
  const notes = [...new Set((leg.parts || []).map((part) => part.note).filter(Boolean))];
  const own = (leg.claims || []).filter((id) => data.claims[id]);
  const shown = new Set();
  const said = saidBy(own, leg.denied && negations(leg).join() === "denied" ? "Denied by" : "Said by", shown, leg.denied);
  const against = denials(own, leg.denials).filter((id) => !shown.has(id));
  const aboutLine = [
    ...(leg.warnings || []).map((text) => el("p", { class: "warning" }, bdi(text))),
    ...(leg.denied ? [] : [leg.method, ...notes].filter(Boolean).map((text) => el("p", { class: "meta" }, bdi(text)))),
  ];
  return [
    el("dl", {}, ...rows.flatMap(([term, words]) => [el("dt", {}, term), el("dd", {}, bdi(words))])),
    ...byHand(leg, zoomTo), ...besideOf(leg, showAlike),
    ...said,
    ...section(leg.denied ? "Also said" : "Against it", against.map((id) => claimCard(id, true))),
    ...section("About the line", aboutLine),
  ];
}

// On a map of thousands of km the stretch that was drawn by hand is a speck: this goes there.
function byHand(leg, zoomTo) {
  const points = (leg.parts ? linesOf(leg) : []).filter(({ kind }) => kind === "assumed").flatMap((part) => part.points);
  if (!points.length || leg.assumed_km < 1) return [];
  const button = el("button", { type: "button", class: "plain", id: "by-hand" }, "Show the part drawn by hand");
  button.addEventListener("click", () => zoomTo(points));
  return [button];
}

function stopDetails(stop) {
  const rows = [["Role", stop.role], ["Kind", stop.type], ["Country", stop.country],
    ["Known from", stop.denied ? "a leg that is denied; it is not part of a route that is drawn" : ""],
    ["Known to", stop.area && stop.radius_km ? `within about ${km(stop.radius_km)}` : ""], ["Place from", stop.source]].filter(([, words]) => words);
  return [el("dl", {}, ...rows.flatMap(([term, words]) => [el("dt", {}, term), el("dd", {}, bdi(words))]))];
}

function fillLegs(choose) {
  const list = (legs) => {
    for (const leg of legs) {
      leg.tag = el("span", { class: "tag" });
      leg.button = legButton(leg, choose, leg.tag);
      byId(leg.denied ? "denied" : "legs").append(el("li", {}, leg.button));
    }
  };
  const listed = data.legs.filter((leg) => leg.row < LISTED || leg.denied);
  const left = data.legs.length - listed.length;
  list(listed.slice(0, FIRST_LISTED));
  // The map comes first.
  afterPaint(() => {
    list(listed.slice(FIRST_LISTED));
    if (left > 0) byId("legs").append(el("li", { class: "meta" }, `… and ${left.toLocaleString("en")} more on the map`));
  }, 300);
  byId("denied-head").hidden = !data.legs.some((leg) => leg.denied);
  byId("legs-box").hidden = !data.legs.length;
  if (data.legs.length > 8) {
    byId("legs-box").before(byId("legend-box")); // or it would stand below them all
    byId("to-legs").hidden = false;
    byId("to-legs").replaceChildren(`${data.legs.length.toLocaleString("en")} legs, below the legend`);
    byId("to-legs").addEventListener("click", () => {
      byId("legs-box").open = true;
      byId("legs-box").scrollIntoView();
      byId("legs").focus({ preventScroll: true });
    });
  }
  byId("sources-hint").hidden = !Object.keys(data.claims).length;
  byId("legs-box").open = byId("legend-box").open = !phone.matches;
}

let opener = null;
function openDetails(title, body, from) {
  opener = from;
  byId("details-title").replaceChildren(bdi(title));
  byId("details-body").replaceChildren(...body);
  byId("details").hidden = false;
  document.body.classList.add("reading");
  byId("details").scrollTop = 0;
  byId("details").focus({ preventScroll: true });
}

function onClose(then) {
  const close = () => {
    if (byId("details").hidden) return;
    byId("details").hidden = true;
    document.body.classList.remove("reading");
    if (phone.matches && opener) byId("legs-box").open = true;
    if (opener && opener.isConnected) opener.focus();
    then();
  };
  byId("close").addEventListener("click", close);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") close(); });
}

function fillLegend(lined, show) {
  for (const { mode, words, legs } of data.legend.modes) {
    const box = el("input", { type: "checkbox", checked: true, "data-mode": mode });
    box.addEventListener("change", () => {
      for (const leg of lined) if (leg.mode === mode) leg.unticked = !box.checked;
      show();
    });
    byId("modes").append(el("li", {}, el("label", {}, box, sample(mode, "mode"), `${words} (${legs})`)));
  }
  for (const { kind, words } of data.legend.kinds) byId("kinds").append(el("li", { "data-kind": kind }, sample("plain", kind), words));
  if (data.legend.width && data.legend.width.unit !== undefined) {
    const { unit, most, wide } = data.legend.width;
    for (const share of [1, 0.5]) {
      const words = `Width: ${(most * share).toLocaleString("en", { maximumFractionDigits: 1 })} ${unit}`;
      byId("kinds").append(el("li", { "data-kind": "width" }, sample("plain", "reported", false, wide * share), words));
    }
  }
  const marks = { doubted: () => sample("plain", "network", true), area: areaMark, denied: deniedMark };
  for (const { kind, words } of data.legend.marks) byId("kinds").append(el("li", { "data-kind": kind }, marks[kind](), words));
  byId("kinds-head").hidden = !data.legend.kinds.length;
  byId("legend-box").hidden = !byId("modes").childElementCount && !byId("kinds").childElementCount;
}
