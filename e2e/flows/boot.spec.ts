// An app that can't start says why in plain words, offers what helps, and loses nothing.
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';
import { damageCached, trapEngine } from '../support/damage.ts';
import { Gate } from '../support/gate.ts';
import { beginAlone } from '../support/people.ts';
import type { Person } from '../support/person.ts';

test('an app whose files are damaged repairs itself with a connection, and keeps what was written', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.goOffline();
  await ana.app.work.write('Rosa bakes at night.');
  await ana.app.frame.expectSavedHere();
  await damageCached(ana.page, 'app_bg');
  await ana.open('/work');
  await expect(ana.app.boot.notice('The app could not start.')).toBeVisible();
  await ana.app.boot.repair.click();
  await expect(ana.app.boot.notice('The repair needs a connection,')).toBeVisible();

  await ana.goOnline();
  await ana.app.boot.repair.click();
  await expect(ana.app.work.draft).toHaveValue('Rosa bakes at night.');
  await expect(ana.app.boot.repair).toBeHidden();
});

test('an engine whose files are damaged is fetched anew, and the words on the screen are kept', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.work.write('Rosa bakes at night. ');
  await ana.app.frame.expectEverythingShared();
  await ana.goOffline();
  await damageCached(ana.page, 'engine_bg');
  await trapEngine(ana.page);
  await ana.app.work.write('Her oven is old.');
  // It is tried a few times before it is given up.
  await expect(ana.app.frame.repair).toBeVisible({ timeout: 15_000 });
  await expect(ana.app.frame.status).not.toContainText(/Saved|shared|Safe/);
  await ana.app.frame.repair.click();
  await expect(ana.app.boot.notice('The repair needs a connection,')).toBeVisible();

  await ana.goOnline();
  await ana.app.frame.repair.click();
  await expect(ana.app.frame.repair).toBeHidden();
  await expect(ana.app.boot.notice('The repair needs a connection,')).toBeHidden();
  await expect(ana.app.work.draft).toHaveValue('Rosa bakes at night. Her oven is old.');
  await ana.app.frame.expectEverythingShared();
  await expectKeptAnew(ana);
  // Another tab shows what is stored, and nothing else.
  const other = await ana.newTab();
  await other.goto('/work');
  await expect(new App(other).work.draft).toHaveValue('Rosa bakes at night. Her oven is old.');
});

test('a part of the app that is damaged is fetched anew, and she goes on where she was', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.work.write('Rosa bakes at night.');
  await ana.app.frame.expectEverythingShared();
  await ana.goOffline();
  await damageCached(ana.page, 'later', 'wasm');
  await ana.open('/work');
  await expect(ana.app.frame.heading).toHaveText('This screen is not on this phone');
  await ana.app.frame.repair.click();
  await expect(ana.app.boot.notice('The repair needs a connection,')).toBeVisible();

  await ana.goOnline();
  await ana.app.frame.repair.click();
  await expect(ana.app.work.draft).toHaveValue('Rosa bakes at night.');
  await expect(ana.app.boot.notice('The repair needs a connection,')).toBeHidden();
  await expectKeptAnew(ana);
  await ana.goOffline();
  await ana.reload();
  await expect(ana.app.work.draft).toHaveValue('Rosa bakes at night.');
  await ana.app.challenge.open();
});

test('a start that takes long says so until the app is there', async ({ ana }) => {
  const program = await Gate.before('**/app_bg-*.wasm', ana.context);
  await ana.open('about:blank');
  // Her clock stands still but for what is put forward here: a busy machine takes more than a second to look.
  await ana.page.clock.install({ time: 0 });
  await ana.page.clock.pauseAt(1_000);
  await ana.open();
  await ana.page.clock.fastForward(9_000);
  await expect(ana.app.boot.loadAgain).toBeHidden();
  await ana.page.clock.fastForward(1_000);
  await expect(ana.app.boot.notice('This takes longer than it should.')).toBeVisible();
  await expect(ana.app.boot.loadAgain).toBeVisible();
  await ana.page.clock.resume();
  program.open();
  await expect(ana.app.start.name).toBeVisible();
  await expect(ana.app.boot.loadAgain).toBeHidden();
});

test('a browser without what the app needs is told which', async ({ ana }) => {
  const lacks = [
    ['BroadcastChannel', 'This browser is too old for Naptime.'],
    ['WebAssembly', 'This browser does not run WebAssembly,'],
    ['indexedDB', 'This browser keeps nothing for this page,'],
  ] as const;
  for (const [name, words] of lacks) {
    // Nobody reads this tab's console: that what was fetched ahead is not used is right here.
    const page = await ana.context.newPage();
    await page.addInitScript((name) => Object.defineProperty(window, name, { value: undefined }), name);
    await page.goto('/');
    await expect(page.getByRole('alert')).toContainText(words);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Naptime');
  }
});

test('an address without a lock is told to ask for another', async ({ browser, server }) => {
  // The same page, but by a name that is not this machine's own: the browser then gives no `crypto.subtle`.
  const context = await browser.newContext();
  await context.route('http://naptime.example/**', async (route) => {
    const { pathname } = new URL(route.request().url());
    await route.fulfill({ response: await route.fetch({ url: server.url + pathname }) });
  });
  const page = await context.newPage();
  await page.goto('http://naptime.example/');
  await expect(page.getByRole('alert')).toContainText('This address is not secure.');
  await context.close();
});

/** Waits until what the repair threw away is kept on her phone again: the app, the course, and what she took of it. */
async function expectKeptAnew(person: Person): Promise<void> {
  const isKept = () => Promise.all(['/', '/course/current', '/course/pinned'].map((path) => caches.match(path).then(Boolean)));
  await expect.poll(() => person.page.evaluate(isKept), { timeout: 30_000 }).toEqual([true, true, true]);
}
