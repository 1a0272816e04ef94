// Without a network: everything works, and a killed tab loses nothing that was shown as saved.
import { expect, test } from '../fixtures.ts';
import { beginAlone, beginTogether } from '../support/people.ts';

test('someone begins, writes and reads a lesson with no network at all after the first visit', async ({ ana }) => {
  await ana.open();
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.reload();
  await ana.app.start.alone('Ana');
  await ana.page.getByRole('link', { name: /Picking an organisation/i }).click();
  await expect(ana.page.getByText(/Step 1 of/)).toBeVisible();
  await ana.app.work.begin();
  await ana.app.work.write('She buys bread on Fridays 🌱');
  await ana.app.frame.expectSavedHere();
});

test('every screen opens with no network at all after the first visit', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.goOffline();
  const screens = {
    '/today': 'Today',
    '/challenge': 'Who are we talking to',
    '/stuck': 'I’m stuck on…',
    '/work': 'Your work',
    '/share': 'Share your draft',
    '/critique': 'Critique',
    '/group': 'Groups',
    '/join': 'Join a group',
    '/me': 'Me',
    '/nowhere': 'Nothing lives here',
  };
  for (const [path, heading] of Object.entries(screens)) {
    await ana.open(path);
    await expect(ana.app.frame.heading).toContainText(heading);
  }
});

test('a killed tab comes back offline with the text and the caret where they were', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.goOffline();
  await ana.app.work.write('Fridays are quiet. Sundays are not.');
  for (let step = 0; step < 'Sundays are not.'.length; step += 1) await ana.app.work.draft.press('ArrowLeft');
  await ana.app.frame.expectSavedHere();
  await ana.app.frame.expectCaretKept('Fridays are quiet. '.length);
  await ana.killTab();
  await ana.open('/work');
  await expect(ana.app.work.draft).toHaveValue('Fridays are quiet. Sundays are not.');
  await ana.app.work.draft.focus();
  await ana.page.keyboard.type('Ana says: ');
  await expect(ana.app.work.draft).toHaveValue('Fridays are quiet. Ana says: Sundays are not.');
});

test('what was written offline is shared when the network returns', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.goOffline();
  await ana.app.work.write('Written in a tunnel.');
  await ana.app.frame.expectSavedHere();
  await ana.goOnline();
  await ana.app.frame.expectEverythingShared();
});

test('a network that answers everything with a page of its own is no network, and takes nothing from the phone', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await ana.waitUntilKept();
  await ana.app.frame.expectEverythingShared();
  ana.network.capture();
  await ana.app.group.charter.fill('We meet on Mondays.');
  await ana.app.frame.expectSavedHere();
  // Both the app and its course are asked for anew.
  await ana.page.evaluate(() => navigator.serviceWorker.ready.then((kept) => kept.update()).catch(() => undefined));
  for (const path of ['/challenge', '/stuck', '/today']) {
    await ana.open(path);
    await expect(ana.app.frame.heading).not.toHaveText(/terms/);
  }
  await ana.app.group.open('Corner bakery');
  await expect(ana.app.group.charter).toHaveValue('We meet on Mondays.');
  await ana.app.frame.expectSavedHere();
  await expect(ana.app.frame.newVersion).toBeHidden();

  ana.network.mend();
  await expect(ben.app.group.charter).toHaveValue('We meet on Mondays.', { timeout: 40_000 });
});

test('with three seconds each way words arrive, and nobody who types waits for it', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  ana.network.slow(3_000);
  await ana.app.group.charter.fill('We meet on Mondays. ');
  await ana.app.frame.expectSavedHere();
  await expect(ben.app.group.charter).toHaveValue('We meet on Mondays. ', { timeout: 40_000 });
  await ben.app.group.charter.press('Control+End');
  await ben.app.group.charter.pressSequentially('Bring bread.');
  await expect(ana.app.group.charter).toHaveValue('We meet on Mondays. Bring bread.', { timeout: 40_000 });
});
