// Everything comes back on another phone: from the words and a file, or from the words and the server.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginAlone, beginTogether, shareDraft } from '../support/people.ts';

test('an export file and the words bring everything back without a network', async ({ ana, ben, cleo }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', 'Rosa is 41.');
  await ana.app.frame.expectEverythingShared();
  await ana.goOffline();
  await ana.app.work.open();
  await ana.app.work.write(' She bakes at night.');
  await ana.app.frame.expectSavedHere();
  await ana.app.me.open();
  const words = await ana.app.me.recoveryWords();
  const file = await ana.app.me.exportFile();

  await cleo.open();
  await cleo.waitUntilKept();
  await cleo.goOffline();
  await cleo.app.start.restore(words, file);
  await cleo.app.work.open();
  await expect(cleo.app.work.draft).toHaveValue('Rosa is 41. She bakes at night.');
  await cleo.app.group.open('Corner bakery');
  await expect(cleo.app.group.member('Ben')).toBeVisible();
});

test('the words alone bring everything back from the server', async ({ ana, ben, cleo }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', 'Rosa is 41.');
  await ana.app.frame.expectEverythingShared();
  await ana.app.me.open();
  const words = await ana.app.me.recoveryWords();
  await cleo.open();
  const onPaper = words.split(' ').map((word, place) => `${place + 1}. ${word}`).join('\n');
  await cleo.app.start.restore(onPaper);
  await expect(cleo.app.frame.heading).toHaveText('Today');
  await cleo.app.work.open();
  await expect(cleo.app.work.draft).toHaveValue('Rosa is 41.');
  await cleo.app.group.open('Corner bakery');
  await expect(cleo.app.group.member('Ben')).toBeVisible();
});

test('brought back without a network, Today says that her work is to come, and it comes by itself', async ({ ana, cleo }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.draft.fill('Rosa is 41 and bakes at night. '.repeat(8));
  await ana.app.me.open();
  const words = await ana.app.me.recoveryWords();
  await ana.app.frame.expectEverythingShared();

  await cleo.open();
  await cleo.waitUntilKept();
  await cleo.goOffline();
  await cleo.app.start.restore(words);
  await expect(cleo.app.frame.heading).toHaveText('Today');
  const toCome = cleo.page.getByRole('region', { name: 'Your work is still to come' });
  await expect(toCome).toContainText('as soon as there is a connection');
  await expect(cleo.page.getByText('Your first challenge')).toBeHidden();
  await expect(cleo.page.getByRole('link', { name: 'Make or join a group' })).toBeHidden();
  await expectAccessible(cleo.page);
  // Tapped while there is none, it looks for the server once more, and waits on.
  const asked = cleo.context.waitForEvent('request', (request) => request.url().endsWith('/v1/sync'));
  await cleo.page.getByRole('button', { name: 'Try now' }).click();
  await expect(cleo.page.getByText('There is no connection yet. It goes by itself as soon as there is one.')).toBeVisible();
  await asked;
  await expect(toCome).toBeVisible();
  await cleo.goOnline();
  await expect(cleo.app.today.title).toBeVisible();
  await expect(toCome).toBeHidden();
  // She has them on paper: they brought her here.
  await expect(cleo.app.today.offer).toBeHidden();
});

test('wrong words are answered beside the field', async ({ ana }) => {
  await ana.open();
  await ana.app.start.restore('one two three');
  await expect(ana.page.getByText('3 words stand here, and your paper has twelve.')).toBeVisible();
  await expect(ana.app.start.recoveryWords).toHaveValue('one two three');
});
