// A challenge from her client's yes to the last number: offline, in both themes.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginAlone } from '../support/people.ts';

const CONVERSATIONS = 'Real conversations, quoted with consent';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('client, numbers, path and confidence are kept without a network', async ({ ana }) => {
      await beginAlone(ana);
      await ana.waitUntilKept();
      await ana.app.work.begin();
      await ana.goOffline();
      const { challenge } = ana.app;
      await challenge.open();
      await challenge.client.fill('Rosa, the corner bakery');
      await challenge.agrees.click();
      await expect(challenge.agreed).toBeVisible();
      await challenge.addNumber(CONVERSATIONS, '2', 'At the counter');
      await challenge.addNumber(CONVERSATIONS, '3,5');
      await expect(challenge.measure(CONVERSATIONS)).toContainText('Now 3.5');
      const numbers = await challenge.numbers(CONVERSATIONS);
      await expect(numbers.getByRole('row')).toHaveCount(3);
      await expect(numbers).toContainText('At the counter');
      await numbers.getByRole('button', { name: 'Strike' }).last().click();
      await expect(challenge.measure(CONVERSATIONS)).toContainText('Now 2');
      const first = challenge.milestone('Choose the client, agree the brief');
      await first.getByRole('button', { name: 'I have reached this' }).click();
      await expect(first).toContainText('Reached on');
      await challenge.confidence(4).check();
      await expectAccessible(ana.page);
      await ana.app.frame.expectSavedHere();

      await ana.killTab();
      await ana.open('/challenge');
      const again = ana.app.challenge;
      await expect(again.client).toHaveValue('Rosa, the corner bakery');
      await expect(again.agreed).toBeVisible();
      await expect(again.measure(CONVERSATIONS)).toContainText('Now 2');
      await expect(again.confidence(4)).toBeChecked();
      const reached = again.milestone('Choose the client, agree the brief');
      await reached.getByRole('button', { name: 'Open it again' }).click();
      await expect(reached.getByRole('button', { name: 'I have reached this' })).toBeVisible();
    });
  });
}

test('a challenge rests and goes on, another is taken, and one is begun again', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.write('First try.');
  const { challenge } = ana.app;
  await challenge.open();
  await challenge.openTurns();
  await challenge.rest.click();
  await expect(challenge.row('Who are we talking to?')).toContainText('Resting');
  await challenge.goOn.click();
  await expect(ana.app.work.draft).toHaveValue('First try.');

  await challenge.open();
  await challenge.row('Ask, then advise').click();
  await ana.page.getByRole('button', { name: 'Swap my challenge for this one' }).click();
  await expect(ana.app.work.draft).toHaveValue('');
  await challenge.open();
  await expect(challenge.row('Who are we talking to?')).toContainText('Swapped');
  await challenge.row('Who are we talking to?').click();
  await challenge.goOn.click();
  await expect(ana.app.work.draft).toHaveValue('First try.');

  await challenge.open();
  await challenge.openTurns();
  await challenge.redo.click();
  await challenge.redoSure.click();
  await ana.app.work.open();
  await expect(ana.app.work.draft).toHaveValue('');
});

test('a number reads as its start, its target and what was measured', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.challenge.open();
  await ana.app.challenge.addNumber(CONVERSATIONS, '2');
  await expect(ana.app.challenge.measure(CONVERSATIONS)).toContainText('Now 2');
  await expect(ana.app.challenge.measure(CONVERSATIONS)).toMatchAriaSnapshot({ name: 'measure.aria.yml' });
});
