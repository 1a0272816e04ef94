// A challenge done together: one draft of the group beside each one's own, written apart and equal in the end.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginTogether, takeTogether } from '../support/people.ts';

const GROUP = 'Corner bakery';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('two write the same paragraph without a network, come back, and have one draft', async ({ ana, ben }) => {
      await beginTogether(GROUP, ana, ben);
      await takeTogether(GROUP, ana);
      await takeTogether(GROUP, ben);
      await expect(ana.app.joint.saysShared).toBeVisible();
      await ana.app.work.write('We open at eight.');
      await expect(ben.app.work.draft).toHaveValue('We open at eight.');
      await expect(ben.app.joint.writers).toHaveText('Written by Ana');

      await ana.goOffline();
      await ben.goOffline();
      for (const person of [ana, ben]) {
        await expect(person.app.joint.saysLater).toBeVisible();
        await person.app.work.write(` ${person.name} bakes at four.`);
        await person.app.frame.expectSavedHere();
      }
      await ana.goOnline();
      await ben.goOnline();

      const words = (text: string) => text.split(/\s+/).sort();
      const all = words('We open at eight. Ana bakes at four. Ben bakes at four.');
      for (const person of [ana, ben]) {
        await expect.poll(async () => words(await person.app.work.draft.inputValue())).toEqual(all);
        await person.app.frame.expectEverythingShared();
        await expect(person.app.joint.writers).toContainText('wrote last.');
      }
      expect(await ana.app.work.draft.inputValue()).toBe(await ben.app.work.draft.inputValue());
      await expectAccessible(ana.page);
      await ana.app.challenge.open();
      await expect(ana.app.joint.card).toMatchAriaSnapshot({ name: 'together.aria.yml' });
      await expectAccessible(ana.page);
    });
  });
}

test('what others begin together is told on Today, and can be joined from the group', async ({ ana, ben }) => {
  await beginTogether(GROUP, ana, ben);
  await ben.app.frame.goTo('Today');
  await takeTogether(GROUP, ana);
  await ana.app.work.write('We open at eight.');
  await ben.page.getByRole('link', { name: `${GROUP} is doing a challenge together` }).click();
  await expect(ben.app.frame.heading).toHaveText(GROUP);
  await ben.page.getByRole('link', { name: /Others write this together/ }).click();
  await expect(ben.app.frame.heading).toHaveText('Who are we talking to?');
  await ben.app.work.begin();
  await ben.app.challenge.open();
  await ben.app.joint.join(GROUP);
  await ben.app.work.open();
  await expect(ben.app.work.draft).toHaveValue('We open at eight.');
  await ben.app.group.open(GROUP);
  await expect(ben.page.getByRole('link', { name: /You write this together/ })).toBeVisible();
});

test('what somebody said, kept in the group’s work, is never called hers alone', async ({ ana, ben }) => {
  await beginTogether(GROUP, ana, ben);
  await takeTogether(GROUP, ana);
  const { evidence } = ana.app;
  await evidence.open();
  await evidence.begin('Something that was said');
  await expect(ana.page.getByText('Everybody in your group sees it all the same.')).toBeVisible();
  await evidence.theirWords.fill('I came for the smell.');
  await evidence.choice('Not yet').check();
  await evidence.done();
  await expect(evidence.item('I came for the smell.')).toContainText('Your group sees it');
});

test('who taps before it is known what she wrote is asked about her words all the same', async ({ ana, ben }) => {
  await beginTogether(GROUP, ana, ben);
  await ana.app.work.begin();
  await ana.app.work.write('My own words.');
  await ana.app.frame.expectSavedHere();
  await ana.killTab();
  await ana.context.addInitScript((label) => {
    new MutationObserver((_, observer) => {
      const button = [...document.querySelectorAll('button')].find((button) => button.textContent === label);
      if (button) {
        observer.disconnect();
        button.click();
      }
    }).observe(document, { childList: true, subtree: true });
  }, `Do it together with ${GROUP}`);
  await ana.open('/challenge');
  await expect(ana.app.joint.copyIn).toBeVisible();
});

test('her own words stay hers until she copies them in, and she can go on alone with a copy', async ({ ana, ben }) => {
  await beginTogether(GROUP, ana, ben);
  await takeTogether(GROUP, ben);
  await ben.app.work.write('Ben begins.');
  await ana.app.work.begin();
  await ana.app.work.write('My own words.');
  await ana.app.challenge.open();
  await ana.app.joint.bringWords(GROUP);
  await expectAccessible(ana.page);
  await ana.app.joint.keepBack.click();
  await expect(ana.app.joint.underway).toBeVisible();
  await ana.app.work.open();
  await expect(ana.app.work.draft).toHaveValue('Ben begins.');
  await expect(ben.app.work.draft).toHaveValue('Ben begins.');

  await ana.app.challenge.open();
  await ana.app.joint.alone.click();
  await ana.app.joint.leaveWords.click();
  await expect(ana.app.joint.begin(GROUP)).toBeVisible();
  await ana.app.work.open();
  await expect(ana.app.work.draft).toHaveValue('My own words.');
  await expect(ana.app.joint.saysPrivate).toBeVisible();

  await ana.app.challenge.open();
  await ana.app.joint.bringWords(GROUP);
  await ana.app.joint.copyIn.click();
  await expect(ana.app.joint.underway).toBeVisible();
  await expect(ben.app.work.draft).toHaveValue('Ben begins.\n\nMy own words.');

  await ana.app.joint.alone.click();
  await ana.app.joint.takeAlong.click();
  await expect(ana.app.joint.begin(GROUP)).toBeVisible();
  await ana.app.work.open();
  await expect(ana.app.work.draft).toHaveValue('Ben begins.\n\nMy own words.');
  await ana.app.work.write(' And only mine.');
  await ana.app.frame.expectEverythingShared();
  await expect(ben.app.work.draft).toHaveValue('Ben begins.\n\nMy own words.');
});

test('whoever asks for a critique of it shows it to the group', async ({ ana, ben }) => {
  await beginTogether(GROUP, ana, ben);
  await takeTogether(GROUP, ana);
  await takeTogether(GROUP, ben);
  await ana.app.work.write('What we found out.');
  await expect(ben.app.work.draft).toHaveValue('What we found out.');
  await ben.page.getByRole('link', { name: 'Ask my group for a critique' }).click();
  await ben.page.getByLabel('A title for the group’s list').fill('Ours, one page');
  await ben.page.getByRole('button', { name: 'Share with my group' }).click();
  await ana.app.critique.open('Ours, one page');
  await expect(ana.page.getByText('What we found out.')).toBeVisible();
});
