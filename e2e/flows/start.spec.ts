// The first half minute, and what a tired thumb gets wrong in it.
import { expect, test } from '../fixtures.ts';
import { Gate } from '../support/gate.ts';
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

test('a question that has not arrived is waited for, and what she types meanwhile stays', async ({ ana }) => {
  const later = await Gate.before('**/later-*.wasm', ana.context);
  await ana.open();
  const { start, frame } = ana.app;
  await start.name.fill('An');
  await start.goOn.click();
  await expect(ana.page.getByText('The next question is on its way')).toBeVisible();
  await ana.page.goBack();
  await start.name.press('End');
  await start.name.press('a');
  later.open();
  await frame.status.waitFor({ state: 'attached' });
  await expect(start.name).toBeFocused();
  await expect(start.name).toHaveValue('Ana');
  await start.goOn.click();
  await expect(frame.heading).toHaveText('Welcome, Ana');
});

test('a question that does not arrive leaves a way to fetch it, and the way back', async ({ ana }) => {
  await ana.context.route('**/later-*.wasm', (route) => route.abort());
  await ana.open();
  const { start, frame } = ana.app;
  await start.name.fill('Ana');
  await start.goOn.click();
  await expect(frame.heading).toHaveText('This screen is not on this phone');
  await expect(frame.repair).toBeVisible();
  await ana.page.goBack();
  await expect(start.name).toHaveValue('Ana');
});

test('who has begun comes back to Today', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.frame.goTo('Today');
  await ana.reload();
  await expect(ana.app.frame.heading).toHaveText('Today');
});

test('Back leads through the steps one by one, with what was typed', async ({ ana }) => {
  await ana.open();
  const start = ana.app.start;
  await start.name.fill('Ana');
  await start.goOn.click();
  await start.way('Make a group').check();
  await start.goOn.click();
  await start.group.fill('Corner bakery');
  await ana.page.goBack();
  await expect(start.way('Make a group')).toBeChecked();
  await expect(ana.app.frame.heading).toBeFocused();
  await ana.page.goBack();
  await expect(start.name).toHaveValue('Ana');
  await ana.page.goForward();
  await ana.page.goForward();
  await expect(start.group).toHaveValue('Corner bakery');
  await start.back.click();
  await expect(start.way('Make a group')).toBeChecked();
  await start.back.click();
  await expect(start.title).toBeVisible();
  await start.before.click();
  await start.recoveryWords.fill('one two');
  await ana.page.goBack();
  await expect(start.name).toHaveValue('Ana');
  await start.before.click();
  await expect(start.recoveryWords).toHaveValue('one two');
});

test('what was said of an answer goes when the answer changes', async ({ ana }) => {
  await ana.open();
  const start = ana.app.start;
  await start.goOn.click();
  await expect(ana.page.getByText('Write a name first')).toBeVisible();
  await start.name.fill('A');
  await expect(ana.page.getByText('Write a name first')).toBeHidden();
});
