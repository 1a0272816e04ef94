// What happens to a phone's storage and memory now and then.
import type { Page } from '@playwright/test';

/** Puts rubbish in the place of a file that is kept on the phone; its name begins and ends so. */
export async function damageCached(page: Page, name: string, ending = ''): Promise<void> {
  const damaged = await page.evaluate(async ({ name, ending }) => {
    const cache = await caches.open((await caches.keys()).find((name) => name.startsWith('naptime ')) ?? '');
    const isMeant = (path: string) => path.startsWith(`/assets/${name}-`) && path.endsWith(ending);
    const kept = (await cache.keys()).filter(({ url }) => isMeant(new URL(url).pathname));
    const rubbish = () => new Response('rubbish', { headers: { 'content-type': 'application/wasm' } });
    await Promise.all(kept.map((request) => cache.put(request, rubbish())));
    return kept.length;
  }, { name, ending });
  if (damaged !== 1) throw new Error(`${damaged} files are called ${name}`);
}

/** Makes the engine trap where it stands, as a panic would, and waits until the page has started another. */
export async function trapEngine(page: Page): Promise<void> {
  const [engine] = page.workers();
  if (!engine) throw new Error('no engine runs');
  const next = page.waitForEvent('worker');
  await engine.evaluate(() => {
    setTimeout(() => { throw new WebAssembly.RuntimeError('unreachable'); });
  });
  await next;
}
