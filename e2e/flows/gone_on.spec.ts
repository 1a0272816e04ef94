// Answers that come when she has gone on: they move nobody, and nothing breaks.
import { expect, test } from '../fixtures.ts';
import { damageCached, trapEngine } from '../support/damage.ts';
import { beginAlone, beginTogether } from '../support/people.ts';
import { Room } from '../support/room.ts';

test('whoever goes on at once is left where she is when her challenge is taken', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.frame.tapAndGoOn('Take this challenge', 'Critique');
  await expect(ana.app.frame.heading).toHaveText('Critique');
  await ana.app.frame.expectEverythingShared();
  await expect(ana.app.frame.heading).toHaveText('Critique');
  await ana.app.work.open();
});

test('whoever goes on at once is left where she is when her group is made', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.group.openAll();
  await ana.page.getByLabel('What is it called?').fill('Corner bakery');
  await ana.app.frame.tapAndGoOn('Make the group', 'Critique');
  await expect(ana.page.getByRole('main').getByRole('link', { name: 'Corner bakery' })).toBeVisible();
  await ana.app.frame.expectEverythingShared();
  await expect(ana.app.frame.heading).toHaveText('Critique');
});

test('whoever goes on at once is left where she is when what she wrote down is kept', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.evidence.open();
  await ana.app.evidence.begin('Something that was said');
  await ana.app.evidence.theirWords.fill('I never look at the window.');
  await ana.app.frame.tapAndGoOn('Keep this', 'Critique');
  await ana.app.work.open();
  await ana.app.evidence.open();
  await expect(ana.app.evidence.item('I never look')).toBeVisible();
  await ana.app.evidence.begin('Something that was said');
  await expect(ana.app.evidence.theirWords).toHaveValue('');
});

test('whoever goes on at once is left where she is when her draft is shared', async ({ ana }) => {
  await ana.open();
  await ana.app.start.withGroup(ana.name, 'Corner bakery');
  await ana.app.work.begin();
  await ana.app.work.draft.fill('Rosa is 41.');
  await ana.page.getByRole('link', { name: 'Share with my group' }).click();
  await ana.page.getByLabel('A title for the group’s list').fill('Rosa');
  await ana.app.frame.tapAndGoOn('Share with my group', 'Critique');
  await expect(ana.page.getByRole('main').getByRole('link', { name: 'Rosa' })).toBeVisible();
  await expect(ana.app.frame.heading).toHaveText('Critique');
  await ana.page.goBack();
  await expect(ana.page.getByLabel('A title for the group’s list')).toBeVisible();
});

test('who takes her words along into the group’s draft goes on with that, wherever she is by then', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await ana.app.work.begin();
  await ana.app.work.write('My own words.');
  await ana.app.challenge.open();
  await ana.app.joint.bringWords('Corner bakery');
  await ana.app.frame.tapAndGoOn('Copy my words in', 'Critique');
  await ana.app.challenge.open();
  await expect(ana.app.joint.underway).toBeVisible();
  await ana.app.work.open();
  await expect(ana.app.work.draft).toHaveValue('My own words.');
});

test('what she goes on writing after a tap is kept beside what was sent', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.evidence.open();
  await ana.app.evidence.begin('Something that was said');
  await ana.app.evidence.theirWords.evaluate((box: HTMLTextAreaElement) => {
    const type = (words: string) => {
      box.value = words;
      box.dispatchEvent(new Event('input', { bubbles: true }));
    };
    type('I never look.');
    box.form?.requestSubmit();
    type('I never look at the window.');
  });
  await ana.app.frame.expectWrittenDown('at the window.');
  await ana.app.frame.goTo('Today');
  await ana.app.work.open();
  await ana.app.evidence.open();
  await expect(ana.app.evidence.item('I never look.')).toBeVisible();
  await ana.app.evidence.begin('Something that was said');
  await expect(ana.app.evidence.theirWords).toHaveValue('I never look at the window.');
});

test('the last of several quick taps counts', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.challenge.open();
  await ana.app.frame.expectEverythingShared();
  await ana.goOffline();
  await ana.page.getByRole('group', { name: /from 1 to 5/ }).evaluate((group) => {
    group.querySelectorAll('input').forEach((level, at) => { if (at < 4) level.click(); });
  });
  await expect(ana.app.challenge.confidence(4)).toBeChecked();
  await ana.app.frame.expectSavedHere();
  await ana.reload();
  await expect(ana.app.challenge.confidence(4)).toBeChecked();
});

test('who is out at two places has a note for each', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const note = ana.page.getByLabel('What did you see?');
  const goOut = async (number: number) => {
    await ana.app.challenge.open();
    // It may be folded away.
    await ana.page.locator('a[href^="/outside/"]').nth(number).evaluate((link: HTMLElement) => link.click());
  };
  for (const number of [0, 1]) {
    await goOut(number);
    await ana.page.getByRole('button', { name: 'I am off' }).click();
    await note.fill(`Note ${number}.`);
    await ana.app.frame.expectWrittenDown(`Note ${number}.`);
  }
  await goOut(0);
  await expect(note).toHaveValue('Note 0.');
  await ana.page.getByRole('button', { name: 'I am back, keep this' }).click();
  await expect(ana.page.getByText('Note 0.')).toBeVisible();
  await goOut(1);
  await expect(note).toHaveValue('Note 1.');
});

test('bringing back waits for the file that was chosen, and says so if it cannot be used', async ({ ana, cleo }) => {
  await beginAlone(ana);
  await ana.app.me.open();
  const words = await ana.app.me.recoveryWords();
  await cleo.open();
  await cleo.app.start.before.click();
  await cleo.app.start.recoveryWords.fill(words);
  await cleo.app.start.file.evaluate((input: HTMLInputElement) => {
    const files = new DataTransfer();
    files.items.add(new File(['no export'], 'my-words.naptime'));
    input.files = files.files;
    input.dispatchEvent(new Event('change', { bubbles: true }));
    input.form?.requestSubmit();
  });
  await expect(cleo.page.locator('.error')).toBeVisible();
  await expect(cleo.app.start.bringBack).toBeVisible();
});

test('without an engine a tap is answered', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.challenge.open();
  await ana.app.challenge.openTurns();
  await ana.goOffline();
  await damageCached(ana.page, 'engine_bg');
  await trapEngine(ana.page);
  // It is tried a few times before it is given up.
  await expect(ana.app.frame.repair).toBeVisible({ timeout: 15_000 });
  await ana.app.challenge.rest.click();
  await expect(ana.page.getByText('The app had to restart a part of itself.').last()).toBeVisible();
});

test('another version that takes the storage over leaves words that are nowhere else on the screen', async ({ ana }) => {
  const room = await Room.small(await ana.open());
  await beginAlone(ana);
  await ana.app.work.begin();
  await room.fill();
  await ana.app.work.write('Not yet saved.');
  await expect(ana.app.frame.status).toHaveText('This phone is full');
  await ana.page.evaluate(async () => {
    const ours = (await indexedDB.databases()).find(({ name }) => name !== 'room');
    indexedDB.open(ours?.name ?? '', (ours?.version ?? 0) + 1);
  });
  await expect(ana.page.getByText('This tab can no longer save.')).toBeVisible();
  await expect(ana.app.work.draft).toHaveValue('Not yet saved.');
});
