// A phone that is full, or has been cleared: nothing is called saved that is not, and nothing is lost for good.
import { expect, test } from '../fixtures.ts';
import { beginAlone } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { Room } from '../support/room.ts';

test('words typed on a full phone are kept in memory, said to be so, and saved when there is room', async ({ ana }) => {
  const room = await Room.small(await ana.open());
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.write('Saved. ');
  await ana.app.frame.expectSavedHere();
  await room.fill();
  await ana.app.work.write('Not yet saved.');
  await expect(ana.app.frame.status).toHaveText('This phone is full');
  await expect(ana.app.work.draft).toHaveValue('Saved. Not yet saved.');

  await ana.app.frame.openSheet();
  await expect(ana.app.frame.sheet).toContainText('Your latest words are only in memory.');
  await room.free();
  await ana.app.frame.tryNow.click();
  await expect(ana.app.frame.sheet).not.toContainText('Your latest words are only in memory.');
  await ana.killTab();
  await ana.open('/work');
  await expect(ana.app.work.draft).toHaveValue('Saved. Not yet saved.');
});

test('what a browser has cleared is missed, and twelve words bring it back', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.write('Rosa bakes at night.');
  await ana.app.frame.expectEverythingShared();
  await beginQuote(ana);
  await ana.app.me.open();
  const words = await ana.app.me.recoveryWords();
  await clearDatabase(ana);
  await ana.open();
  await expect(ana.page.getByText('Your twelve recovery words bring back')).toBeVisible();
  await expect(ana.app.start.name).toBeVisible();
  await expect(ana.app.frame.wasAt).toBeHidden();
  await ana.app.start.restore(words);
  await expect(ana.app.frame.heading).toHaveText('Today');
  await ana.app.work.open();
  await expect(ana.app.work.draft).toHaveValue('Rosa bakes at night.');
  await ana.app.evidence.open();
  await ana.app.evidence.begin('Something that was said');
  await expect(ana.app.evidence.theirWords).toHaveValue('I came for');
});

test('who begins anew on a phone finds nothing half-written of whoever had it', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await beginQuote(ana);
  await clearDatabase(ana);
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.evidence.open();
  await ana.app.evidence.begin('Something that was said');
  await expect(ana.app.evidence.theirWords).toHaveValue('');
});

/** Stops in the middle of a form, which only this phone keeps. */
async function beginQuote(ana: Person): Promise<void> {
  await ana.app.evidence.open();
  await ana.app.evidence.begin('Something that was said');
  await ana.app.evidence.theirWords.fill('I came for');
  await ana.app.frame.expectWrittenDown('I came for');
}

/** The browser makes room, or a helpful program does: what is kept in localStorage stays. */
async function clearDatabase(ana: Person): Promise<void> {
  const { origin } = new URL(ana.page.url());
  await ana.open('about:blank');
  const browser = await ana.context.newCDPSession(ana.page);
  await browser.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb,cache_storage,service_workers' });
}
