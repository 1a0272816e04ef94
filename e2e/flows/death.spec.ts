// A browser that ends where it stands, a database that comes back damaged, a disk that is full: nothing saved is lost.
import { open, stat, truncate } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { Phone } from '../support/phone.ts';

// Browsers that start from nothing take their time.
test.describe.configure({ timeout: 180_000 });

/** When the power goes, counted from the first key: between letters, before and after the pause that makes them one change. */
const DEATHS_MS = [40, 150, 310, 620, 1_050, 1_400];

test('a phone that dies while she writes has all that was shown as saved, and nothing twice', async ({ server, phone }) => {
  await begin(phone);
  await server.stop();
  let before = '';
  for (const [turn, deathMs] of DEATHS_MS.entries()) {
    const saved = await watchSaved(phone.page);
    const words = `Turn ${turn}: Fridays are quiet, and Sundays are not. `;
    // The keys that come too late are pressed on nothing.
    const typing = phone.app.work.write(words).catch(() => undefined);
    await phone.page.waitForTimeout(deathMs);
    await phone.die();
    await typing;
    await phone.start('/work');
    before = await expectSaved(phone, saved.last ?? before, before + words);
  }
});

test('a page that crashes while she writes has all that was shown as saved', async ({ server, phone }) => {
  await begin(phone);
  await server.stop();
  const saved = await watchSaved(phone.page);
  const words = 'Fridays are quiet, and Sundays are not.';
  const typing = phone.app.work.write(words).catch(() => undefined);
  await phone.page.waitForTimeout(400);
  await phone.crash();
  await typing;
  await expectSaved(phone, saved.last ?? '', words);
});

test('a database whose end is gone has every word again from the server', async ({ phone }) => {
  await begin(phone);
  await phone.app.work.write('Rosa bakes at night.');
  await phone.app.frame.expectEverythingShared();
  await phone.die();
  const log = await file(phone, /\.log$/);
  await truncate(log, Math.floor((await stat(log)).size * 0.6));
  await phone.start('/work');
  // Letters that were on their way into one change then may stand there twice, before or behind: of what she wrote and what
  // came of it, nobody can tell any more that they are one.
  await expect(phone.app.work.draft).toHaveValue(/Rosa bakes at night\./);
});

test('a database that the browser begins anew after damage is no first visit, and twelve words bring all of it back', async ({ phone }) => {
  await begin(phone);
  await phone.app.work.write('Rosa bakes at night.');
  await phone.app.frame.expectEverythingShared();
  await phone.app.me.open();
  const words = await phone.app.me.recoveryWords();
  await phone.untilWritten('naptime.had-data');
  await phone.die();
  await flip(await file(phone, /MANIFEST/), 64);
  await phone.start();
  await expect(phone.page.getByText('Your twelve recovery words bring back')).toBeVisible();
  await phone.app.start.restore(words);
  await phone.app.work.open();
  await expect(phone.app.work.draft).toHaveValue('Rosa bakes at night.');
});

test('words typed on a full disk are never called saved, stay on the screen, and go into an export', async ({ phone, ana }) => {
  test.skip(!Phone.canHaveSmallDisk(), 'this system mounts no disk that can be filled');
  phone.useSmallDisk();
  await begin(phone);
  await phone.app.work.write('Saved. ');
  await phone.app.frame.expectEverythingShared();
  // The browser finds a little room in its own files, and makes some: until it finds no more.
  await expect(async () => {
    await phone.fillDisk();
    await phone.app.work.write('More. ');
    await expect(phone.app.frame.status).toHaveText(/This phone is full|This phone could not save/, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
  const typed = await phone.app.work.draft.inputValue();
  expect(typed).toMatch(/^Saved\. (More\. )+$/);
  // Opened while the disk is full: with room her words are saved by themselves, and the status goes.
  await phone.app.frame.openSheet();
  await phone.freeDisk();
  await phone.app.frame.tryNow.click();
  await phone.page.keyboard.press('Escape');
  // A browser that ran out of room may have thrown the whole database away: what the engine knows is all there is.
  await phone.app.me.open();
  const [words, file] = [await phone.app.me.recoveryWords(), await phone.app.me.exportFile()];
  await ana.open();
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.app.start.restore(words, file);
  await ana.app.work.open();
  await expect(ana.app.work.draft).toHaveValue(typed);
});

/** She begins alone, the app is kept, and her draft is open. */
async function begin(phone: Phone): Promise<void> {
  await phone.start();
  await phone.app.start.alone('Ana');
  await phone.page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await phone.app.work.begin();
}

/** Keeps what stood in the draft when it was last shown to be saved. */
async function watchSaved(page: Page): Promise<{ last?: string }> {
  const saved: { last?: string } = {};
  await page.exposeFunction('shownSaved', (text: string) => { saved.last = text; });
  await page.evaluate(() => {
    const look = () => {
      const draft = document.querySelector<HTMLTextAreaElement>('textarea[data-size=page]');
      const status = document.querySelector('header [role=status]:not([data-sync=writing])')?.textContent ?? '';
      if (draft && /Saved on this phone|will be shared|Safe copy/.test(status)) (window as any).shownSaved(draft.value);
      requestAnimationFrame(look);
    };
    look();
  });
  return saved;
}

/** At least what was saved is in the draft, and nothing but what was typed. Gives what is there. */
async function expectSaved(phone: Phone, saved: string, typed: string): Promise<string> {
  await expect(phone.app.work.draft).toBeEditable();
  const draft = await phone.app.work.draft.inputValue();
  expect(draft.startsWith(saved), `«${draft}» has all of «${saved}»`).toBe(true);
  expect(typed.startsWith(draft), `«${draft}» is «${typed}», or its beginning`).toBe(true);
  return draft;
}

async function file(phone: Phone, name: RegExp): Promise<string> {
  const [found, ...others] = (await phone.database()).filter((path) => name.test(path));
  if (!found || others.length > 0) throw new Error(`not one file is called ${name}`);
  return found;
}

/** Turns so many bytes in the middle of a file over. */
async function flip(path: string, count: number): Promise<void> {
  const file = await open(path, 'r+');
  const at = Math.max(0, Math.floor(((await file.stat()).size - count) / 2));
  const { buffer, bytesRead } = await file.read(Buffer.alloc(count), 0, count, at);
  await file.write(buffer.map((byte) => byte ^ 0xff), 0, bytesRead, at);
  await file.close();
}
