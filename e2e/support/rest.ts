// A page that is busy for as long as anybody looks.

/** Runs in the page: it is never idle, and what waits for a second waits for ever. */
export function neverRest(): void {
  window.requestIdleCallback = () => 0;
  const after = window.setTimeout;
  const patched = (then: TimerHandler, ms?: number) => (ms !== undefined && ms >= 1_000 ? 0 : after(then, ms));
  window.setTimeout = patched as typeof window.setTimeout;
}
