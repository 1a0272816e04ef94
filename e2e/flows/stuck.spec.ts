// Stuck: help is found by need, without a network, and other people are never far.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginAlone, beginTogether } from '../support/people.ts';

test('help is found as she types, offline, and is still there when she comes back from it', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.reload();
  await ana.app.stuck.open();
  await ana.app.stuck.words.pressSequentially('know what to ask');
  await expect(ana.app.stuck.number).toHaveText(/answers?$/);
  await expect(ana.app.stuck.marks.first()).toHaveText(/know/i);
  await ana.app.stuck.answer('Three questions that get stories').click();
  await expect(ana.app.frame.heading).toHaveText('Three questions that get stories');
  await ana.page.goBack();
  await expect(ana.app.stuck.words).toHaveValue('know what to ask');
  await expect(ana.app.stuck.answer('Three questions that get stories')).toBeVisible();
  await ana.reload();
  await expect(ana.app.stuck.words).toHaveValue('know what to ask');
});

test('our own way back from an answer leads to the question, with its answers and as far down as she was', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.waitUntilKept();
  const { stuck } = ana.app;
  const isDown = () => ana.page.evaluate(() => Math.round(window.scrollY));
  for (const [asked, answer] of [['know what to ask', 'Three questions that get stories'], ['a note has hurt me', 'A note that stung']] as const) {
    await ana.app.challenge.open();
    await stuck.open();
    await stuck.words.fill(asked);
    await expect(stuck.answer(answer)).toBeVisible();
    await ana.page.evaluate(() => window.scrollTo(0, 120));
    await stuck.answer(answer).click();
    await expect(ana.app.frame.heading).toHaveText(answer);
    await stuck.back.click();
    await expect(stuck.words).toHaveValue(asked);
    await expect(stuck.answer(answer)).toBeFocused();
    await expect.poll(isDown).toBe(120);
    await expect(ana.page).toHaveURL(/#q=/);
  }
  await ana.app.challenge.open();
  await ana.open('/lesson/three-questions');
  await expect(stuck.back).toHaveCount(0);
});

test('the best answers come first; more of them if she asks, and they are there when she comes back from one', async ({ ana }) => {
  await beginAlone(ana);
  const { stuck } = ana.app;
  await stuck.open();
  await stuck.words.fill('ask');
  await expect(stuck.answers).toHaveCount(5);
  await expect(stuck.number).toHaveText('5 answers');
  await stuck.more.click();
  await expect(stuck.more).toHaveCount(0);
  await expect(stuck.number).not.toHaveText('5 answers');
  const sixth = stuck.answers.nth(5);
  await expect(ana.page.locator('#answers > :focus').getByRole('link')).toHaveAttribute('href', (await sixth.getAttribute('href')) ?? '');
  await expectAccessible(ana.page);
  const title = await sixth.locator('.row-name').innerText();
  await sixth.click();
  await expect(ana.app.frame.heading).toHaveText(title);
  await stuck.back.click();
  await expect(sixth).toBeFocused();
  await stuck.words.fill('asks');
  await expect(stuck.answers).toHaveCount(5);
});

test('what she asks stays with her, also through a reload that the server answers', async ({ ana }) => {
  await beginAlone(ana);
  const sent: string[] = [];
  ana.page.on('request', (request) => sent.push(request.url().split('#')[0] ?? ''));
  await ana.app.stuck.open();
  await ana.app.stuck.words.fill('my client is angry');
  await expect(ana.page).toHaveURL(/angry/);
  await ana.page.evaluate(async () => {
    for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  });
  await ana.reload();
  await expect(ana.app.stuck.words).toHaveValue('my client is angry');
  expect(sent.length).toBeGreaterThan(0);
  expect(sent.filter((url) => url.includes('angry'))).toEqual([]);
});

test('what she asked is there again after the phone has stopped the app', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.app.stuck.open();
  await ana.app.stuck.words.pressSequentially('know what to ask');
  await expect(ana.page).toHaveURL(/ask$/);
  await ana.killTab();
  await ana.open();
  await expect(ana.app.stuck.words).toHaveValue('know what to ask');
  await expect(ana.app.stuck.answer('Three questions that get stories')).toBeVisible();
});

