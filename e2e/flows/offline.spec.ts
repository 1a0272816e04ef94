// Without a network: everything works, and a killed tab loses nothing that was shown as saved.
import { expect, test } from '../fixtures.ts';
import { beginAlone } from '../support/people.ts';

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
