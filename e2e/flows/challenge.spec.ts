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
      await expect(challenge.measure(CONVERSATIONS)).toContainText('Now 2');
      await challenge.addNumber(CONVERSATIONS, '3');
      await expect(challenge.measure(CONVERSATIONS)).toContainText('Now 3');
      const numbers = challenge.numbers(CONVERSATIONS);
      await expect(numbers.getByRole('row')).toHaveCount(3);
      await expect(numbers).toContainText('At the counter');
      await numbers.getByRole('button', { name: 'Strike' }).last().click();
      await expect(challenge.measure(CONVERSATIONS)).toContainText('Now 2');
      const first = challenge.milestone('Choose the client, agree the brief');
      await first.getByRole('button', { name: 'I have reached this' }).click();
      await expect(first).toContainText('Reached on');
      await expect(challenge.milestone('Listen').getByRole('button', { name: 'I have reached this' })).toBeVisible();
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
      await again.turn('Choose the client, agree the brief');
      await reached.getByRole('button', { name: 'Open it again' }).click();
      await expect(reached.getByRole('button', { name: 'I have reached this' })).toBeVisible();
    });
  });
}

test('whoever takes a challenge sees what comes first, and it holds still while she begins to write', async ({ ana }) => {
  await beginAlone(ana);
  const { editor, frame, lesson, work } = ana.app;
  await ana.page.setViewportSize({ width: 360, height: 740 });
  await work.begin();
  await expect(work.next).toContainText('Picking an organisation you can reach');
  await expect(work.next).toContainText('For part 1 of your challenge: Choose the client, agree the brief');
  await expect(editor.reading).toHaveCount(0);
  await expect(ana.page.getByRole('link', { name: 'Share with my group' })).toHaveCount(0);
  await expect(work.next).toBeInViewport({ ratio: 1 });
  expect(await work.draftInSight()).toBeGreaterThan(48);
  await work.readNext('Picking an organisation you can reach').click();
  await expect(frame.heading).toHaveText('Picking an organisation you can reach');
  for (let step = 0; step < 2; step += 1) await lesson.goToNext();
  await lesson.done.click();
  await expect(work.next).toContainText('A brief in five lines');
  await expect(work.draft).toBeEditable();
  await work.draft.focus();
  const before = await work.places();
  await work.draft.press('R');
  await expect(editor.reading).toBeVisible();
  expect(await work.places()).toEqual(before);
  await work.write('osa is 41.');
  await expect(ana.page.getByRole('link', { name: 'Share with my group' })).toBeVisible();
  await expect(work.next).toBeVisible();
  await frame.expectSavedHere();
  await frame.goTo('Today');
  await work.open();
  await expect(work.next).toHaveCount(0);
});

test('from a lesson she comes to the very line it asks for, and writes on', async ({ ana }) => {
  await beginAlone(ana);
  const { challenge, lesson, work } = ana.app;
  await ana.page.setViewportSize({ width: 360, height: 740 });
  await work.begin();
  await challenge.open();
  await challenge.milestone('Choose the client, agree the brief').getByRole('link', { name: /^Picking an organisation/ }).click();
  await lesson.doneUntilPrompt();
  await lesson.openInWork.click();
  await expect(work.brief('Client')).toBeFocused();
  await expect(ana.page.getByText('Client', { exact: true })).toBeInViewport({ ratio: 1 });
  await expect(work.brief('Client')).toBeEditable();
  await ana.page.keyboard.type('Rosa, the bakery');
  await expect(work.brief('Client')).toHaveValue('Rosa, the bakery');
  expect(await work.brief('Client').evaluate((box: HTMLElement) => box.tabIndex)).toBe(0);
});

test('a lesson she has begun takes as long on the path as on Today', async ({ ana }) => {
  await beginAlone(ana);
  const { challenge, frame, lesson, today, work } = ana.app;
  await work.begin();
  await work.readNext('Picking an organisation you can reach').click();
  await lesson.goToNext();
  await frame.expectSavedHere();
  await challenge.open();
  const row = challenge.milestone('Choose the client, agree the brief').getByRole('link', { name: /^Picking an organisation/ });
  const left = /\d+ min left/.exec(await row.innerText())?.[0] ?? 'said nothing';
  await frame.goTo('Today');
  await today.time('30 min').check();
  await today.turnTo('Picking an organisation you can reach');
  await expect(today.card).toContainText(left);
});

