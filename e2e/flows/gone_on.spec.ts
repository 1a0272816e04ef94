// Answers that come when she has gone on: they move nobody, and nothing breaks.
import { expect, test } from '../fixtures.ts';
import { beginAlone } from '../support/people.ts';

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
