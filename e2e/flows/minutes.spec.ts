// "How long have you got?": one suggestion that fits, its reason, and the way to another; and going out.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginAlone, beginTogether, shareDraft } from '../support/people.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('a suggestion fits the time there is, offline, and the next one is a tap away', async ({ ana }) => {
      await beginAlone(ana);
      await ana.waitUntilKept();
      await ana.app.work.begin();
      await ana.app.frame.goTo('Today');
      const today = ana.app.today;
      await expect(today.card).toContainText('Next for you');
      await ana.app.work.open();
      await ana.app.work.write('Rosa');
      await ana.app.frame.expectSavedHere();
      await ana.app.frame.goTo('Today');
      await ana.goOffline();
      await ana.reload();
      await today.time('7 min').check();
      await expect(today.card).toContainText('You were writing');
      await expect(today.card).toContainText('Any time will do, on this phone');
      await today.somethingElse.click();
      const minutes = /(\d+) min, on this phone/;
      await expect(today.card).toContainText(minutes);
      expect(Number(minutes.exec((await today.card.textContent()) ?? '')?.[1])).toBeLessThanOrEqual(7);
      await expect(today.card).toContainText('For part 1 of your challenge: Choose the client, agree the brief');
      await expectAccessible(ana.page);
      await today.action('Read it now').click();
      await expect(ana.page.getByText(/Step 1 of/)).toBeVisible();
    });
  });
}

test('the card says how much of a lesson fits, and where she was in it', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.frame.goTo('Today');
  const { today } = ana.app;
  await today.time('3 min').check();
  await expect(today.card).toContainText('2 of 3 steps, 3 min, on this phone');
  await today.time('7 min').check();
  await expect(today.card).toContainText('4 min, on this phone');
  await expect(today.card).not.toContainText('steps');
  await today.action('Read it now').click();
  await ana.page.getByRole('button', { name: 'Done, next step' }).click();
  await ana.app.frame.goTo('Today');
  await expect(today.card).toContainText('You were reading, step 2 of 3');
  await today.time('Other').check();
  await today.ownMinutes.fill('2');
  await expect(today.card).toContainText('1 of the 2 steps left, 2 min');
});

test('the suggestion holds still while a peer shares something, and a quiet line tells of it', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await ana.app.work.begin();
  await ana.app.frame.goTo('Today');
  const { today } = ana.app;
  await today.time('30 min').check();
  const first = await today.title.innerText();
  await today.somethingElse.click();
  await expect(today.title).not.toHaveText(first);
  const second = await today.title.innerText();
  await shareDraft(ben, 'Rosa, one page', 'Rosa is 41.');
  await expect(today.news).toContainText('Rosa, one page');
  await expect(today.news).toContainText('Ben would be glad of your eyes');
  await expect(today.title).toHaveText(second);
  await expectAccessible(ana.page);
  await ana.app.frame.goTo('Critique');
  await ana.app.frame.goTo('Today');
  await expect(today.title).toHaveText('Rosa, one page');
  await expect(today.news).toBeEmpty();
});

test('her own number is kept for the next time', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.frame.goTo('Today');
  await ana.app.today.time('Other').check();
  await ana.app.today.ownMinutes.fill('a few');
  await expect(ana.page.getByText('Write a number of minutes, like 12.')).toBeVisible();
  await ana.app.today.ownMinutes.fill('9999');
  await expect(ana.page.getByText('Eight hours is the most this can plan for.')).toBeVisible();
  await ana.app.today.ownMinutes.fill('0');
  await expect(ana.page.getByText('Even one minute will do.')).toBeVisible();
  await ana.app.today.ownMinutes.fill('12');
  await ana.reload();
  await expect(ana.app.today.time('Other')).toBeChecked();
  await expect(ana.app.today.ownMinutes).toHaveValue('12');
});

test('Today reads as a question and one answer', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.frame.goTo('Today');
  await expect(ana.page.getByRole('main')).toMatchAriaSnapshot({ name: 'today.aria.yml' });
});

test('whoever is out finds the way back on Today, however short her time is', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.open('/outside/three-pages');
  await ana.page.getByRole('button', { name: 'I am off' }).click();
  await ana.app.frame.goTo('Today');
  await ana.app.today.time('3 min').check();
  await expect(ana.app.today.title).toHaveText('Read three pages as a stranger');
  await ana.app.today.action('Carry on').click();
  await expect(ana.page.getByLabel('What did you see?')).toBeVisible();
});

