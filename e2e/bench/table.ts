// Figures beside their floors.

/** What is said above the columns. */
export function tellHeader(what: string): void {
  tell(what, ['p50', 'p95', 'floor p50', 'floor p95', 'ratio'], 'bar');
}

/** One line: what most and what nearly all took, the same of the floor, and how many times the floor. */
export function tellTimes(what: string, measured: number[], floor: number[], bar = ''): void {
  const [ours, least] = [quantile(measured, 0.5), quantile(floor, 0.5)];
  const times = [ours, quantile(measured, 0.95), least, quantile(floor, 0.95)];
  tell(what, [...times.map((time) => `${time.toFixed(1)} ms`), (ours / least).toFixed(2)], bar);
}

function tell(what: string, figures: string[], bar: string): void {
  console.log(`${what.padEnd(66)}${figures.map((figure) => figure.padStart(11)).join('')}  ${bar}`.trimEnd());
}

/** The value that so large a part is not above; the middle of two where it lies between them. */
function quantile(values: number[], part: number): number {
  const sorted = [...values].sort((one, other) => one - other);
  const at = part * (sorted.length - 1);
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  if (low === undefined || high === undefined) throw new Error('nothing was measured');
  return low + (high - low) * (at - Math.floor(at));
}
