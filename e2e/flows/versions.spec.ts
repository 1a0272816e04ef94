// Versions of a draft: kept, compared word by word, brought back and taken back again, without a network.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginAlone, beginTogether, shareDraft } from '../support/people.ts';

const PAGE = ['Rosa is 41.', 'She bakes at night.', 'One.', 'Two.', 'Three.', 'Four.', 'Sundays are quiet.', 'The end.'];
const FIRST = PAGE.join('\n\n');
const SECOND = FIRST.replace('at night', 'before dawn').replace('The end.', 'Ask her.');

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('a version is kept, compared with the draft, brought back and taken back', async ({ ana }) => {
      test.slow();
      await beginAlone(ana);
      await ana.waitUntilKept();
      await ana.app.work.begin();
      await ana.goOffline();
      const { versions, work } = ana.app;
      await work.draft.fill(FIRST);
      await versions.open();
      await expect(ana.page.getByText('whatever you write next')).toBeVisible();
      await expectAccessible(ana.page);
      await versions.keep('Before Rosa read it');
      await work.open();
      await work.draft.fill(SECOND);
      await versions.open();
      await versions.keep();
      await expect(versions.rows.last()).toContainText('Before Rosa read it');
      await expectAccessible(ana.page);

      await versions.read('Before Rosa read it');
      await expect(ana.app.editor.text).toContainText('She bakes at night.');
      await versions.compareWith.selectOption('My draft as it is now');
      await expect(versions.comparison).toMatchAriaSnapshot({ name: 'comparison.aria.yml' });
      await expect(versions.comparison.locator('ins').first()).toContainText('before dawn.');
      await expect(versions.comparison.locator('del').first()).toContainText('at night.');
      await versions.comparison.getByText('3 paragraphs unchanged').click();
      await expect(versions.comparison.getByText('Three.')).toBeVisible();
      await expectAccessible(ana.page);

      await versions.rename('For Rosa 🌱');
      await versions.restore.click();
      await expect(versions.restored).toBeVisible();
      await expectAccessible(ana.page);
      await versions.undo.click();
      await expect(versions.restore).toBeVisible();
      await versions.restore.click();
      await expect(versions.restored).toBeVisible();
      await ana.app.frame.expectSavedHere();

      await ana.killTab();
      await ana.open('/work');
      await expect(ana.app.work.draft).toHaveValue(FIRST);
      await ana.app.versions.open();
      await expect(ana.app.versions.rows.first()).toContainText('restored from “For Rosa 🌱”');
      await expect(ana.app.versions.rows).toHaveCount(5);
    });
  });
}

test('versions of the same minute are told apart', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { versions, work } = ana.app;
  for (const words of ['One.', 'One. Two.', 'One. Two. Three.']) {
    await work.open();
    await work.draft.fill(words);
    await versions.open();
    await versions.keep();
  }
  const names = await versions.rows.getByRole('link').allInnerTexts();
  expect(new Set(names).size).toBe(3);
  await versions.rows.getByRole('link').first().click();
  const offered = await versions.compareWith.getByRole('option').allInnerTexts();
  expect(new Set(offered).size).toBe(4);
});

test('a version that is brought back is one step of the draft, taken back and done again', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { editor, versions, work } = ana.app;
  await editor.typeAtOnce('The baby is five months old. Second sentence.');
  await versions.open();
  await versions.keep('One');
  await work.open();
  await editor.select('five');
  await editor.typeAtOnce('six');
  await editor.draft.press('Control+End');
  await editor.typeAtOnce(' Third sentence.');
  await versions.open();
  await versions.read('One');
  await versions.restore.click();
  await expect(versions.restored).toBeVisible();
  await work.open();
  await expect(editor.draft).toHaveValue('The baby is five months old. Second sentence.');
  await editor.undo.click();
  await expect(editor.draft).toHaveValue('The baby is six months old. Second sentence. Third sentence.');
  await editor.undo.click();
  await expect(editor.draft).toHaveValue('The baby is six months old. Second sentence.');
  await versions.open();
  await work.open();
  await editor.redo.click();
  await editor.redo.click();
  await expect(editor.draft).toHaveValue('The baby is five months old. Second sentence.');
  await expect(editor.redo).toBeDisabled();
});

test('two versions are compared from the older to the newer', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { versions, work } = ana.app;
  for (const [draft, name] of [['Rosa is 41.', 'One'], ['Rosa is 42.', 'Two']] as const) {
    await work.open();
    await work.draft.fill(draft);
    await versions.open();
    await versions.keep(name);
  }
  await versions.read('Two');
  await versions.compareWith.selectOption('One');
  await expect(ana.page.getByRole('heading', { name: 'From “One” to “Two”' })).toBeVisible();
  await expect(versions.comparison.locator('ins')).toContainText('42.');
});

test('what she shares is kept as a version under its title', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', 'Rosa is 41.');
  await ana.app.work.open();
  await ana.app.versions.open();
  await expect(ana.app.versions.rows).toHaveCount(1);
  await ana.app.versions.read('Rosa, one page');
  await expect(ana.app.editor.text).toHaveText('Rosa is 41.');
  await expect(ana.page.getByText('Your draft says just this.')).toBeVisible();
});

test('a title that is as long as it can be says so', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await ana.app.work.begin();
  await ana.app.work.draft.fill('Rosa is 41.');
  await ana.page.getByRole('link', { name: 'Share with my group' }).click();
  await ana.page.getByLabel('A title for the group’s list').pressSequentially('x'.repeat(90));
  await expect(ana.page.getByText('No more than 80 characters fit.')).toBeVisible();
});