test('she goes out, the phone goes dark, and the note is there when she is back', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.frame.goTo('Today');
  await ana.goOffline();
  await ana.app.today.time('30 min').check();
  await ana.app.today.turnTo('Read three pages as a stranger');
  await ana.app.today.action('Go and look').click();
  await ana.page.getByRole('button', { name: 'I am off' }).click();
  const note = () => ana.page.getByLabel('What did you see?');
  await note().fill('The bakery says "artisan". Nobody I know says that.');
  await expectAccessible(ana.page);
  await ana.app.frame.expectWrittenDown('Nobody I know');
  await ana.killTab();
  await ana.open();
  await expect(note()).toHaveValue('The bakery says "artisan". Nobody I know says that.');
  await ana.page.getByRole('button', { name: 'I am back, keep this' }).click();
  const seen = () => ana.page.getByRole('listitem').filter({ hasText: 'Nobody I know says that.' });
  await expect(seen()).toContainText('Done on');
  await expectAccessible(ana.page);
  await ana.app.frame.goTo('Today');
  await expect(ana.app.today.title).not.toHaveText('Read three pages as a stranger');

  await ana.app.challenge.open();
  await ana.page.getByRole('link', { name: /^Read three pages as a stranger.*Done$/ }).click();
  await expect(seen()).toContainText('Done on');
  await ana.page.getByRole('button', { name: 'Go again' }).click();
  await expect(note()).toHaveValue('');
  await note().fill('The second time it rang true.');
  await ana.page.getByRole('button', { name: 'I am back, keep this' }).click();
  await expect(ana.page.getByRole('main').getByRole('listitem').first()).toContainText('The second time');
  await expect(seen()).toBeVisible();

  await ana.app.work.open();
  await ana.page.getByRole('link', { name: /What it rests on/ }).click();
  const outside = ana.page.locator('section').filter({ has: ana.page.getByRole('heading', { name: 'What you saw outside' }) });
  await expect(outside.getByRole('listitem')).toContainText([/Read three pages.*Nobody I know/, /Read three pages.*rang true/]);
});

test('who did not go after all puts it back, with what she wrote, and what she kept by mistake as well', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { challenge, today } = ana.app;
  const note = ana.page.getByLabel('What did you see?');
  const button = (name: string) => ana.page.getByRole('button', { name, exact: true });
  const open = async () => {
    await challenge.open();
    await ana.page.getByRole('link', { name: /^Read three pages as a stranger/ }).click();
  };
  await open();
  await button('I am off').click();
  await note.fill('The first page');
  await button('I did not go after all').click();
  await expect(button('I am off')).toBeVisible();
  await expect(ana.app.frame.heading).toBeFocused();
  await expect(ana.page.getByText('Put back, and your words with it.')).toBeVisible();
  await ana.app.frame.goTo('Today');
  await expect(today.card).not.toContainText('You were out for');
  await open();
  await button('I am off').click();
  await expect(note).toHaveValue('The first page');
  await button('I am back, keep this').click();
  const kept = ana.page.getByRole('listitem').filter({ hasText: 'The first page' });
  await kept.getByRole('button', { name: 'I did not go after all' }).click();
  await expect(kept).toContainText('Put back, does not count');
  await expect(button('I am off')).toBeVisible();
  await expectAccessible(ana.page);
  await challenge.open();
  await expect(ana.page.getByRole('link', { name: /^Read three pages as a stranger.*10 min$/ })).toBeVisible();
  await open();
  await kept.getByRole('button', { name: 'I did go' }).click();
  await expect(button('Go again')).toBeVisible();
  await expect(kept).not.toContainText('does not count');
});

test('a second challenge leaves the first in sight', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.challenge.open();
  const second = ana.page.getByRole('heading', { name: 'All challenges' }).locator('..').getByRole('link').nth(1);
  const title = (await second.locator('.row-name').innerText()).trim();
  await second.click();
  await expect(ana.app.frame.heading).toHaveText(title);
  await ana.page.getByRole('button', { name: 'Take this challenge' }).click();
  await expect(ana.app.work.draft).toBeEditable();
  await ana.app.frame.goTo('Today');
  const challenges = ana.page.getByRole('region', { name: 'Your challenges' });
  await expect(challenges).toContainText(title);
  await expectAccessible(ana.page);
  await challenges.getByRole('link', { name: /Who are we talking to\?.*Also under way/ }).click();
  await expect(ana.app.challenge.goOn).toBeVisible();
});

test('the recovery words are offered once there is something to lose, and never again when declined', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.write('Rosa. ');
  await ana.app.frame.goTo('Today');
  await expect(ana.app.today.title).toBeVisible();
  await expect(ana.app.today.offer).toBeHidden();
  await ana.app.work.open();
  await ana.app.work.draft.fill('Rosa is 41 and bakes at night. '.repeat(8));
  await ana.app.frame.goTo('Today');
  await expect(ana.app.today.offer).toBeVisible();
  await expectAccessible(ana.page);
  await ana.page.getByRole('button', { name: 'No, thank you' }).click();
  await expect(ana.app.today.offer).toBeHidden();
  await ana.reload();
  await expect(ana.app.today.title).toBeVisible();
  await expect(ana.app.today.offer).toBeHidden();
});

test('who has seen her recovery words is not offered them', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.draft.fill('Rosa is 41 and bakes at night. '.repeat(8));
  await ana.app.frame.goTo('Today');
  await ana.page.getByRole('link', { name: 'See where they are' }).click();
  await ana.app.me.recoveryWords();
  await ana.app.frame.goTo('Today');
  await expect(ana.app.today.title).toBeVisible();
  await expect(ana.app.today.offer).toBeHidden();
});
