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
  await ana.app.frame.takeNewVersion.click();
  await expect(ana.page.locator('meta[name=naptime-version]')).toHaveAttribute('content', '0000000000000002');
  await expect(ana.app.work.draft).toHaveValue('Half a sentence');
  await rm(next, { recursive: true, force: true });
});
