// From the packed integers of the page to coordinates.

function decode(deltas, scale, shift = 0) {
  const points = new Array(deltas.length / 2);
  for (let i = 0, x = 0, y = 0; i < points.length; i += 1) {
    x += deltas[2 * i];
    y += deltas[2 * i + 1];
    points[i] = [Math.max(-85.05, Math.min(85.05, y / scale)), x / scale + shift];
  }
  return points;
}

async function unpack(packed) {
  if (!packed.gzip) return packed;
  const bytes = Uint8Array.from(atob(packed.gzip), (c) => c.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return JSON.parse(await new Response(stream).text());
}
