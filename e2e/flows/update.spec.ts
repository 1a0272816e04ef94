// A new version arrives while someone writes: it waits for her tap, and her words stay.
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { keepVersionBusy, nextBuild } from '../support/builds.ts';
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
  await ana.app.frame.expectVersion('0000000000000002');
  await expect(ana.app.work.draft).toHaveValue('Half a sentence');
  await expect(ana.app.frame.newVersion).toBeHidden();
  await rm(next, { recursive: true, force: true });
});

test('a version with nothing to do gives way to the new one, and the page is not lost between the two', async ({ server, ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  const next = await nextBuild('0000000000000002');
  await server.serveApp(next);
  await ana.page.evaluate(() => navigator.serviceWorker.ready.then((kept) => kept.update()).then(() => undefined));
  await ana.app.frame.takeNewVersion.click();
  await ana.app.frame.expectVersion('0000000000000002');
  await expect(ana.app.frame.heading).toHaveText('Who are we talking to?');
  await expect(ana.app.frame.newVersion).toBeHidden();
  await rm(next, { recursive: true, force: true });
});

test('a server that has only half of a new version, and nothing of the old one, takes nothing from the phone', async ({ server, ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.work.write('Half a sentence');
  await ana.app.frame.expectEverythingShared();
  const next = await nextBuild('0000000000000002');
  await rm(join(next, 'assets'), { recursive: true });
  await server.serveApp(next);
  await ana.page.evaluate(() => navigator.serviceWorker.ready.then((kept) => kept.update()).catch(() => undefined));
  await ana.open('/work');
  await expect(ana.app.work.draft).toHaveValue('Half a sentence');
  await ana.app.work.write(', and the rest.');
  await ana.app.frame.expectEverythingShared();
  await ana.killTab();
  await ana.open('/work');
  // What the server lacks may be in the browser's own cache: then the new version is whole, and offered.
  await expect(ana.app.work.draft).toHaveValue('Half a sentence, and the rest.');
  await rm(next, { recursive: true, force: true });
});

test('the first version ever is no news, even where the browser tells late that it has arrived', async ({ ana }) => {
  await ana.context.addInitScript(tellLate);
  await beginAlone(ana);
  await ana.page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await ana.app.work.begin();
  await expect(ana.app.frame.newVersion).toBeHidden();
});

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
