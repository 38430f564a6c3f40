// Figures that differ, as one dated table. They stand side by side and are never added up.

// The claims that conflict with a claim, with those that conflict with these, as far as they have a figure.
function figuresBeside(id) {
  const group = [id];
  for (const one of group) for (const other of rivals(one)) if (!group.includes(other)) group.push(other);
  const figures = group.filter((one) => data.claims[one].quantity);
  return figures.length > 1 ? figures : [];
}

// Every such group, once.
function figureGroups() {
  const seen = new Set();
  const groups = [];
  for (const id of Object.keys(data.claims)) {
    const group = seen.has(id) ? [] : figuresBeside(id);
    for (const one of group) seen.add(one);
    if (group.length) groups.push(group);
  }
  return groups;
}

const asOf = (claim) => claim.as_of || claim.published || "";
const lastDay = (edtf) => edtf.split("/").filter((end) => /\d/.test(end)).pop() || "";

function figureTable(ids) {
  const claims = ids.map((id) => data.claims[id]).sort((a, b) => (lastDay(asOf(a)) < lastDay(asOf(b)) ? -1 : 1));
  const running = claims.some((claim) => claim.cumulative);
  const rows = claims.map((claim) => el("tr", {},
    el("td", { class: "day" }, bdi(asOf(claim) ? dateWords(asOf(claim)) : "no date")), el("th", { scope: "row" }, bdi(amountOf(claim))),
    el("td", {}, bdi(claim.by || claim.source || ""))));
  return el("table", { class: "figures" },
    el("caption", {}, running ? "Running totals: each counts what came before it. Not to be added." : "Different figures for the same. Not to be added."),
    el("thead", {}, el("tr", {}, ...["As of", "Figure", "By"].map((head) => el("th", { scope: "col" }, head)))), el("tbody", {}, ...rows));
}

function fillFigures(show) {
  const groups = figureGroups();
  const button = byId("figures-button");
  button.hidden = !groups.length;
  button.textContent = `Figures that differ: ${groups.flat().length}, side by side`;
  button.addEventListener("click", () => {
    show("Figures that differ", groups.flatMap((group) => [figureTable(group), ...group.map((id) => claimCard(id, data.claims[id].polarity === "deny", true))]), button);
  });
}
