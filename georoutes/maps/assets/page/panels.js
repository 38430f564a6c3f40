// The panels: title, legs, legend, details.

function fillHead() {
  const set = (id, text) => { byId(id).replaceChildren(...(text ? [bdi(text)] : [])); byId(id).hidden = !text; };
  set("title", data.title);
  set("subtitle", data.subtitle);
  set("facts", data.facts);
  byId("side").hidden = !(data.title || data.subtitle || data.legs.length);
  byId("draft").hidden = byId("watermark").hidden = data.status !== "draft";
  const credits = data.credits.flatMap((credit, i) => (i ? [" · ", bdi(credit)] : [bdi(credit)]));
  byId("foot").append(el("p", {}, ...credits, " · Made with georoutes and Leaflet."));
}

function legButton(leg, choose) {
  const facts = [modeWords(leg), leg.denied ? "" : leg.length_km && km(leg.length_km), leg.when && dateWords(leg.when),
    doubted(leg) && data.modality_words[leg.modality]];
  const button = el(
    "button", { type: "button", class: "leg", "data-leg": leg.row, "data-mode": leg.mode, "aria-pressed": "false" },
    leg.parts ? sample(leg.mode, mainKind(leg)) : noLine(),
    bdi(name(leg)), el("span", { class: "meta" }, bdi(facts.filter(Boolean).join(" · "))),
  );
  button.addEventListener("click", () => choose(leg, button));
  return button;
}

const section = (title, nodes) => (nodes.length ? [el("h3", {}, title), ...nodes] : []);

// Ids of the claims that deny one of these, with those that the frame lists.
function denials(ids, listed) {
  const disputing = Object.keys(data.claims).filter((id) => data.claims[id].disputes.some((other) => ids.includes(other)));
  return [...new Set([...(listed || []).filter((id) => data.claims[id]), ...disputing])];
}

function claimCard(id, denial, about) {
  const claim = data.claims[id];
  const parts = [bdi(claim.source), claim.title && el("cite", {}, bdi(claim.title)), claim.published && bdi(dateWords(claim.published)),
    claim.url && link(claim.url)].filter(Boolean);
  const said = [
    claim.words && `The source’s words: “${claim.words}”.`,
    claim.modality && `Said as: ${data.modality_words[claim.modality] || claim.modality}.`,
    claim.quantity && `Quantity: ${[claim.quantity, claim.unit].filter(Boolean).join(" ")}${claim.as_of ? ` (as of ${dateWords(claim.as_of)})` : ""}.`,
  ].filter(Boolean);
  return el(
    "figure", { class: denial ? "denial" : "", "data-claim": id },
    denial ? el("div", { class: "denies" }, "Denial") : null,
    about && claim.about && el("div", { class: "meta" }, bdi(claim.about)),
    claim.quote && el("blockquote", { dir: "auto" }, `“${claim.quote}”`),
    claim.says && el("p", {}, bdi(claim.says)),
    el("figcaption", {}, claim.by && el("strong", {}, bdi(claim.by)), claim.by && parts.length ? " · " : "",
      ...parts.flatMap((part, i) => (i ? [", ", part] : [part])), ...said.map((text) => el("div", {}, bdi(text)))),
  );
}

function legDetails(leg) {
  const rows = [
    ["Mode", modeWords(leg)], ["When", leg.when ? dateWords(leg.when) : "no date given"], ["Cargo", leg.quantity],
    ["Length", leg.denied || !leg.length_km ? "" : [
      `about ${km(leg.length_km)}`, leg.assumed_km && `of which assumed ${km(leg.assumed_km)}`,
      leg.connector_km && `connectors ${km(leg.connector_km)}`,
    ].filter(Boolean).join("; ")],
    ["Said as", leg.modality && (data.modality_words[leg.modality] || leg.modality)],
    ["Line", leg.denied ? "Denied: not drawn." : leg.parts ? leg.basis_words : "No line is known; not drawn."],
  ].filter(([, words]) => words);
  const notes = [...new Set((leg.parts || []).map((part) => part.note).filter(Boolean))];
  const own = (leg.claims || []).filter((id) => data.claims[id]);
  const against = denials(own, leg.denials).filter((id) => !own.includes(id));
  const aboutLine = [
    ...(leg.warnings || []).map((text) => el("p", { class: "warning" }, bdi(text))),
    ...(leg.denied ? [] : [leg.method, ...notes].filter(Boolean).map((text) => el("p", { class: "meta" }, bdi(text)))),
  ];
  return [
    el("dl", {}, ...rows.flatMap(([term, words]) => [el("dt", {}, term), el("dd", {}, bdi(words))])),
    ...section(leg.denied ? "Denied by" : "Said by", own.map((id) => claimCard(id, leg.denied))),
    ...section(leg.denied ? "Also denied by" : "Denied by", against.map((id) => claimCard(id, true))),
    ...section("About the line", aboutLine),
  ];
}

