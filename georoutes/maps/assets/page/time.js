// Time: a bar of days. What is sure on a day looks solid, what is possible looks shaded, and what has no date stays.

const DAY_MS = 86400000;
const PLAY_MS = 9000; // from the first day to the last
const STEPS = 1200; // positions of the slider at most
const LANES = 8; // rows of bars; more would hide the map

const isoOf = (day) => new Date(day * DAY_MS).toISOString().slice(0, 10);
// Beyond the days that a leg states the bar only goes on; no day there is told, since nobody stated one.
const dayWords = (day, [low, high]) => `${day < low ? "before " : day > high ? "after " : ""}${dateWords(isoOf(Math.min(high, Math.max(low, day))))}`;

const PHASES = {
  later: "later than this day", maybe: "perhaps on this day", now: "on this day", earlier: "before this day", undated: "no date",
};

// A date is no surer than the leg: what nobody says has happened is at most possible on any day.
const sureDays = ({ time, doubted }) => (doubted ? undefined : time.sure);

function phaseOn(leg, day) {
  if (!leg.time) return "undated";
  const [from, to] = leg.time.may;
  if (from !== null && day < from) return "later";
  if (to !== null && day > to) return "earlier";
  const sure = sureDays(leg);
  return sure && day >= sure[0] && day <= sure[1] ? "now" : "maybe";
}

const statedDays = (legs) => legs.flatMap(({ time }) => time.may).filter((day) => day !== null)
  .reduce(([a, b], day) => [Math.min(a, day), Math.max(b, day)], [Infinity, -Infinity]);

// The first and the last day of the bar; where an end is open the bar goes on for a while.
function reach(legs, [low, high]) {
  const beyond = Math.max(14, Math.round((high - low) * 0.12));
  return [
    legs.some(({ time }) => time.may[0] === null) ? low - beyond : low,
    legs.some(({ time }) => time.may[1] === null) ? high + beyond : high,
  ];
}

function timeBars(legs, first, last) {
  const x = (day) => ((day - first) / (last - first + 1)) * 1000;
  const lanes = [];
  const shapes = [];
  for (const leg of [...legs].sort((a, b) => (a.time.may[0] ?? first) - (b.time.may[0] ?? first))) {
    const [from, to] = [leg.time.may[0] ?? first, leg.time.may[1] ?? last];
    let lane = lanes.findIndex((end) => end < from);
    if (lane < 0) lane = lanes.length < LANES ? lanes.length : leg.row % LANES;
    lanes[lane] = to;
    const bar = (a, b, kind) => shapes.push(svg("rect", {
      x: x(a), width: Math.max(3, x(b + 1) - x(a)), y: lane * 7 + 1, height: 5, fill: `var(--${leg.mode})`, class: kind,
    }));
    bar(from, to, "may");
    if (sureDays(leg)) bar(...sureDays(leg), "sure");
  }
  const height = lanes.length * 7;
  return svg("svg", { viewBox: `0 0 1000 ${height}`, height, preserveAspectRatio: "none", "aria-hidden": "true" }, ...shapes);
}

// `apply` is told the day, or null for all days at once.
function fillTime(apply) {
  const dated = data.legs.filter((leg) => leg.time && leg.parts);
  if (!dated.length) return;
  const stated = statedDays(dated);
  const [first, last] = reach(dated, stated);
  if (last === first) return;
  const slider = byId("day");
  Object.assign(slider, { min: first, max: last, step: Math.max(1, Math.ceil((last - first) / STEPS)), value: last });
  const undated = data.legs.filter((leg) => !leg.time && leg.parts).length;
  byId("time").hidden = false;
  byId("time-bars").append(timeBars(dated, first, last));
  byId("time-ends").append(el("span", {}, dayWords(first, stated)), el("span", {}, dayWords(last, stated)));
  const unsure = dated.filter((leg) => leg.doubted).length;
  const total = count(dated.length, "dated leg", "dated legs") + (unsure ? `, ${unsure} of them not said to have happened` : "");
  const also = undated ? ` ${count(undated, "leg", "legs")} without a date ${undated === 1 ? "is" : "are"} shown all the time.` : "";

  function show(day) {
    const phases = dated.map((leg) => (day === null ? "" : phaseOn(leg, day)));
    const number = (phase) => phases.filter((one) => one === phase).length;
    const says = day === null ? "All dates" : [
      [number("now"), "on this day"], [number("maybe"), "perhaps on this day"], [number("earlier"), "before"], [number("later"), "later, not shown"],
    ].filter(([many]) => many).map(([many, words]) => `${many} ${words}`).join(" · ");
    byId("time-day").textContent = day === null ? "All dates" : dayWords(day, stated);
    byId("time-says").textContent = (day === null ? total : says) + (also && ` ·${also}`);
    slider.setAttribute("aria-valuetext", day === null ? "all dates" : `${dayWords(day, stated)}: ${says}`);
    byId("time").classList.toggle("all", day === null);
    byId("all-days").disabled = day === null;
    apply(day);
  }

  let timer = 0;
  function pause() {
    clearInterval(timer);
    timer = 0;
    byId("play").textContent = "Play";
  }
  function play() {
    // Who asked for little motion sees the days on which something begins or ends, one after the other.
    const events = [...new Set(dated.flatMap(({ time }) => [...time.may, ...(time.sure || [])]).filter((day) => day !== null))].sort((a, b) => a - b);
    const ticks = still.matches ? events : Array.from({ length: 120 }, (_, i) => Math.round(first + ((last - first) * i) / 119));
    let at = byId("time").classList.contains("all") ? 0 : ticks.findIndex((day) => day > Number(slider.value));
    if (at < 0) at = 0;
    byId("play").textContent = "Pause";
    const step = () => {
      slider.value = ticks[at];
      show(Number(slider.value));
      at += 1;
      if (at >= ticks.length) pause();
    };
    timer = setInterval(step, still.matches ? 1500 : PLAY_MS / ticks.length);
    step();
  }
  byId("play").addEventListener("click", () => (timer ? pause() : play()));
  slider.addEventListener("input", () => { pause(); show(Number(slider.value)); });
  byId("all-days").addEventListener("click", () => { pause(); slider.value = last; show(null); slider.focus(); });
  show(null);
}