test('an answer she turns to at once, without leaving the box, leads back to the whole question', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.stuck.open();
  await ana.app.stuck.words.fill('know what to');
  await expect(ana.page).toHaveURL(/to$/);
  await ana.app.stuck.words.pressSequentially(' ask');
  // As on iOS: the tap takes no focus, so the box tells of no change.
  await ana.app.stuck.answer('Three questions that get stories').evaluate((link: HTMLElement) => link.click());
  await expect(ana.app.frame.heading).toHaveText('Three questions that get stories');
  await ana.page.goBack();
  await expect(ana.app.stuck.words).toHaveValue('know what to ask');
});

test('every challenge is there offline: an answer opens its lesson at the very step, and slips are forgiven', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.reload();
  await ana.app.stuck.open();
  await ana.app.stuck.words.fill('brake squeeks');
  await ana.app.stuck.answer(/Audience from persona and survey/).click();
  await expect(ana.app.lesson.step).toHaveText('From a person to a moment');
});

test('a nugget helps with the work at hand', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.app.stuck.open();
  await ana.app.stuck.words.fill('a note has hurt me');
  await ana.app.stuck.answer(/A note that stung/).click();
  await expect(ana.page.getByText('A note on my work has hurt me')).toBeVisible();
  await ana.app.lesson.goToNext();
  await ana.app.lesson.goToNext();
  await ana.app.lesson.done.click();
  await expect(ana.app.work.draft).toBeEditable();
});

test('what others say leads to their lesson; what nobody wrote of leads to the ladder', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.stuck.open();
  await ana.app.stuck.answer('I don’t know which organisation to choose').click();
  await expect(ana.app.lesson.step).toBeVisible();
  await ana.page.goBack();
  await ana.app.stuck.words.fill('zeppelin');
  await expect(ana.app.stuck.nothing).toBeVisible();
  await expect(ana.app.stuck.rung('Try it')).toBeVisible();
  await expect(ana.app.stuck.rung('Ask a peer').getByRole('link', { name: 'Make or join a group' })).toBeVisible();
});

test('someone in a group is led to it', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await ana.open('/stuck');
  await ana.app.stuck.rung('Ask a peer').getByRole('link', { name: 'Ask my group' }).click();
  await expect(ana.app.frame.heading).toHaveText('Corner bakery');
});

test('help is in reach from Today while a challenge is under way, and leads back there', async ({ ana }) => {
  await beginAlone(ana);
  const { frame, stuck, today } = ana.app;
  await frame.goTo('Today');
  await expect(today.title).toBeVisible();
  await expect(stuck.link).toHaveCount(0);
  await ana.app.work.begin();
  await frame.goTo('Today');
  await expectAccessible(ana.page);
  await stuck.link.click();
  await stuck.words.fill('know what to ask');
  await stuck.answer('Three questions that get stories').click();
  await stuck.back.click();
  await expect(stuck.words).toHaveValue('know what to ask');
  await ana.page.getByRole('banner').getByRole('link', { name: 'Today' }).click();
  await expect(frame.heading).toHaveText('Today');
  await ana.app.challenge.open();
  await stuck.link.click();
  await expect(ana.page.getByRole('banner').getByRole('link', { name: 'Challenge' })).toBeVisible();
});

test('the way to help is in the same place on every screen of a challenge', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const places = [];
  for (const path of ['/today', '/challenge', '/lesson/three-questions', '/lesson/three-questions/2', '/work']) {
    await ana.open(path);
    await expect(ana.app.stuck.link).toBeVisible();
    places.push(await ana.app.stuck.link.boundingBox());
  }
  expect(new Set(places.map((place) => JSON.stringify(place))).size).toBe(1);
  expect(places[0]?.height).toBeGreaterThanOrEqual(48);
  await ana.goOffline();
  await ana.app.work.write('It fits.');
  await expect(ana.app.frame.status).toHaveText('Saved on this phone');
  expect(await ana.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});

test('help reads as a question, answers and a ladder', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.stuck.open();
  await ana.app.stuck.words.fill('review');
  await expect(ana.app.stuck.number).toHaveText(/answers?$/);
  await expect(ana.page.getByRole('main')).toMatchAriaSnapshot({ name: 'stuck.aria.yml' });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('help is accessible, and so is what it leads to', async ({ ana }) => {
      await beginAlone(ana);
      await ana.app.stuck.open();
      await expectAccessible(ana.page);
      await ana.app.stuck.words.fill('review');
      await expect(ana.app.stuck.number).toHaveText(/answers?$/);
      await expectAccessible(ana.page);
      await ana.app.stuck.words.fill('zeppelin');
      await expectAccessible(ana.page);
      await ana.open('/nugget/a-note-that-stung');
      await expectAccessible(ana.page);
    });
  });
}