test('her client is written once and offered where it is asked again, either way', async ({ ana }) => {
  await beginAlone(ana);
  const { challenge, work } = ana.app;
  const take = (text: string) => ana.page.getByRole('button', { name: `Use “${text}”` });
  await work.begin();
  await challenge.open();
  await challenge.client.fill('Rosa, the corner bakery\nafter 2, by telephone');
  await ana.app.frame.expectSavedHere();
  await expect(take('Rosa, the corner bakery')).toHaveCount(0);
  await work.open();
  await work.openBrief();
  await take('Rosa, the corner bakery').click();
  await expect(work.brief('Client')).toHaveValue('Rosa, the corner bakery');
  await expect(work.brief('Client')).toBeFocused();
  await expect(take('Rosa, the corner bakery')).toHaveCount(0);
  await ana.page.keyboard.press('Control+z');
  await expect(take('Rosa, the corner bakery')).toBeVisible();
  await work.brief('Client').fill('Noor');
  await challenge.open();
  await challenge.client.fill('');
  await take('Noor').click();
  await expect(challenge.client).toHaveValue('Noor');
});

test('a number that is typed while the last one is being kept stays', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { challenge } = ana.app;
  await challenge.open();
  await challenge.addNumberAndTypeOn(CONVERSATIONS, '2', '3');
  await expect(challenge.measure(CONVERSATIONS)).toContainText('Now 2');
  await expect(challenge.number(CONVERSATIONS)).toHaveValue('3');
});

test('a challenge rests and goes on, another is taken, and one is begun again', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.write('First try.');
  const { challenge } = ana.app;
  await challenge.open();
  await challenge.openTurns();
  await challenge.rest.click();
  await expect(challenge.row('Who are we talking to?')).toContainText('Resting');
  await expect(challenge.rests).toBeVisible();
  await expect(challenge.rests).toBeInViewport();
  await ana.app.frame.goTo('Today');
  await ana.page.getByRole('main').getByRole('link', { name: /^Who are we talking to\?\s*Resting$/ }).click();
  await expect(challenge.rests).toBeVisible();
  await challenge.goOn.click();
  await expect(ana.app.work.draft).toBeEditable();
  await expect(ana.app.work.draft).toHaveValue('First try.');

  await challenge.open();
  await challenge.row('Ask, then advise').click();
  await ana.page.getByRole('button', { name: 'Swap my challenge for this one' }).click();
  await expect(ana.page.getByText('Your other challenge rests, and keeps its draft.')).toBeVisible();
  await expect(ana.app.work.draft).toBeEditable();
  await expect(ana.app.work.draft).toHaveValue('');
  await challenge.open();
  await expect(challenge.row('Who are we talking to?')).toContainText('Swapped');
  await challenge.row('Who are we talking to?').click();
  await challenge.goOn.click();
  await expect(ana.page.getByText('Your other challenge is under way, too.')).toBeVisible();
  await expect(ana.app.work.draft).toHaveValue('First try.');

  await challenge.open();
  await challenge.openTurns();
  await challenge.redo.click();
  await challenge.redoSure.click();
  await expect(ana.page.getByText('Begun again. What you wrote is under “Earlier rounds”.')).toBeVisible();
  await expect(ana.app.frame.heading).toBeFocused();
  await expect(ana.app.frame.heading).toBeInViewport();
  await challenge.turn('Earlier rounds');
  await expect(challenge.round(1)).toContainText('First try.');
  await expect(challenge.round(1).getByRole('button', { name: 'Copy this draft' })).toBeVisible();
  await expectAccessible(ana.page);
  await ana.app.work.open();
  await expect(ana.app.work.draft).toBeEditable();
  await expect(ana.app.work.draft).toHaveValue('');
});

test('a challenge she is through with says so on its own page, and what comes next', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { challenge } = ana.app;
  await challenge.open();
  await challenge.row('Ask, then advise').click();
  await ana.page.getByRole('button', { name: 'Take this challenge' }).click();
  await expect(ana.app.work.draft).toBeEditable();
  await challenge.open();
  await expect(ana.app.frame.heading).toHaveText('Ask, then advise');
  await challenge.openTurns();
  await challenge.finish.click();
  // The other one is underway, and its page is not what she ended.
  await expect(challenge.isDone).toBeInViewport();
  await expect(ana.app.frame.heading).toHaveText('Ask, then advise');
  await expectAccessible(ana.page);
  await ana.page.getByRole('main').getByRole('link', { name: 'Go to Today' }).click();
  await expect(ana.page.getByRole('region', { name: 'Your challenge' })).toContainText('Who are we talking to?');
});

