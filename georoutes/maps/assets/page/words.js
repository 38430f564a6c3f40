// Dates, distances and names as a reader says them.

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dateWords(edtf) {
  // EDTF as a reader says it; what is not one of the common forms is shown as it was written.
  const one = (text) => {
    const found = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([~?%]?)$/.exec(text);
    if (!found || Number(found[2] || 1) > 12 || Number(found[2] || 1) < 1) return null;
    const [, year, month, day, doubt] = found;
    const words = [day && Number(day), month && MONTHS[month - 1], year].filter(Boolean).join(" ");
    return { "": words, "~": `about ${words}`, "?": `${words} (uncertain)`, "%": `about ${words} (uncertain)` }[doubt];
  };
  const written = String(edtf || "");
  const ends = written.split("/");
  const [from, to] = ends.map(one);
  if (ends.length !== 2) return (ends.length === 1 && from) || written;
  if ([from, to].some((words, i) => !words && ends[i] !== ".." && ends[i] !== "") || !(from || to)) return written;
  if (!from) return `not after ${to}`;
  if (!to) return `from ${from}`;
  const year = / \d{4}$/.exec(to);
  const short = year && from.endsWith(year[0]) && /^\d{4}-\d\d/.test(ends[0]) ? from.slice(0, -5) : from;
  return `${short} – ${to}`;
}

const km = (value) => `${(value < 10 ? value : Math.round(value)).toLocaleString("en")} km`;
// Between names in scripts that run to the left the arrow would point backwards: marks of direction keep it.
const leftward = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
function name(leg) {
  if (leg.label) return leg.label;
  if (!leg.origin && !leg.destination) return leg.leg || `Leg ${leg.row + 1}`;
  const words = `${leg.origin || "?"} → ${leg.destination || "?"}`;
  return leftward.test(words) ? `\u200e${words.replace(" → ", " \u200e→\u200e ")}` : words;
}
const modeWords = (leg) => (leg.mode === "unknown" ? (leg.said_mode && leg.said_mode.toLowerCase() !== "unknown" ? leg.said_mode : "mode not known") : leg.mode);
