// Critique by several people, together and apart: nothing anyone wrote is lost, and everyone ends with the same.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginTogether, shareDraft } from '../support/people.ts';

const DRAFT = 'Rosa is 41. She bakes at night and reads reviews in the morning.\n\nShe worries about Sundays.';

test('a note stays private until it is shared, then its author reads it', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.draft('It works', 'The second line shows who it is for 🌱');
  await expect(ana.app.critique.notes).toHaveCount(0);
  await ben.app.critique.shareNotes();
  await expect(ana.app.critique.note('The second line shows who it is for 🌱')).toContainText('Ben');
});

test('two critics offline at once write notes and the same paragraph, and nothing is lost', async ({ ana, ben, cleo }) => {
  await beginTogether('Corner bakery', ana, ben, cleo);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  for (const critic of [ben, cleo]) {
    await critic.app.critique.open('Rosa, one page');
    await critic.app.critique.draft('Not there yet', `${critic.name} wonders about Sundays.`);
    await critic.app.critique.shareNotes();
  }
  for (const critic of [ben, cleo]) await expect(critic.app.critique.synthesis).toBeEditable();
  await ben.app.critique.synthesis.fill('We see Rosa. We miss her voice.');
  await expect(cleo.app.critique.synthesis).toHaveValue('We see Rosa. We miss her voice.');

  await ben.goOffline();
  await cleo.goOffline();
  for (const critic of [ben, cleo]) {
    const paragraph = critic.app.critique.synthesis;
    await paragraph.press('Control+End');
    await paragraph.pressSequentially(` ${critic.name} would ask her about Monday.`);
    await critic.app.critique.draft('Suggestion', `${critic.name} suggests a quote.`);
    await critic.app.critique.shareNotes();
    await critic.app.frame.expectSavedHere();
  }
  await ben.goOnline();
  await cleo.goOnline();

  const words = (text: string) => text.split(/\s+/).sort();
  const all = words('We see Rosa. We miss her voice. Ben would ask her about Monday. Cleo would ask her about Monday.');
  for (const critic of [ben, cleo]) {
    await expect.poll(async () => words(await critic.app.critique.synthesis.inputValue())).toEqual(all);
    await critic.app.frame.expectEverythingShared();
  }
  expect(await ben.app.critique.synthesis.inputValue()).toBe(await cleo.app.critique.synthesis.inputValue());
  for (const person of [ana, ben, cleo]) {
    for (const critic of ['Ben', 'Cleo']) await expect(person.app.critique.note(`${critic} suggests a quote.`)).toBeVisible();
  }
});

test('what is typed in one breath with the tap that shares it is shared, and the status goes on', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.critique.open('Rosa, one page');
  await ben.goOffline();
  await ben.app.critique.draft('It works', '');
  await ben.app.critique.typeAndTap('It works', ['I can ', 'see ', 'her.'], 'Share my notes');
  await expect(ben.app.critique.note('I can see her.')).toBeVisible();
  await ben.app.critique.draft('Question', '');
  await ben.app.critique.typeAndTap('Question', ['Who', ' is', ' she?'], 'Take away');
  await expect(ben.page.getByRole('button', { name: 'Take away' })).toHaveCount(0);
  await expect(ben.app.frame.status).toHaveText(/will be shared/);
  await ben.app.frame.hearStatus();
  await ben.goOnline();
  await expect(ana.app.critique.note('I can see her.')).toBeVisible();
  await ben.app.frame.expectHeard('Shared with your group');
});

test('while notes are being shared they take no letters: none is lost, and none sneaks in', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.draft('It works', 'I can see her.');
  expect(await ben.app.critique.tapAndType('It works', 'Share my notes', ' Or can I?')).toBe('I can see her.');
  await expect(ana.app.critique.note('I can see her.')).toBeVisible();
  await expect(ana.app.critique.note('Or can I?')).toHaveCount(0);
});

test('who writes a note goes on writing while its author is called something else and takes the work back', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.draft('It works', 'I can');
  const { critique } = ben.app;
  await ana.app.me.open();
  await ana.app.me.name.fill('Anabel');
  await ana.page.getByRole('button', { name: 'Keep this name' }).click();
  await expect(ben.page.getByText('by Anabel')).toBeVisible();
  await expect(critique.draftOf('It works')).toBeFocused();
  await ana.app.critique.open('Rosa, one page');
  await ana.app.critique.takeBack();
  await expect(critique.takenBack).toBeVisible();
  await expect(critique.draftOf('It works')).toBeFocused();
  await ben.page.keyboard.type(' see her.');
  await expect(critique.draftOf('It works')).toHaveValue('I can see her.');
});

