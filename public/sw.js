// Keeps one whole build and one whole edition of the course on this device, so that the app starts without a network.
// The build's last step fills in the two lines below. A new version is fetched whole, then waits for the learner's tap;
// a new edition is fetched whole, then shown.

const VERSION = /*VERSION*/'';
const FILES = /*PRECACHE*/[];

const PREFIX = 'naptime ';
const CACHE = PREFIX + VERSION;
/** The course has a cache of its own, which every version of the app reads. */
const COURSE = 'naptime-course';
const COURSE_FOLDER = '/course/';
/** Names the present edition: see crates/course/src/package.rs. */
const CURRENT = COURSE_FOLDER + 'current';
/** Names files that stay whatever edition is the present one, a path a line. */
const PINNED = COURSE_FOLDER + 'pinned';
/** How long the edition on this device holds back for the server's: a first screen may be waiting. */
const PATIENCE_MS = 1000;
/** Every page of the app is this one file. */
const PAGE = '/';
/** Sent by src/platform/service_worker.rs when the learner takes the new version. */
const SKIP_WAITING = 'skip-waiting';
/** Begins a list of the same file's that adds to what is pinned. */
const MORE = 'more';
/** Sent by the same file after a repair, which has thrown away what was kept. */
const KEEP_ANEW = 'keep-anew';
/** Files whose name holds their SHA-256 in hex, or how it begins. */
const NAMED_BY_CONTENT = /[-/]([0-9a-f]{16}|[0-9a-f]{64})\.[a-z0-9]+$/;

self.addEventListener('install', (event) => {
  event.waitUntil(keepCourse().then(keepAll));
  if (event.addRoutes) handOver(event);
});
self.addEventListener('activate', (event) => event.waitUntil(takeOver()));
self.addEventListener('message', (event) => {
  if (event.data === SKIP_WAITING) event.waitUntil(Promise.all([self.skipWaiting(), showNewest()]));
  else if (event.data === KEEP_ANEW) event.waitUntil(keepCourse().then(keepAll));
  // Sent by the same file at each start, and when the learner has taken a challenge.
  else event.waitUntil(pin(event.data));
});
self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const isOurs = request.method === 'GET' && url.origin === self.location.origin;
  if (!isOurs || url.pathname.startsWith('/v1/') || url.pathname === '/sw.js') return;
  // An address with an extension is a file, and the page is never an answer for it.
  const isPage = request.mode === 'navigate' && !/\.\w+$/.test(url.pathname);
  if (!isPage && url.pathname === CURRENT) return answerCurrent(event);
  event.respondWith(answer(isPage ? PAGE : url.pathname, request));
});

/**
 * Browsers that can hand out kept files by themselves need not start this script for them: on a slow phone that takes
 * longer than the files. What they don't find, a file of the build before or an address inside the app, is asked of it.
 */
function handOver(event) {
  const kept = [...FILES.map((pathname) => [pathname, CACHE]), [COURSE_FOLDER + '*.*', COURSE]];
  const routes = kept.map(([pathname, cacheName]) => ({
    condition: {
      requestMethod: 'GET',
      urlPattern: new URLPattern({ pathname, search: '', baseURL: self.location.origin }),
    },
    source: { cacheName },
  }));
  event.addRoutes(routes).catch(() => undefined);
}

/** All files of this build or none: nothing is kept before everything has arrived and is what it claims to be. */
async function keepAll() {
  const files = await Promise.all(FILES.map(async (path) => [path, await asKept(path)]));
  const cache = await caches.open(CACHE);
  try {
    await Promise.all(files.map(([path, response]) => cache.put(path, response)));
  } catch (error) {
    await caches.delete(CACHE);
    throw error;
  }
}

/**
 * The page asks for its program before its script does, which is for a network. Chromium keeps what it compiled only of what
 * the script asked for: the page that is kept asks for nothing ahead.
 */
