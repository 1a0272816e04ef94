// Starts the engine. What the page sends before the engine listens is kept and handed over.
import init from './engine.js';
const early = [];
self.onmessage = (event) => early.push(event);
init({ module_or_path: new URL('./engine_bg.wasm', import.meta.url) }).then(
  () => early.forEach((event) => self.onmessage(event)),
  // Thrown outside the promise, so that the page's `worker.onerror` hears of it.
  (error) => setTimeout(() => { throw error; }),
);
