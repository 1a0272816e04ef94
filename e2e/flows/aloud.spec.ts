// A lesson is read step by step, with eyes or ears, and goes on where it was put down.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { NextEdition } from '../support/editions.ts';
import { beginAlone } from '../support/people.ts';
import { Voices } from '../support/voices.ts';

const LESSON = '/lesson/three-questions';

test('a lesson goes on at the first step that is not done, and a step can be reopened', async ({ ana }) => {
  await beginAlone(ana);
  await ana.open(LESSON);
  await expect(ana.app.lesson.progress).toHaveAccessibleName(/^Step 1 of \d+ · \d+ minutes left$/);
  const first = await ana.app.lesson.step.innerText();
  await ana.app.lesson.done.click();
  await expect(ana.app.lesson.step).not.toHaveText(first);
  const second = await ana.app.lesson.step.innerText();
  await ana.app.frame.expectEverythingShared();
  await ana.open('/today');
  await ana.open(LESSON);
  await expect(ana.app.lesson.step).toHaveText(second);
  await ana.app.lesson.before.click();
  await expect(ana.app.lesson.next).toBeVisible();
  await ana.app.lesson.reopen.click();
  await expect(ana.app.lesson.done).toBeVisible();
  // It shows before it is stored.
  await ana.app.frame.expectSavedHere();
  await ana.open('/today');
  await ana.open(LESSON);
  await expect(ana.app.lesson.step).toHaveText(first);
});

test('a prompt leads to the very place in her own work', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.open('/lesson/brief-in-five-lines');
  await ana.app.lesson.doneUntilPrompt();
  const box = ana.page.getByRole('textbox');
  await box.fill('Mira, who bakes');
  const name = await box.getAttribute('id');
  await ana.app.lesson.openInWork.click();
  await expect(ana.page.locator(`#${name}`)).toHaveValue('Mira, who bakes');
  await expect(ana.page.locator(`#${name}`)).toBeInViewport();
});

test('a voice reads sentence by sentence, shows where it is, and waits when asked', async ({ ana }) => {
  await beginAlone(ana);
  const voices = await Voices.give(ana.page);
  await ana.open(LESSON);
  const title = await ana.app.lesson.step.innerText();
  await ana.app.lesson.readAloud.click();
  await expect(ana.app.lesson.said).toHaveText(title);
  await voices.endSentence();
  await expect(ana.app.lesson.said).not.toHaveText(title);
  const sentence = await ana.app.lesson.said.innerText();
  expect((await voices.said()).map((said) => said.text)).toEqual([title, sentence.trim()]);
  await ana.app.lesson.pause.click();
  expect(await voices.isSpeaking()).toBe(false);
  await expect(ana.app.lesson.said).toHaveText(sentence);
  await ana.app.lesson.goOnReading.click();
  await expect(ana.app.lesson.pause).toBeVisible();
  await expect.poll(async () => (await voices.said()).at(-1)?.text).toBe(sentence.trim());
});

test('the pace is kept, and changes the sentence that is being said', async ({ ana }) => {
  await beginAlone(ana);
  const voices = await Voices.give(ana.page);
  await ana.open(LESSON);
  await expect(ana.app.lesson.pace).toHaveCount(0);
  await ana.app.lesson.readAloud.click();
  await expect(ana.app.lesson.said).toBeVisible();
  await expect(ana.app.lesson.pace).toHaveText('Pace 1');
  await ana.app.lesson.pace.click();
  await expect.poll(async () => (await voices.said()).map((said) => said.rate)).toEqual([1, 1.25]);
  expect(await voices.isSpeaking()).toBe(true);
  await ana.app.lesson.pace.click();
  await ana.app.lesson.pace.click();
  await expect(ana.app.lesson.pace).toHaveText('Pace 0.8');
  await ana.reload();
  await expect(ana.app.lesson.pace).toHaveText('Pace 0.8');
});

