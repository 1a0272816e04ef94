// A challenge underway stays as she took it while newer editions come and go; when she is through the newest is offered.
import { rm } from 'node:fs/promises';
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { keepVersionBusy, nextBuild } from '../support/builds.ts';
import { NextEdition } from '../support/editions.ts';
import { beginAlone } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import type { Server } from '../support/server.ts';

const BEFORE = 'Who are we talking to?';
const LESSON = '/lesson/pattern-or-one-off';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('an update keeps the challenge as she took it until she is through, and then keeps what she did', async ({ server, ana }) => {
      test.slow();
      await beginAlone(ana);
      await ana.waitUntilKept();
      await ana.app.work.begin();
      await ana.app.work.write('Rosa is 41.');
      await reachFirst(ana);
      const next = await NextEdition.rewritten('Whom do we talk to?');
      const build = await nextBuild('0000000000000002', next.app);
      await server.serveApp(build);
      await ana.page.evaluate(() => navigator.serviceWorker.ready.then((kept) => kept.update()).then(() => undefined));
      await ana.page.evaluate(keepVersionBusy);
      await ana.app.frame.takeNewVersion.click();
      await ana.app.frame.expectVersion('0000000000000002');
      await ana.goOffline();

      await ana.open('/challenge');
      await expect(ana.app.frame.heading).toHaveText(BEFORE);
      await expect(ana.app.challenge.newer).toBeVisible();
      await expectAccessible(ana.page);
      await ana.app.frame.goTo('Today');
      await expect(ana.app.challenge.row(BEFORE)).toBeVisible();
      await ana.open(LESSON);
      await expect(ana.app.frame.heading).not.toContainText('Whom do we talk to?');

      await ana.open('/challenge');
      const { challenge } = ana.app;
      await challenge.openTurns();
      await challenge.finish.click();
      await expect(challenge.newerAtEnd).toBeVisible();
      await expect(challenge.newer).toBeHidden();
      await expectAccessible(ana.page);
      await challenge.takeNewer.click();
      await expect(ana.app.frame.heading).toHaveText('Whom do we talk to?');
      await expectAccessible(ana.page);
      await challenge.goBack.click();
      await expect(ana.app.frame.heading).toHaveText(BEFORE);
      await challenge.takeNewer.click();
      await expect(ana.app.frame.heading).toHaveText('Whom do we talk to?');
      await expect(challenge.milestone('Choose the client, agree the brief')).toContainText('reached');
      await ana.app.frame.expectSavedHere();

      await ana.killTab();
      await ana.open('/challenge');
      await expect(ana.app.frame.heading).toHaveText('Whom do we talk to?');
      await expect(ana.app.challenge.newerAtEnd).toBeHidden();
      await ana.app.work.open();
      await expect(ana.app.work.draft).toHaveValue('Rosa is 41.');
      await ana.open(LESSON);
      await expect(ana.app.frame.heading).toContainText('Whom do we talk to?');
      await rm(build, { recursive: true, force: true });
      await next.remove();
    });
  });
}