test('a sheet goes with what it lies over, and Back and the tabs lead where they always did', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.critique.open('Rosa, one page');
  await ben.page.getByRole('button', { name: 'Write a note' }).click();
  await expect(ben.app.critique.goOn).toBeVisible();
  await ana.app.critique.takeBack();
  await expect(ben.app.critique.takenBack).toBeVisible();
  await expect(ben.page.getByRole('dialog')).toHaveCount(0);
  await ben.app.frame.goTo('Today');
  await ben.page.goBack();
  await expect(ben.app.frame.heading).toHaveText('Rosa, one page');
  await ben.page.goBack();
  await expect(ben.app.frame.heading).toHaveText('Critique');
});

test('an answer is written on while a note from before arrives', async ({ ana, ben, cleo }) => {
  await beginTogether('Corner bakery', ana, ben, cleo);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await cleo.app.critique.open('Rosa, one page');
  await cleo.goOffline();
  await cleo.app.critique.draft('It works', 'I can see her.');
  await cleo.app.critique.shareNotes();
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.draft('Question', 'When does she sleep?');
  await ben.app.critique.shareNotes();
  await ana.app.critique.beginAnswer('When does she sleep?', 'In the');
  await expect(ana.app.critique.answer('When does she sleep?')).toBeFocused();
  await cleo.goOnline();
  await expect(ana.app.critique.notes.first()).toContainText('I can see her.');
  await expect(ana.app.critique.answer('When does she sleep?')).toBeFocused();
  await ana.page.keyboard.type(' afternoon.');
  await expect(ana.app.critique.answer('When does she sleep?')).toHaveValue('In the afternoon.');
});

test('what others noted waits until she has shared hers, or wants to see it', async ({ ana, ben, cleo }) => {
  await beginTogether('Corner bakery', ana, ben, cleo);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.draftOn('bakes at night', 'It works', 'I can see her.');
  await ben.app.critique.shareNotes();
  await expect(ben.app.critique.note('I can see her.')).toBeVisible();
  const { critique } = cleo.app;
  await critique.open('Rosa, one page');
  await expect(critique.waiting).toContainText('1 note by others');
  await expect(critique.note('I can see her.')).toHaveCount(0);
  await expect(critique.text.getByRole('link', { name: 'Note 1' })).toHaveCount(0);
  await expectAccessible(cleo.page);
  await critique.showOthers.click();
  await expect(critique.note('I can see her.')).toBeVisible();
  await expect(critique.text.getByRole('link', { name: 'Note 1' })).toBeVisible();
  await expect(critique.note('I can see her.')).toContainText('Note 1');
  await expect(cleo.page.getByRole('heading', { name: 'Notes', exact: true })).toBeFocused();
  await cleo.reload();
  await expect(critique.note('I can see her.')).toBeVisible();
  await shareDraft(ben, 'Noor, one page', DRAFT);
  await cleo.app.critique.open('Noor, one page');
  await cleo.app.critique.draft('Question', 'When does she sleep?');
  await cleo.app.critique.shareNotes();
  await ana.app.critique.open('Noor, one page');
  await ana.app.critique.draft('It works', 'I can see her, too.');
  await expect(ana.app.critique.waiting).toBeVisible();
  await ana.app.critique.shareNotes();
  await expect(ana.app.critique.note('When does she sleep?')).toBeVisible();
  await expect(ana.app.critique.waiting).toHaveCount(0);
});

test('one critic alone is not asked what critics have in common', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.draft('Not there yet', 'Whose words are these?');
  await ben.app.critique.shareNotes();
  await expect(ben.app.critique.note('Whose words are these?')).toContainText('Not there yet');
  await expect(ben.page.getByText('In common')).toHaveCount(0);
});

test('what she takes back is gone for her group, and what was said about it stays', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.draft('It works', 'I can see her.');
  await ben.app.critique.shareNotes();
  await ana.app.critique.takeBack();
  await expect(ben.app.critique.takenBack).toBeVisible();
  await expect(ben.app.critique.text).toHaveCount(0);
  await expect(ben.app.critique.note('I can see her.')).toBeVisible();
  await expectAccessible(ben.page);
  await expect(ana.app.critique.text).toContainText('She bakes at night');
  await expectAccessible(ana.page);
  await ben.app.frame.goTo('Critique');
  await expect(ben.page.getByRole('link', { name: /Rosa, one page/ })).toContainText('taken back');
  await ana.page.getByRole('button', { name: 'Show it again' }).click();
  await ben.app.critique.open('Rosa, one page');
  await expect(ben.app.critique.text).toContainText('She bakes at night');
});

test('whether to take it back can be read and answered where she asked it', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ana.page.getByRole('button', { name: 'Take it back', exact: true }).click();
  for (const name of ['Yes, take it back', 'No, leave it']) {
    const button = ana.page.getByRole('button', { name });
    await expect.poll(() => button.evaluate(isUncovered)).toBe(true);
  }
});

