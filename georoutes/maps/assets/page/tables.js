// Everything as tables: for who reads by keyboard or by ear, for paper, and to copy into a spreadsheet.

function table(caption, allHeads, allRows) {
  const filled = allHeads.map((_, i) => i === 0 || allRows.some((row) => row[i])); // a column without a word says nothing
  const heads = allHeads.filter((_, i) => filled[i]);
  const rows = allRows.map((row) => row.filter((_, i) => filled[i]));
  const cell = (content, i) => {
    const inside = content instanceof Node ? content : content ? bdi(content) : "";
    return i === 0 ? el("th", { scope: "row" }, inside) : el("td", {}, inside);
  };
  return el(
    "div", { class: "scroll", tabindex: "0", role: "region", "aria-label": caption },
    el("table", {}, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, ...heads.map((head) => el("th", { scope: "col" }, head)))),
      el("tbody", {}, ...rows.map((row) => el("tr", {}, ...row.map(cell))))),
  );
}

function legTable(choose) {
  const sourcesOf = (leg) => [...new Set((leg.claims || []).map((id) => data.claims[id]).filter(Boolean).map(({ by, source }) => by || source))];
  const rows = data.legs.slice(0, LISTED).map((leg) => {
    const button = el("button", { type: "button", class: "plain" }, bdi(name(leg)));
    button.addEventListener("click", () => choose(leg));
    return [
      button, modeWords(leg), leg.when ? dateWords(leg.when) : "no date", hasLength(leg) ? km(leg.length_km) : "",
      leg.denied ? notDrawn(leg) : leg.parts ? data.basis_words[`${leg.basis || ""}|${leg.mode}`] : "No line is known; not drawn.",
      modalityWords(leg), [leg.cargo, leg.containers && `in ${leg.containers}`, quantityWords(leg)].filter(Boolean).join("; "), sourcesOf(leg).join("; "), (leg.warnings || []).join(" "), ...data.own.map((_, i) => (leg.own || [])[i]),
    ];
  });
  const more = data.legs.length > LISTED ? ` (the first ${LISTED.toLocaleString("en")} of ${data.legs.length.toLocaleString("en")})` : "";
  return table(`Legs${more}`, ["Leg", "Mode", "When", "Length", "Line", "Said as", "Cargo and quantity", "Said by", "Warnings", ...data.own.map(bdi)], rows);
}

function stopTable() {
  const rows = data.stops.slice(0, LISTED).map((stop) => [
    [stop.number, stop.name].filter(Boolean).join(" ") || "–", stop.type, stop.country, stop.role,
    stop.area && stop.radius_km ? `within about ${km(stop.radius_km)}` : "",
    `${Math.abs(stop.at[1]).toFixed(3)}° ${stop.at[1] < 0 ? "S" : "N"}, ${eastWest(stop.at[0])}`, stop.source,
  ]);
  return table("Places", ["Place", "Kind", "Country", "Role", "Known to", "Position", "Place from"], rows);
}

function eastWest(lon) {
  const within = ((((lon + 180) % 360) + 360) % 360) - 180;
  return `${Math.abs(within).toFixed(3)}° ${within < 0 ? "W" : "E"}`;
}

function claimTable() {
  const rows = Object.entries(data.claims).slice(0, LISTED).map(([id, claim]) => [
    id, claim.polarity === "deny" ? headOf(negationOf(claim)) : data.modality_words[claim.modality] || claim.modality || "", claim.by,
    [claim.quote && `“${claim.quote}”`, claim.says].filter(Boolean).join(" "), amountOf(claim),
    el("span", {}, ...citation(claim).flatMap((part, i) => (i ? [", ", part] : [part]))),
    claim.disputes.length ? `denies ${claim.disputes.join(", ")}` : claim.conflicts_with.length ? `conflicts with ${claim.conflicts_with.join(", ")}` : "",
  ]);
  return table("What the sources say", ["Claim", "Said as", "By", "Words", "Quantity", "Source", "Against"], rows);
}

function fillTables(choose) {
  const dialog = byId("tables");
  const fill = () => {
    if (byId("tables-body").childElementCount) return;
    byId("tables-body").append(
      ...(data.legs.length ? [legTable((leg) => { dialog.close(); choose(leg, leg.button); })] : []),
      ...(data.stops.length ? [stopTable()] : []), ...(Object.keys(data.claims).length ? [claimTable()] : []),
    );
  };
  byId("tables-button").hidden = !(data.legs.length || data.stops.length);
  byId("tables-button").addEventListener("click", () => { fill(); dialog.showModal(); dialog.scrollTop = 0; });
  byId("tables-close").addEventListener("click", () => dialog.close());
  window.addEventListener("beforeprint", fill);
}