test('the voice goes on to the next step only when asked, and stops when she leaves', async ({ ana }) => {
  await beginAlone(ana);
  const voices = await Voices.give(ana.page);
  await ana.open(LESSON);
  const title = await ana.app.lesson.step.innerText();
  await ana.app.lesson.readAloud.click();
  // The button for a pause is there while a voice is still looked for.
  await expect(ana.app.lesson.said).toHaveText(title);
  while (await voices.isSpeaking()) await voices.endSentence();
  await expect(ana.app.lesson.step).toHaveText(title);
  await expect(ana.app.lesson.said).toHaveCount(0);
  await ana.app.lesson.readNext.click();
  await expect(ana.app.lesson.step).not.toHaveText(title);
  await expect(ana.app.lesson.said).toHaveText(await ana.app.lesson.step.innerText());
  await ana.app.stuck.open();
  expect(await voices.isSpeaking()).toBe(false);
});

test('a killed tab goes on at the sentence the voice was at', async ({ ana }) => {
  await beginAlone(ana);
  const voices = await Voices.give(ana.page);
  await ana.open(LESSON);
  await ana.app.lesson.readAloud.click();
  await expect(ana.app.lesson.said).toBeVisible();
  for (let sentence = 0; sentence < 3; sentence += 1) {
    const before = await ana.app.lesson.said.innerText();
    await voices.endSentence();
    await expect(ana.app.lesson.said).not.toHaveText(before);
  }
  const sentence = await ana.app.lesson.said.innerText();
  await ana.killTab();
  await ana.open(LESSON);
  await expect(ana.app.lesson.said).toHaveText(sentence);
  await expect(ana.app.lesson.goOnReading).toBeVisible();
});

test('a browser without a voice says so, and the lesson is there to read', async ({ ana }) => {
  await beginAlone(ana);
  await ana.open(LESSON);
  await ana.app.lesson.readAloud.click();
  await expect(ana.page.getByRole('main').getByRole('status')).toHaveText(/^This browser has no voice/);
  await expect(ana.app.lesson.done).toBeVisible();
});

test('a step reads as its place, its voice, its text and one way on', async ({ ana }) => {
  await beginAlone(ana);
  await ana.open('/nugget/a-note-that-stung');
  await expect(ana.app.lesson.step).toBeVisible();
  await expect(ana.page.getByRole('main')).toMatchAriaSnapshot({ name: 'step.aria.yml' });
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('a lesson that is read aloud is accessible, and one that is done', async ({ ana }) => {
      await beginAlone(ana);
      const voices = await Voices.give(ana.page);
      await ana.open('/lesson/alt-text-and-captions');
      await ana.app.lesson.readAloud.click();
      await expect(ana.app.lesson.said).toBeVisible();
      await voices.endSentence();
      await expect(ana.app.lesson.said).toBeVisible();
      await expectAccessible(ana.page);
      while (await ana.app.lesson.readNext.isHidden()) await voices.endSentence();
      await expectAccessible(ana.page);
      await ana.app.lesson.done.click();
      await ana.app.lesson.before.click();
      await expect(ana.app.lesson.reopen).toBeVisible();
      await expectAccessible(ana.page);
    });
  });
}

test('a course in another language says so where its text stands, and is read by a voice of that language', async ({ ana, server }) => {
  const edition = await NextEdition.inLanguage('pt-BR');
  await server.serveApp(edition.app);
  await beginAlone(ana);
  const { page } = ana;
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  for (const text of [ana.app.frame.heading, page.locator('.prose'), page.getByRole('listitem').getByRole('heading', { level: 3 }).first()]) {
    await expect(text).toHaveAttribute('lang', 'pt-BR');
  }
  const voices = await Voices.give(page);
  await ana.open(LESSON);
  for (const text of [ana.app.frame.heading, ana.app.lesson.step, page.locator('.prose')]) {
    await expect(text).toHaveAttribute('lang', 'pt-BR');
  }
  await ana.app.lesson.readAloud.click();
  await expect.poll(async () => (await voices.said()).map((said) => said.lang)).toEqual(['pt_BR']);
  await edition.remove();
});