test('whatever editions come, what she took is on the phone with its pictures, and begun again it is the newest', async ({ server, ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await expect.poll(() => ana.page.evaluate(picturesPinned)).not.toEqual([]);
  for (const title of ['The second', 'The third']) await arrives(server, ana, title);
  await ana.goOffline();
  await ana.reload();
  await ana.open('/challenge');
  await expect(ana.app.frame.heading).toHaveText(BEFORE);
  await ana.open(`${LESSON}/2`);
  const picture = ana.page.getByRole('main').getByRole('img').first();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(0);

  await ana.open('/challenge');
  const { challenge } = ana.app;
  await challenge.openTurns();
  await challenge.redo.click();
  await challenge.redoSure.click();
  await expect(ana.app.frame.heading).toHaveText('The third');
  await expect(challenge.newer).toBeHidden();
});

for (const harm of ['lost', 'damaged'] as const) {
  test(`a start that cannot read what she took since it is ${harm} lets go of none of its pictures`, async ({ server, ana }) => {
    await beginAlone(ana);
    await ana.waitUntilKept();
    await ana.app.work.begin();
    await arrives(server, ana, 'The second');
    await ana.reload();
    await expect.poll(() => ana.page.evaluate(picturesPinned)).not.toEqual([]);
    const pictures = await ana.page.evaluate(picturesPinned);
    // No page of the app brings them back meanwhile. The very first may have read them before anything was kept.
    await ana.open('/icons/icon.svg');
    await ana.clearHttpCache();
    await ana.page.evaluate(harmPacks, harm);
    await ana.open('/challenge');
    await expect(ana.app.challenge.otherEdition).toBeVisible();
    for (const title of ['The third', 'The fourth']) await arrives(server, ana, title);
    await ana.reload();
    expect(await ana.page.evaluate(picturesPinned)).toEqual(expect.arrayContaining(pictures));
    const kept = await ana.page.evaluate(async () => (await (await caches.open('naptime-course')).keys()).map(({ url }) => new URL(url).pathname));
    expect(kept).toEqual(expect.arrayContaining(pictures));
  });
}

test('a phone that never had the edition she took says so and shows the newest; what she takes there, she has taken everywhere', async ({ server, ana, ben }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.work.write('Rosa is 41.');
  await ana.app.frame.expectEverythingShared();
  await ana.app.me.open();
  const words = await ana.app.me.recoveryWords();
  const next = await NextEdition.rewritten('Whom do we talk to?');
  await server.serveApp(next.app);
  await ben.open();
  await ben.app.start.restore(words);
  await ben.app.challenge.open();
  await expect(ben.app.challenge.otherEdition).toBeVisible();
  await expect(ben.app.frame.heading).toHaveText('Whom do we talk to?');
  await expectAccessible(ben.page);
  await ben.app.challenge.takeOther.click();
  await expect(ben.app.challenge.otherEdition).toBeHidden();
  await ana.app.challenge.open();
  await expect(ana.app.challenge.newer).toBeHidden();
  await next.remove();
});

async function reachFirst(person: Person): Promise<void> {
  const { challenge } = person.app;
  await challenge.open();
  await challenge.milestone('Choose the client, agree the brief').getByRole('button', { name: 'I have reached this' }).click();
  await expect(challenge.milestone('Choose the client, agree the brief')).toContainText('reached');
  await person.app.frame.expectEverythingShared();
}

/** An edition comes to her phone, whole, and is the present one. */
async function arrives(server: Server, person: Person, title: string): Promise<void> {
  const before = await person.page.evaluate(editionKept);
  const next = await NextEdition.rewritten(title);
  await server.serveApp(next.app);
  await person.reload();
  await expect.poll(() => person.page.evaluate(editionKept)).not.toBe(before);
  await person.reload();
  await expect(person.page.getByRole('main')).not.toBeEmpty();
  await next.remove();
}

/** Runs in the page: the hash of the edition that is kept on the phone. */
async function editionKept(): Promise<string> {
  const current = await caches.match('/course/current');
  return (await current?.text() ?? '').slice(0, 64);
}

/** Runs in the page: the pictures that are kept for her, whatever edition comes. */
async function picturesPinned(): Promise<string[]> {
  const list = await (await caches.open('naptime-course')).match('/course/pinned');
  return ((await list?.text()) ?? '').split('\n').filter((path) => path.endsWith('.svg'));
}

/** Runs in the page: what is pinned and read cannot be read any more. */
async function harmPacks(harm: 'lost' | 'damaged'): Promise<void> {
  const cache = await caches.open('naptime-course');
  const list = (await (await cache.match('/course/pinned'))?.text()) ?? '';
  const packs = list.split('\n').filter((path) => path.endsWith('.pack'));
  await Promise.all(packs.map((path) => (harm === 'lost' ? cache.delete(path) : cache.put(path, new Response('?')))));
}
