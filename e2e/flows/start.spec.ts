// The first half minute, and what a tired thumb gets wrong in it.
import { expect, test } from '../fixtures.ts';
import { beginAlone } from '../support/people.ts';

test('someone new is at her challenge after a name and one choice', async ({ ana }) => {
  await beginAlone(ana);
  await expect(ana.page.getByRole('heading', { name: 'Who are we talking to?' })).toBeVisible();
  await expect(ana.page.getByRole('button', { name: 'Take this challenge' })).toBeVisible();
});

test('an empty name is answered beside its field and nothing is lost', async ({ ana }) => {
  await ana.open();
  await ana.app.start.goOn.click();
  await expect(ana.page.getByText('Write a name first')).toBeVisible();
  await ana.app.start.name.fill('Ana');
  await ana.app.start.goOn.click();
  await expect(ana.page.getByRole('heading', { name: 'Welcome, Ana' })).toBeVisible();
});

test('who has begun comes back to Today', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.frame.goTo('Today');
  await ana.reload();
  await expect(ana.app.frame.heading).toHaveText('Today');
});
