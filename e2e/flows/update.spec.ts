// A new version arrives while someone writes: it waits for her tap, and her words stay.
import { rm } from 'node:fs/promises';
import { expect, test } from '../fixtures.ts';
import { nextBuild } from '../support/builds.ts';
import { beginAlone } from '../support/people.ts';

test('a new version waits for a tap and never reloads over a draft', async ({ server, ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.work.write('Half a sent');
  const next = await nextBuild('0000000000000002');
  await server.serveApp(next);
  await ana.page.evaluate(() => navigator.serviceWorker.ready.then((kept) => kept.update()).then(() => undefined));
  await expect(ana.app.frame.newVersion).toBeVisible();
  await expect(ana.app.work.draft).toHaveValue('Half a sent');
  await ana.app.work.write('ence');
  await ana.page.evaluate(keepVersionBusy);
  await ana.app.frame.takeNewVersion.click();
  await expect(ana.page.locator('meta[name=naptime-version]')).toHaveAttribute('content', '0000000000000002');
  await expect(ana.app.work.draft).toHaveValue('Half a sentence');
  await expect(ana.app.frame.newVersion).toBeHidden();
  await rm(next, { recursive: true, force: true });
});

test('the first version ever is no news, even where the browser tells late that it has arrived', async ({ ana }) => {
  await ana.context.addInitScript(tellLate);
  await beginAlone(ana);
  await ana.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await ana.app.work.begin();
  await expect(ana.app.frame.newVersion).toBeHidden();
});

/** Runs in the page: gives the service worker something to do. */
function keepVersionBusy(): void {
  let asked = 0;
  const timer = setInterval(() => {
    // An answer nobody reads keeps a service worker at work, in Chromium for minutes.
    void fetch(`/course/current?${asked}`);
    if (++asked > 40) clearInterval(timer);
  }, 15);
}

/** Runs in the page: as in WebKit, a worker is said to be installed when it controls the page already. */
function tellLate(): void {
  const listen = ServiceWorker.prototype.addEventListener;
  ServiceWorker.prototype.addEventListener = function (this: ServiceWorker, name: string, hear: any): void {
    const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    listen.call(this, name, async (event: Event) => {
      const { state } = this;
      await controlled;
      Object.defineProperty(this, 'state', { value: state, configurable: true });
      hear.call(this, event);
    });
  };
}