test('a note on marked words is written in sight, above the bars', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', `${DRAFT}\n\n${'She reads, and bakes. '.repeat(60)}`);
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.select('bakes at night');
  await ben.page.getByRole('button', { name: 'Note on these words' }).click();
  await ben.app.critique.goOn.click();
  const box = ben.app.critique.draftOf('It works');
  await expect(box).toBeFocused();
  await expect.poll(() => box.evaluate(isUncovered)).toBe(true);
  await expect(box).toBeEditable();
  await box.pressSequentially('Which nights?');
  expect(await box.evaluate(isUncovered)).toBe(true);
});

test('a second sharing under the same title is told from the first by when it was', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.frame.goTo('Critique');
  const rows = ben.page.getByRole('main').getByRole('link', { name: /^Rosa, one page/ });
  const when = /\d:\d\d/;
  await expect(rows).toHaveCount(1);
  await expect(rows).not.toContainText(when);
  await ana.app.work.open();
  await ana.app.work.write(' On Mondays she rests.');
  await ana.app.work.share('Rosa, one page');
  await expect(rows).toHaveCount(2);
  for (const row of await rows.all()) await expect(row).toContainText(when);
});

test('the author answers a question, and half an answer outlives the tab', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ana.waitUntilKept();
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.draft('Question', 'When does she sleep?');
  await ben.app.critique.shareNotes();
  await ana.app.critique.beginAnswer('When does she sleep?', 'In the after');
  await ana.app.frame.expectWrittenDown('In the after');
  await ana.killTab();
  await ana.open();
  const { critique } = ana.app;
  await expect(critique.answer('When does she sleep?')).toHaveValue('In the after');
  await critique.answer('When does she sleep?').fill('In the afternoon.');
  await expectAccessible(ana.page);
  await critique.sendAnswer('When does she sleep?');
  await expect(ben.app.critique.note('When does she sleep?')).toContainText('In the afternoon.');
  await expect(ben.app.critique.note('When does she sleep?').getByRole('button', { name: 'Answer' })).toHaveCount(0);
});

test('the author answers any note, not questions alone', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.draft('Not there yet', 'Whose words are these?');
  await ben.app.critique.shareNotes();
  await ana.app.critique.beginAnswer('Whose words are these?', 'Hers, from Tuesday.');
  await ana.app.critique.sendAnswer('Whose words are these?');
  await expect(ben.app.critique.note('Whose words are these?')).toContainText('Hers, from Tuesday.');
});

test('with a keyboard alone a note is put on the lines it is about', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', DRAFT);
  await ben.app.critique.open('Rosa, one page');
  const here = ben.page.getByRole('button', { name: 'Note on these lines' });
  await here.last().focus();
  await expectAccessible(ben.page);
  await ben.page.keyboard.press('Enter');
  await expect(ben.page.getByRole('dialog')).toContainText('She worries about Sundays.');
  await ben.page.keyboard.press('Escape');
  // What lies under a sheet takes no focus.
  await expect(ben.page.getByRole('dialog')).toBeHidden();
  await expect(ben.page.getByRole('button', { name: 'Write a note' })).toBeVisible();
  await here.last().focus();
  await ben.page.keyboard.press('Enter');
  await expect(ben.page.getByRole('dialog')).toContainText('She worries about Sundays.');
  await ben.app.critique.goOn.focus();
  await ben.page.keyboard.press('Enter');
  await expect(ben.app.critique.text.locator('mark')).toHaveText(['She worries about Sundays.']);
});

test('two people write in one text at the same time and see each other', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await ana.app.group.charter.fill('Kind. Specific. ');
  await expect(ben.app.group.charter).toHaveValue('Kind. Specific. ');
  await Promise.all([
    (async () => {
      await ana.app.group.charter.press('Control+Home');
      await ana.app.group.charter.pressSequentially('We answer within two days. ', { delay: 30 });
    })(),
    (async () => {
      await ben.app.group.charter.press('Control+End');
      await ben.app.group.charter.pressSequentially('We share the air.', { delay: 30 });
    })(),
  ]);
  const both = 'We answer within two days. Kind. Specific. We share the air.';
  await expect(ana.app.group.charter).toHaveValue(both);
  await expect(ben.app.group.charter).toHaveValue(both);
});

/** Whether all of it can be touched: nothing lies over it, and it is on the screen. */
function isUncovered(element: Element): boolean {
  const { left, top, right, bottom } = element.getBoundingClientRect();
  const middle = (left + right) / 2;
  return [top + 2, bottom - 2].every((y) => element.contains(document.elementFromPoint(middle, y)));
}