async function asKept(path) {
  const response = await fetchChecked(path);
  if (path !== PAGE) return response;
  const headers = new Headers(response.headers);
  // They tell of the bytes as they came.
  for (const name of ['content-encoding', 'content-length']) headers.delete(name);
  return new Response((await response.text()).replace(/<link rel="preload"[^>]*>/, ''), { headers });
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

/** The server's edition once all of it is here; the one before when that takes long or fails. */
function answerCurrent(event) {
  const latest = keepCourse();
  event.respondWith(keptCourse().then((kept) => {
    if (!kept) return latest;
    const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE_MS, kept));
    return Promise.race([latest.catch(() => kept), patience]);
  }));
  // Late, it is there for the next start.
  event.waitUntil(latest.catch(() => undefined));
  // Every start asks for this, and for nothing else that is sure to come here.
  event.waitUntil(forgetOthers());
}

async function keptCourse() {
  return (await caches.open(COURSE)).match(CURRENT);
}

/** Brings the server's edition here, for one tab or version at a time: they would clear away each other's files. */
function keepCourse() {
  return navigator.locks.request(COURSE, async () => {
    const latest = await fetch(CURRENT, { cache: 'no-cache', redirect: 'error' });
    const kept = await keptCourse();
    // A server without a course takes none away.
    if (latest.status === 404) return kept ?? latest;
    if (!latest.ok) throw new Error(`${CURRENT}: ${latest.status}`);
    const [next, before] = await Promise.all([latest, kept].map((current) => current?.clone().text() ?? ''));
    if (next !== before) await keepEdition(latest.clone(), await filesIn(next), before);
    return latest;
  });
}

/** First what `current` names, then `current`: an edition that breaks off half-way leaves the one before as it was. */
async function keepEdition(current, files, before) {
  const cache = await caches.open(COURSE);
  await Promise.all(files.map((path) => keepFile(cache, path)));
  await cache.put(CURRENT, current);
  // The edition before stays, for pages that show it, and so do challenges as the learner took them.
  const needed = new Set([CURRENT, PINNED, ...files, ...namesIn(before), ...(await pinned(cache)).split('\n')]);
  const others = (await cache.keys()).filter(({ url }) => !needed.has(new URL(url).pathname));
  await Promise.all(others.map((request) => cache.delete(request)));
}

async function keepFile(cache, path) {
  if (!(await cache.match(path))) await cache.put(path, await fetchChecked(path));
}

async function pinned(cache) {
  return (await (await cache.match(PINNED))?.text()) ?? '';
}

/**
 * What is not here, as on a device that never had that edition, is fetched if the server still has it. After a first line
 * of `more` the list adds to what is pinned: the page could not read all that it would name.
 */
async function pin(list) {
  const cache = await caches.open(COURSE);
  const paths = list.split('\n');
  const isMore = paths[0] === MORE && paths.shift();
  await navigator.locks.request(COURSE, async () => {
    const before = await pinned(cache);
    const next = isMore ? [...new Set([...before.split('\n').filter(Boolean), ...paths])].join('\n') : list;
    // Mostly it is the list of the start before.
    if (before !== next) await cache.put(PINNED, new Response(next));
  });
  await Promise.allSettled(paths.map((path) => keepFile(cache, path)));
}

/** The files of an edition, if this is what names one: a captive portal's page does not hash to its own first line. */
async function filesIn(current) {
  const [name] = current.split('\n', 1);
  if ((await sha256(new Response(current.slice(name.length + 1)))) !== name) throw new Error(`${CURRENT}: names no edition`);
  return namesIn(current);
}

/** `<hash>  <path>` a line, stored as `<hash>.<the path's ending>`. */
function namesIn(current) {
  const lines = current.matchAll(/^([0-9a-f]{64})  .*\.([a-z0-9]+)$/gm);
  return [...new Set([...lines].map(([, hash, ending]) => `${COURSE_FOLDER}${hash}.${ending}`))];
}

/**
 * A browser may let this worker go minutes after the learner has taken the next version, which is complete by then: so
 * that she need not wait, its page takes the place of this build's. The files it names are found in its own cache.
 */
async function showNewest() {
  const newest = (await caches.keys()).findLast((name) => name.startsWith(PREFIX));
  // One that arrives has a cache as well, and it is not complete.
  if (!newest || newest === CACHE || self.registration.installing) return;
  const page = await (await caches.open(newest)).match(PAGE);
  if (page) await (await caches.open(CACHE)).put(PAGE, page);
}

/** This build's file; one of another build, for the pages that run it, or of the course; else the network. */
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
