// What the sources say: one card a claim, with what contradicts it or came of it right beside it.

const section = (title, nodes) => (nodes.length ? [el("h3", {}, title), ...nodes] : []);
const count = (number, one, more) => (number ? `${number} ${number === 1 ? one : more}` : "");

const modalityWords = ({ modalities }) => (modalities || []).map((one) => data.modality_words[one] || one).join("; ");

// Ids of the claims that deny one of these, with those that the frame lists.
function denials(ids, listed) {
  const disputing = Object.keys(data.claims).filter((id) => data.claims[id].disputes.some((other) => ids.includes(other)));
  return [...new Set([...(listed || []).filter((id) => data.claims[id]), ...disputing])];
}

// The claim that took a claim's place, if the frame has it.
function outcome(id) {
  const next = data.claims[id] && data.claims[id].superseded_by;
  return next && next !== id && data.claims[next] ? next : "";
}

// Ids of the claims that conflict with a claim, whichever of the two says so, but not what became of it.
function rivals(id) {
  const all = Object.keys(data.claims).filter((other) => other !== id
    && (data.claims[id].conflicts_with.includes(other) || data.claims[other].conflicts_with.includes(id)));
  return all.filter((other) => outcome(id) !== other && outcome(other) !== id);
}

// The cards of claims under headings; `shown` learns which claims have their card.
function saidBy(ids, title, shown, denial, about) {
  const nodes = [];
  const tabled = new Set(); // claims whose figure stands in a table above the cards
  let heading = "";
  const put = (words, node) => {
    if (words && words !== heading) nodes.push(el("h3", {}, words));
    heading = words;
    nodes.push(node);
  };
  const card = (id) => {
    shown.add(id);
    return claimCard(id, denial || data.claims[id].polarity === "deny", about);
  };
  const follow = (id) => {
    const next = outcome(id);
    if (!next || shown.has(next)) return;
    put("What became of it", card(next));
    follow(next);
  };
  // What took the place of another claim stands behind it, wherever the leg lists it.
  const later = new Set(ids.map(outcome));
  for (const id of [...ids.filter((one) => !later.has(one)), ...ids.filter((one) => later.has(one))]) {
    if (shown.has(id)) continue;
    const against = rivals(id).filter((other) => !shown.has(other));
    const figures = figuresBeside(id).filter((one) => !tabled.has(one));
    if (figures.length > 1) put("Conflicting", figureTable(figures));
    for (const one of figures) tabled.add(one);
    if (against.length) put("Conflicting", el("div", { class: "rivals" }, ...[id, ...against].map(card)));
    else put(title, card(id));
    for (const one of [id, ...against]) follow(one);
  }
  return nodes;
}

function citation(claim) {
  return [
    claim.source && bdi(claim.source), claim.author && bdi(claim.author), claim.title && el("cite", {}, bdi(claim.title)),
    claim.published && bdi(dateWords(claim.published)), claim.url && link(claim.url),
  ].filter(Boolean);
}

const amountOf = (claim) => [claim.quantity, claim.unit].filter(Boolean).join(" ");

// A leg's quantities stand side by side; one that counts all that came before says so here too.
function quantityWords(leg) {
  const running = (leg.claims || []).filter((id) => data.claims[id] && data.claims[id].cumulative).map((id) => amountOf(data.claims[id]));
  return (leg.quantity || "").split("; ").map((one) => (running.includes(one) ? `${one} (running total)` : one)).join("; ");
}

// How a claim denies, in the claim's own word: not every denial says "it is not so".
const NEGATIONS = { denied: "Denied", withheld: "Withheld", refused: "Refused", halted: "Halted", doubted: "Doubted", banned: "Banned" };
const negationOf = (claim) => claim.negation || "denied";
const headOf = (negation) => NEGATIONS[negation] || negation;

function negations(leg) {
  const words = (leg.claims || []).map((id) => data.claims[id]).filter(Boolean).map(negationOf);
  return [...new Set(words.length ? words : ["denied"])];
}
const notDrawn = (leg) => `${negations(leg).map((word, i) => (i ? word : headOf(word))).join(", ")}: not drawn.`;

function claimCard(id, denial, about) {
  const claim = data.claims[id];
  const parts = citation(claim);
  const said = [
    claim.words && `The source’s words: “${claim.words}”.`,
    claim.modality && !denial && `Said as: ${data.modality_words[claim.modality] || claim.modality}.`,
    claim.quantity && `Quantity: ${amountOf(claim)}${claim.cumulative ? ", a running total" : ""}${claim.as_of ? ` (as of ${dateWords(claim.as_of)})` : ""}.`,
  ].filter(Boolean);
  return el(
    "figure", { class: denial ? "denial" : "", "data-claim": id },
    denial ? el("div", { class: "denies" }, bdi(headOf(negationOf(claim)))) : null,
    about && claim.about && el("div", { class: "meta" }, bdi(claim.about)),
    claim.quote && el("blockquote", { dir: "auto" }, `“${claim.quote}”`),
    claim.says && el("p", {}, bdi(claim.says)),
    el("figcaption", {}, claim.by && el("strong", {}, bdi(claim.by)), claim.by && parts.length ? " · " : "",
      ...parts.flatMap((part, i) => (i ? [", ", part] : [part])), ...said.map((text) => el("div", {}, bdi(text)))),
  );
}

// ---- Claims that no leg rests on ----

// Every claim that some leg's panel shows: its own, what became of them, their rivals and denials.
function claimsOfLegs() {
  const seen = new Set();
  const queue = data.legs.flatMap((leg) => [...(leg.claims || []), ...(leg.denials || [])]).filter((id) => data.claims[id]);
  while (queue.length) {
    const id = queue.pop();
    if (seen.has(id)) continue;
    seen.add(id);
    queue.push(...[outcome(id)].filter(Boolean), ...denials([id]));
    if (data.legs.some((leg) => (leg.claims || []).includes(id))) queue.push(...rivals(id));
  }
  return seen;
}

// A denial stands right behind what it denies, even where no leg rests on either.
function otherClaims() {
  const listed = claimsOfLegs();
  const left = Object.keys(data.claims).filter((id) => !listed.has(id));
  const first = left.filter((id) => !data.claims[id].disputes.some((other) => left.includes(other)));
  const ordered = first.flatMap((id) => [id, ...denials([id]).filter((other) => left.includes(other))]);
  return [...new Set([...ordered, ...left])];
}

function fillOtherClaims(show) {
  const ids = otherClaims();
  const denied = ids.filter((id) => data.claims[id].polarity === "deny").length;
  const counts = [count(ids.length - denied, "claim", "claims"), count(denied, "denial", "denials")].filter(Boolean).join(", ");
  byId("claims-button").hidden = !ids.length;
  byId("claims-button").textContent = `Also said, about no single leg: ${counts}`;
  byId("claims-button").addEventListener("click", () => {
    show("Also said", saidBy(ids, "", new Set(), false, true), byId("claims-button"));
  });
}
