// Figures beside their floors, in the columns that the other benchmarks print.

/** The middle of what was measured: one slow moment of the machine does not move it. */
function median(values: number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.ceil((sorted.length - 1) / 2)]];
  if (low === undefined || high === undefined) throw new Error('nothing was measured');
  return (low + high) / 2;
}

/** One line: the medians, and how many times the floor it takes. */
export function tellTimes(what: string, measured: number[], floor: number[]): void {
  const [ours, least] = [median(measured), median(floor)];
  tell(what, `${ours.toFixed(1)} ms`, `${least.toFixed(1)} ms`, (ours / least).toFixed(2));
}

export function tell(what: string, measured: string, floor: string, ratio: string): void {
  console.log(what.padEnd(58) + measured.padStart(12) + floor.padStart(12) + ratio.padStart(8));
}
