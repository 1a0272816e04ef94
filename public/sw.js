// Keeps one whole build on this device and answers from it, so that the app starts without a network.
// The build's last step fills in the two lines below. A new version is fetched whole, then waits for the learner's tap.

const VERSION = /*VERSION*/'';
const FILES = /*PRECACHE*/[];

const PREFIX = 'naptime ';
const CACHE = PREFIX + VERSION;
/** Every page of the app is this one file. */
const PAGE = '/';
/** Sent by src/platform/service_worker.rs when the learner takes the new version. */
const SKIP_WAITING = 'skip-waiting';
/** Files whose name holds their SHA-256 in hex, or how it begins. */
const NAMED_BY_CONTENT = /[-/]([0-9a-f]{16}|[0-9a-f]{64})\.[a-z0-9]+$/;

self.addEventListener('install', (event) => event.waitUntil(keepAll()));
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', (event) => {
  if (event.data === SKIP_WAITING) self.skipWaiting();
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isOurs = request.method === 'GET' && url.origin === self.location.origin;
  if (!isOurs || url.pathname.startsWith('/v1/') || url.pathname === '/sw.js') return;
  // An address with an extension is a file, and the page is never an answer for it.
  const isPage = request.mode === 'navigate' && !/\.\w+$/.test(url.pathname);
  event.respondWith(answer(isPage ? PAGE : url.pathname, request));
  if (isPage) event.waitUntil(forgetOthers());
});

/** All files of this build or none: nothing is kept before everything has arrived and is what it claims to be. */
async function keepAll() {
  const files = await Promise.all(FILES.map(async (path) => [path, await fetchChecked(path)]));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(files.map(([path, response]) => cache.put(path, response)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/** A captive portal answers anything with a page of its own, and a server may be between two builds. */
async function fetchChecked(path) {
  const hash = NAMED_BY_CONTENT.exec(path)?.[1];
  const response = await fetch(path, { cache: hash ? 'default' : 'no-cache', redirect: 'error' });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  if (hash && !(await sha256(response.clone())).startsWith(hash)) throw new Error(`${path}: not its content`);
  if (path === PAGE && !(await response.clone().text()).includes(`content="${VERSION}"`)) {
    throw new Error('the page is of another version');
  }
  return response;
}

async function sha256(response) {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await response.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** This build's file; one of the build before, for pages that still run it; else the network. */
async function answer(path, request) {
  const own = await (await caches.open(CACHE)).match(path);
  if (own) return own;
  return (await caches.match(path)) ?? fetch(request);
}

async function takeOver() {
  const isFirst = !(await others()).length;
  await forgetOthers();
  // The very first page was not answered from here; from now on its files are.
  if (isFirst) await self.clients.claim();
}

/** Pages of the version before may still be open and load its engine again: it goes when they have gone. */
async function forgetOthers() {
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const names = await others();
  const gone = pages.length > 1 ? names.slice(0, -1) : names;
  await Promise.all(gone.map((name) => caches.delete(name)));
}

/** Caches of other versions, oldest first; none while a version arrives or waits, since one of them is its own. */
async function others() {
  if (self.registration.waiting || self.registration.installing) return [];
  return (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== CACHE);
}
