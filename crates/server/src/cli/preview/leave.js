// Takes the place of an app's service worker that was installed on this address before, and goes: it would show its own
// programme. Learners' words and what is kept of the app stay where they are.

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(leave()));

async function leave() {
  // Only pages that were answered by the one before: others show the preview already.
  const pages = await self.clients.matchAll({ type: 'window' });
  await self.registration.unregister();
  await Promise.all(pages.map((page) => page.navigate(page.url)));
}
