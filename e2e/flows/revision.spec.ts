// From what others said back to the draft: one tap there, and their notes in reach while she writes.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginTogether, shareDraft, takeTogether } from '../support/people.ts';
import type { Person } from '../support/person.ts';

const GROUP = 'Corner bakery';
const TITLE = 'Rosa, one page';
const DRAFT = 'Rosa is 41. She bakes at night.\n\nShe worries about Sundays.';

/** Two notes on the draft: one on the whole, one on its last words. */
async function say(critic: Person): Promise<void> {
  const { critique } = critic.app;
  await critique.open(TITLE);
  await critique.draft('It works', 'I can see her.');
  await critique.draftOn('worries about Sundays', 'Not there yet', 'Why Sundays?');
  await critique.shareNotes();
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('from the notes on her work she goes on with the draft, and finds them beside it', async ({ ana, ben }) => {
      test.slow();
      await beginTogether(GROUP, ana, ben);
      await shareDraft(ana, TITLE, DRAFT);
      await ana.app.critique.toDraft.click();
      await expect(ana.app.work.draft).toBeEditable();
      await expect(ana.app.work.said).toHaveCount(0);
      await say(ben);
      await expect(ben.app.critique.toDraft).toHaveCount(0);

      await ana.app.critique.open(TITLE);
      await expect(ana.app.critique.note('Why Sundays?')).toBeVisible();
      await ana.app.critique.toDraft.click();
      const { work } = ana.app;
      await expect(work.said).toContainText('2 notes');
      await expect(work.draft).toBeInViewport();
      await work.openSaid();
      await expect(work.said).toContainText(`Of “${TITLE}”`);
      await expect(work.noteBeside('I can see her.')).toContainText('It works');
      const onSundays = work.noteBeside('Why Sundays?');
      await expect(onSundays).toContainText('Ben');
      await expect(onSundays.getByRole('blockquote')).toHaveText('worries about Sundays');
      await expectAccessible(ana.page);

      await onSundays.getByRole('link', { name: 'Show it in its place' }).click();
      await expect(ana.app.frame.heading).toHaveText(TITLE);
      await expect(ana.app.critique.note('Why Sundays?')).toBeFocused();
      await expect(ana.app.critique.note('Why Sundays?')).toBeInViewport();
      await ana.page.goBack();
      await expect(work.draft).toBeEditable();
      await expect(onSundays).toBeVisible();
    });
  });
}

test('what was said of a group’s draft is beside it for all who write it', async ({ ana, ben, cleo }) => {
  test.slow();
  await beginTogether(GROUP, ana, ben, cleo);
  await takeTogether(GROUP, ana);
  await takeTogether(GROUP, ben);
  await ana.app.work.draft.fill(DRAFT);
  await ana.page.getByRole('link', { name: 'Ask my group for a critique' }).click();
  await ana.page.getByLabel('A title for the group’s list').fill(TITLE);
  await ana.page.getByRole('button', { name: 'Share with my group' }).click();
  await expect(ana.app.frame.heading).toHaveText(TITLE);
  await say(cleo);
  await expect(ben.app.work.said).toContainText('2 notes');
});

test('who tapped her draft comes to write: the brief is a tap away, and opens by itself where she was in it', async ({ ana }) => {
  await ana.open();
  await ana.app.start.alone(ana.name);
  await ana.app.work.begin();
  const { work, frame } = ana.app;
  await expect(work.draft).toBeInViewport();
  await expect(work.brief('Client')).toBeHidden();
  await work.openBrief();
  await expect(work.brief('Client')).toBeEditable();
  await work.write('Rosa');
  await frame.expectSavedHere();
  await frame.goTo('Today');
  const toDraft = ana.page.getByRole('main').getByRole('link', { name: 'Your draft' });
  await toDraft.click();
  await expect(work.draft).toHaveValue('Rosa');
  await expect(work.draft).toBeInViewport();
  await expect(work.brief('Client')).toBeHidden();

  await work.openBrief();
  await ana.page.getByRole('link', { name: /^Versions/ }).click();
  await ana.page.goBack();
  await expect(work.brief('By when')).toBeVisible();
  await work.brief('By when').fill('In May');
  await frame.expectSavedHere();
  await frame.goTo('Today');
  await toDraft.click();
  await expect(work.brief('By when')).toHaveValue('In May');
  await expect(work.brief('By when')).toBeVisible();
});
