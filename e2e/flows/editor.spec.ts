// Writing with a thumb: marks by buttons, steps back that survive, and text that is read but never run.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { HOSTILE } from '../support/hostile.ts';
import { beginAlone, beginTogether, shareDraft } from '../support/people.ts';

test('buttons put marks around words and take them off again, emoji and all', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { editor } = ana.app;
  await editor.draft.fill('Rosa 👩‍🍳 bakes\nat night');
  await editor.select('👩‍🍳 bakes');
  await editor.mark('Bold').click();
  await expect(editor.draft).toHaveValue('Rosa **👩‍🍳 bakes**\nat night');
  await expect(editor.draft).toBeFocused();
  expect(await editor.selected()).toBe('👩‍🍳 bakes');
  await editor.mark('Bold').click();
  await expect(editor.draft).toHaveValue('Rosa 👩‍🍳 bakes\nat night');

  await editor.select('Rosa 👩‍🍳 bakes\nat night');
  await editor.mark('List').click();
  await expect(editor.draft).toHaveValue('- Rosa 👩‍🍳 bakes\n- at night');
  await editor.draft.press('Control+End');
  await editor.draft.pressSequentially('\nand reads\n\nin the morning');
  await expect(editor.draft).toHaveValue('- Rosa 👩‍🍳 bakes\n- at night\n- and reads\n\nin the morning');
  await editor.select('- Rosa 👩‍🍳 bakes\n- at night\n- and reads');
  await editor.mark('List').click();
  await expect(editor.draft).toHaveValue('Rosa 👩‍🍳 bakes\nat night\nand reads\n\nin the morning');

  await editor.select('night');
  await editor.draft.press('Control+b');
  await editor.select('reads');
  await editor.draft.press('Control+i');
  await editor.select('morning');
  await editor.draft.press('Control+k');
  expect(await editor.selected()).toBe('https://');
  await ana.page.keyboard.type('https://rosa.example');
  await expect(editor.draft).toHaveValue(
    'Rosa 👩‍🍳 bakes\nat **night**\nand *reads*\n\nin the [morning](https://rosa.example)',
  );
});

test('what she did is undone and done again, also after a reload', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { editor } = ana.app;
  await expect(editor.undo).toBeDisabled();
  await editor.typeAtOnce('Rosa bakes 🌱');
  await editor.select('bakes');
  await editor.mark('Bold').click();
  await expect(editor.draft).toHaveValue('Rosa **bakes** 🌱');
  await editor.draft.blur();
  await ana.app.frame.expectEverythingShared();
  await ana.reload();
  await expect(editor.draft).toHaveValue('Rosa **bakes** 🌱');
  await editor.undo.click();
  await expect(editor.draft).toHaveValue('Rosa bakes 🌱');
  await editor.draft.press('Control+z');
  await expect(editor.draft).toHaveValue('');
  await expect(editor.undo).toBeDisabled();
  await editor.redo.click();
  await editor.draft.press('Control+Shift+z');
  await expect(editor.draft).toHaveValue('Rosa **bakes** 🌱');
  await expect(editor.redo).toBeDisabled();
});

test('what was typed last is undone first, also when the stop came before its step was kept', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { editor, work } = ana.app;
  await editor.typeAtOnce('Rosa bakes.');
  await ana.app.me.open();
  const before = await ana.page.evaluate(() => localStorage.getItem('naptime.undo'));
  await work.open();
  await editor.draft.press('Control+End');
  await editor.typeAtOnce(' At night.');
  await ana.app.me.open();
  await ana.page.evaluate((kept) => localStorage.setItem('naptime.undo', kept ?? ''), before);
  await work.open();
  await expect(editor.draft).toHaveValue('Rosa bakes. At night.');
  await editor.undo.click();
  await expect(editor.draft).toHaveValue('Rosa bakes.');
  await editor.undo.click();
  await expect(editor.draft).toHaveValue('');
});

test('what she did is there to be undone when the page goes in the middle of it', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  const { editor, group: { charter } } = ana.app;
  await editor.typeAtOnce('We are kind.', charter);
  await ana.app.frame.expectEverythingShared();
  await editor.typeAtOnce('\nWe answer.', charter);
  // The words are stored; what can be undone is kept once her hands rest, or the page goes.
  await ana.app.frame.expectSavedHere();
  await ana.reload();
  await expect(ana.app.group.charter).toHaveValue('We are kind.\nWe answer.');
  await ana.app.group.charter.press('Control+z');
  await expect(ana.app.group.charter).toHaveValue('We are kind.');
});

