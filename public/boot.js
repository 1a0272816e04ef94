// Starts the app, or says in plain words why it can't: each message is a hidden section of index.html.
// Written for browsers older than the app supports, so that they too are told: no syntax younger than `import()`.

/** Longer than a start from this device's own copy takes on a slow phone. */
const PATIENCE_MS = 10000;
/** The app says that it shows something: see src/platform/boot.rs. */
const ALIVE = 'naptime-alive';
/** Someone asks for a repair: a button here, or the app when its engine doesn't start. */
const REPAIR = 'naptime-repair';
/** The repair is done: an app that can go on without a reload says so by preventing the default. */
const REPAIRED = 'naptime-repaired';

const meta = (name) => document.querySelector('meta[name="' + name + '"]').content;
const section = (name) => document.querySelector('[data-boot="' + name + '"]');

function show(name) {
  const found = section(name);
  if (found) found.hidden = false;
}

function hideAll() {
  document.querySelectorAll('[data-boot]').forEach((found) => { found.hidden = true; });
}

/** What is missing, as the name of a section; nothing if the app can run. The first match is the most useful to say. */
function missing() {
  if (!window.isSecureContext || !window.crypto || !crypto.subtle) return 'insecure';
  if (!window.WebAssembly || !WebAssembly.instantiateStreaming) return 'no-wasm';
  if (!window.indexedDB) return 'no-storage';
  const needed = [navigator.locks, window.BroadcastChannel, window.HTMLDialogElement, Array.prototype.at];
  return needed.every(Boolean) ? undefined : 'old';
}

/** What the app keeps in this browser under a name; nothing where the browser was told to keep nothing, and throws. */
function kept(name) {
  try { return localStorage.getItem(name); } catch (_) { return null; }
}

/** The learner's choice of colours, before the first paint. Without one, the device's own. */
function paint() {
  const theme = kept('naptime.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
}

/** The browser's offer to install comes once, and mostly before the app has started. */
function keepInstallOffer() {
  const changed = (offer) => {
    window.naptimeInstall = offer;
    window.dispatchEvent(new Event('naptime-install'));
  };
  window.addEventListener('beforeinstallprompt', (event) => {
    event.preventDefault();
    changed(event);
  });
  window.addEventListener('appinstalled', () => changed(undefined));
}

/** Fetches the app anew. What the learner wrote is in IndexedDB, which this never touches. */
async function repair() {
  // Without a server there would be nothing to start from: the service worker lets this one request pass.
  const answer = await fetch('/sw.js', { cache: 'no-store' }).catch(() => undefined);
  if (!answer || !answer.ok) return show('repair-offline');
  const registrations = navigator.serviceWorker ? await navigator.serviceWorker.getRegistrations() : [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  if (window.caches) {
    const names = await caches.keys();
    await Promise.all(names.map((name) => caches.delete(name)));
  }
  if (window.dispatchEvent(new Event(REPAIRED, { cancelable: true }))) location.reload();
  else hideAll();
}

function watch() {
  const patience = setTimeout(() => show('slow'), PATIENCE_MS);
  window.addEventListener(ALIVE, () => {
    clearTimeout(patience);
    hideAll();
  }, { once: true });
  window.addEventListener(REPAIR, repair);
  document.querySelectorAll('[data-boot-repair]').forEach((button) => button.addEventListener('click', repair));
  document.querySelectorAll('[data-boot-reload]').forEach((button) => {
    button.addEventListener('click', () => location.reload());
  });
  return patience;
}

/** Who has begun here has the later screens on this device, and may come back to any: they are read beside the start. */
function readLater() {
  if (!kept('naptime.had-data')) return;
  window.naptimeLater = WebAssembly.compileStreaming(fetch(meta('naptime-later')));
  // The app hears of it when it asks: see xtask/src/app/later_loader.js.
  window.naptimeLater.catch(() => undefined);
  readText();
}

/** The text of the course she read last, so that it is here when a screen with it is drawn: see src/platform/boot.rs. */
function readText() {
  const path = kept('naptime.text');
  const screen = location.pathname === '/' ? kept('naptime.here') : location.pathname;
  if (!path || !/^\/(challenge|lesson)/.test(screen)) return;
  const bytes = fetch(path).then((answer) => answer.ok ? answer.arrayBuffer() : undefined);
  // The app asks once more.
  bytes.catch(() => undefined);
  window.naptimeText = { path, bytes };
}

function start() {
  const patience = watch();
  // Both are asked for at once: the wasm is the larger, and its name is known.
  const wasm = fetch(meta('naptime-page-wasm'));
  readLater();
  import(meta('naptime-page'))
    .then((app) => app.default({ module_or_path: wasm }))
    .catch((error) => {
      clearTimeout(patience);
      const detail = section('broken') && section('broken').querySelector('[data-boot-detail]');
      if (detail) detail.textContent = String(error);
      show('broken');
    });
}

paint();
keepInstallOffer();
const lack = missing();
if (lack) show(lack);
else start();