// A denial stands right behind what it denies, even where no leg rests on either.
function otherClaims() {
  const listed = new Set(data.legs.flatMap((leg) => [...(leg.claims || []), ...(leg.denials || [])]));
  const left = Object.keys(data.claims).filter((id) => !listed.has(id));
  const first = left.filter((id) => !data.claims[id].disputes.some((other) => left.includes(other)));
  const ordered = first.flatMap((id) => [id, ...denials([id]).filter((other) => left.includes(other))]);
  return [...new Set([...ordered, ...left])];
}

function fillOtherClaims(show) {
  const ids = otherClaims();
  byId("claims-button").hidden = !ids.length;
  byId("claims-button").textContent = `Also said, of no single leg (${ids.length})`;
  byId("claims-button").addEventListener("click", () => {
    show("Also said", ids.map((id) => claimCard(id, data.claims[id].polarity === "deny", true)), byId("claims-button"));
  });
}

function stopDetails(stop) {
  const rows = [["Role", stop.role], ["Kind", stop.type], ["Country", stop.country],
    ["Known to", stop.radius_km ? `within about ${km(stop.radius_km)}` : ""], ["Place from", stop.source]].filter(([, words]) => words);
  return [el("dl", {}, ...rows.flatMap(([term, words]) => [el("dt", {}, term), el("dd", {}, bdi(words))]))];
}

function fillLegs(choose) {
  data.legs.forEach((leg, index) => {
    leg.button = legButton(leg, choose);
    if (index < LISTED || leg.denied) byId(leg.denied ? "denied" : "legs").append(el("li", {}, leg.button));
  });
  const left = data.legs.length - LISTED;
  if (left > 0) byId("legs").append(el("li", { class: "meta" }, `… and ${left.toLocaleString("en")} more on the map`));
  byId("denied-head").hidden = !data.legs.some((leg) => leg.denied);
  byId("legs-box").hidden = !data.legs.length;
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

function fillLegend(drawn, map, refresh) {
  for (const { mode, words, legs } of data.legend.modes) {
    const first = drawn.find((item) => item.leg.mode === mode);
    const box = el("input", { type: "checkbox", checked: true, "data-mode": mode });
    box.addEventListener("change", () => {
      for (const item of drawn.filter(({ leg }) => leg.mode === mode)) {
        item.leg.hidden = !box.checked;
        if (box.checked) item.group.addTo(map); else item.group.remove();
      }
      refresh();
    });
    byId("modes").append(el("li", {}, el("label", {}, box, sample(mode, mainKind(first.leg)), `${words} (${legs})`)));
  }
  for (const { kind, words } of data.legend.kinds) byId("kinds").append(el("li", { "data-kind": kind }, sample("plain", kind), words));
  if (data.legend.areas.length) {
    const disc = svg("svg", { width: 34, height: 18, "aria-hidden": "true" }, svg("circle", {
      cx: 17, cy: 9, r: 8, fill: "#1b1f23", "fill-opacity": 0.1, stroke: "#1b1f23", "stroke-dasharray": "3 3",
    }));
    byId("kinds").append(el("li", { "data-kind": "area" }, disc, data.legend.areas[0].words));
  }
  byId("legend-box").hidden = !data.legend.modes.length;
}