test('undo takes back her own words and never those of somebody else', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await ana.app.editor.typeAtOnce('We are kind. ', ana.app.group.charter);
  await expect(ben.app.group.charter).toHaveValue('We are kind. ');
  await ben.app.group.charter.press('Control+End');
  await ben.app.group.charter.pressSequentially('We answer.');
  await expect(ana.app.group.charter).toHaveValue('We are kind. We answer.');
  await ana.app.group.charter.press('Control+z');
  await expect(ana.app.group.charter).toHaveValue('We answer.');
  await expect(ben.app.group.charter).toHaveValue('We answer.');
  await ana.app.group.charter.press('Control+z');
  await expect(ana.app.group.charter).toHaveValue('We answer.');
});

test('a box that is full says so, and gives back what found no room', async ({ ana }) => {
  const most = 'a'.repeat(79);
  await beginAlone(ana);
  await ana.app.work.begin();
  const { title } = ana.app.work;
  await expect(title).toBeEditable();
  await title.fill(most);
  await title.press('End');
  await title.pressSequentially('bc');
  await expect(title).toHaveValue(`${most}b`);
  await expect(ana.page.getByText('No more than 80 characters fit.')).toBeVisible();
  await ana.app.frame.expectSavedHere();
  // Some keyboards put in more than a box says it takes.
  await title.evaluate((box: HTMLTextAreaElement) => {
    box.value += ' and more';
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  });
  const notice = ana.page.getByRole('alert');
  await expect(notice).toContainText('There is no room for these words here');
  await expect(notice.getByText('and more')).toBeVisible();
  await expect(title).toHaveValue(`${most}b`);
  await notice.getByRole('button', { name: 'I have them' }).click();
  await expect(notice).toBeHidden();
});

test('a link needs words: without any the button says so and writes nothing', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const { editor } = ana.app;
  await editor.draft.fill('See ');
  await editor.mark('Link').click();
  await expect(ana.page.getByText('Mark the words that lead somewhere first.')).toBeVisible();
  await expect(editor.draft).toHaveValue('See ');
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('the draft can be read as its readers will see it', async ({ ana }) => {
      await beginAlone(ana);
      await ana.app.work.begin();
      const { editor } = ana.app;
      await editor.draft.fill('## Rosa\n\nShe **bakes** at *night*.\n\n- bread\n- rolls\n\n> Sundays are quiet.\n\n[Her page](https://rosa.example)');
      await expectAccessible(ana.page);
      await editor.read();
      await expect(editor.text).toMatchAriaSnapshot({ name: 'reading.aria.yml' });
      await expectAccessible(ana.page);
      await editor.goOnWriting();
      await expect(editor.draft).toHaveValue(/Her page/);
    });
  });
}

test('a note marks the right words of a text with marks in it', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', '## Rosa 🌱\n\n- She **bakes at night**.\n- She reads.');
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.select('bakes at night');
  await ben.page.getByRole('button', { name: 'Note on these words' }).click();
  await ben.app.critique.goOn.click();
  await expect(ben.app.editor.text.locator('mark')).toHaveText(['bakes at night']);
});

test('hostile Markdown from a peer runs nothing and loads nothing', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  const foreign: string[] = [];
  ben.page.on('request', (request) => {
    if (request.url().includes('evil.example')) foreign.push(request.url());
  });
  ben.page.on('dialog', (dialog) => { foreign.push(dialog.message()); void dialog.dismiss(); });
  await ben.page.evaluate(() => {
    const reports: string[] = [];
    Object.assign(window, { reports });
    document.addEventListener('securitypolicyviolation', (event) => reports.push(event.violatedDirective));
  });
  await shareDraft(ana, 'Look at this', HOSTILE.join('\n\n'));
  await ben.app.critique.open('Look at this');
  const { text } = ben.app.editor;
  await expect(text).toContainText('window.ran');
  await expect(text.locator('script, img, iframe, style, link, base, svg, b, object, embed, form')).toHaveCount(0);
  const targets = await text.locator('a').evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(targets.filter((target) => !target.startsWith('https://evil.example'))).toEqual([]);
  await expect(text).toContainText('bank.example (https://evil.example/bank)');
  const seen = await ben.page.evaluate(() => {
    const { ran, reports } = window as unknown as { ran?: boolean; reports: string[] };
    return { ran: ran ?? false, reports };
  });
  expect(seen).toEqual({ ran: false, reports: [] });
  expect(foreign).toEqual([]);
});