test('a rating that was asked from the client is its own start, and struck numbers leave the page as wide as it was', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { challenge } = ana.app;
  await challenge.open();
  const rating = 'The owner recognises this person';
  await challenge.addNumber(rating, '2');
  await expect(challenge.measure(rating)).toContainText('Start: 2. Target');
  await challenge.addNumber(rating, '3', 'In the kitchen, after closing time');
  await challenge.addNumber(rating, '4');
  await expect(challenge.measure(rating)).toContainText('Now 4');
  await expect(challenge.measure(rating)).toContainText('Start: 2. Target');
  await challenge.numbers(rating).getByRole('button', { name: 'Strike' }).first().click();
  await expect(challenge.numbers(rating).getByRole('button', { name: 'Count it again' })).toBeVisible();
  await expect(challenge.measure(rating)).toContainText('Start: 3. Target');
  const widths = await ana.page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  expect(widths[0]).toBe(widths[1]);
});

test('a number reads as its start, its target and what was measured', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.challenge.open();
  await ana.app.challenge.addNumber(CONVERSATIONS, '2');
  await expect(ana.app.challenge.measure(CONVERSATIONS)).toContainText('Now 2');
  await expect(ana.app.challenge.measure(CONVERSATIONS)).toMatchAriaSnapshot({ name: 'measure.aria.yml' });
});

test('what is counted is whole, and an own target is hers to choose', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { challenge } = ana.app;
  await challenge.open();
  for (const wrong of ['-3', '2.5']) {
    await challenge.addNumber(CONVERSATIONS, wrong);
    await expect(challenge.measure(CONVERSATIONS)).toContainText('write a whole number');
    await expect(challenge.number(CONVERSATIONS)).toHaveValue(wrong);
  }
  await challenge.addNumber('The owner recognises this person', '6');
  await expect(challenge.measure('The owner recognises this person')).toContainText('write a number up to 5');
  await challenge.row('Put a little behind it').click();
  await ana.page.getByRole('button', { name: 'Swap my challenge for this one' }).click();
  await expect(ana.app.work.draft).toBeEditable();
  await challenge.open();
  await challenge.chooseTarget('Spent, at most the cap', '12,50');
  await expect(challenge.measure('Spent, at most the cap')).toContainText('Target 12.5');
  await challenge.addNumber('Spent, at most the cap', '3.5');
  await expect(challenge.measure('Spent, at most the cap')).toContainText('Now 3.5, target 12.5');
  await expectAccessible(ana.page);
});

test('once it is taken the path comes first, and the brief is folded until she wants it', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await expect(ana.app.challenge.goal).toBeVisible();
  await ana.app.work.begin();
  await ana.goOffline();
  const { challenge } = ana.app;
  await challenge.open();
  await expect(challenge.goal).toBeHidden();
  await expect(ana.page.getByRole('heading', { level: 2 }).first()).toHaveText('The path');
  const screens = await ana.page.evaluate(() => document.documentElement.scrollHeight / window.innerHeight);
  expect(screens).toBeLessThan(6);
  await challenge.turn('What it is, and why');
  await expect(challenge.goal).toBeVisible();
  await ana.killTab();
  await ana.open('/challenge');
  await expect(ana.app.challenge.goal).toBeVisible();
});

test('back from a lesson she is where she was, and on the link she took', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.challenge.open();
  const link = ana.page.getByRole('link', { name: /A brief in five lines/ });
  const down = () => ana.page.evaluate(() => Math.round(window.scrollY));
  const goBack = [
    () => ana.page.goBack(),
    () => ana.page.getByRole('banner').getByRole('link', { name: 'Challenge' }).click(),
  ];
  for (const back of goBack) {
    await link.evaluate((link) => link.scrollIntoView({ block: 'center' }));
    const before = await down();
    expect(before).toBeGreaterThan(0);
    await link.click();
    await expect(ana.app.frame.heading).toHaveText('A brief in five lines');
    await expect.poll(down).toBe(0);
    await back();
    await expect(ana.app.frame.heading).toHaveText('Who are we talking to?');
    await expect.poll(down).toBe(before);
    await expect(link).toBeFocused();
  }
});

test('what is unfolded in one challenge is folded in another', async ({ ana }) => {
  await beginAlone(ana);
  const good = ana.page.locator('section').filter({ has: ana.page.getByRole('heading', { name: 'What good looks like' }) }).last();
  await good.locator('summary').first().click();
  await expect(good.locator('details[open]')).toHaveCount(1);
  await ana.page.getByRole('heading', { name: 'All challenges' }).locator('..').getByRole('link').nth(1).click();
  await expect(ana.app.frame.heading).not.toHaveText('Who are we talking to?');
  await expect(good.locator('details')).not.toHaveCount(0);
  await expect(good.locator('details[open]')).toHaveCount(0);
});
