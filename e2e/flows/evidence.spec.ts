// What a work rests on: written down without a network, changed, put away, half-written over a killed tab, settled.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginAlone } from '../support/people.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('each kind is written down, changed, put away and brought back', async ({ ana }) => {
      test.slow();
      await beginAlone(ana);
      await ana.waitUntilKept();
      await ana.app.work.begin();
      await ana.goOffline();
      const { evidence } = ana.app;
      await evidence.open();
      await expectAccessible(ana.page);

      await evidence.begin('Something that was said');
      await evidence.keep.click();
      await expect(ana.page.getByText('Write down what was said first.')).toBeVisible();
      await evidence.theirWords.fill('I never look at the window.');
      await evidence.saidBy.fill('A regular');
      await expectAccessible(ana.page);
      await evidence.done();
      await expect(evidence.item('I never look')).toContainText('this is for you alone');

      await evidence.begin('A number');
      await evidence.number.fill('3,5');
      await evidence.counts.fill('cakes a day');
      await evidence.done();
      await evidence.begin('A page on the web');
      await evidence.address.fill('her menu');
      await evidence.keep.click();
      await expect(ana.page.getByText('An address has a dot and no spaces')).toBeVisible();
      await evidence.address.fill('rosa.example/menu');
      await evidence.about.fill('Her menu');
      await evidence.done();
      const link = evidence.item('Her menu').getByRole('link', { name: 'Her menu' });
      await expect(link).toHaveAttribute('href', 'https://rosa.example/menu');
      await expect(link).toHaveAttribute('target', '_blank');
      await evidence.begin('My client’s answer');
      await evidence.recommended.fill('Open at seven');
      await evidence.done();
      await expect(evidence.item('Open at seven')).toContainText('No answer yet');

      await evidence.item('Open at seven').getByRole('link', { name: 'Change' }).click();
      await evidence.choice('Declined').check();
      await evidence.why.fill('Too early for her.');
      await evidence.done();
      await expect(evidence.item('Open at seven')).toContainText('Declined');
      await evidence.item('I never look').getByRole('link', { name: 'Change' }).click();
      await evidence.choice('Yes, they agreed').check();
      await evidence.done();
      await expectAccessible(ana.page);
      await expect(ana.page.getByRole('main')).toMatchAriaSnapshot({ name: 'list.aria.yml' });

      await evidence.item('3.5 cakes a day').getByRole('button', { name: 'Put away' }).click();
      await evidence.undo.click();
      await expect(evidence.undo).toBeHidden();
      await evidence.item('3.5 cakes a day').getByRole('button', { name: 'Put away' }).click();
      await evidence.openPutAway();
      await expectAccessible(ana.page);
      await evidence.item('3.5 cakes a day').getByRole('button', { name: 'Bring it back' }).click();
      await expect(evidence.item('3.5 cakes a day').getByRole('button', { name: 'Put away' })).toBeVisible();
    });
  });
}

test('a form that is half-written is there after the tab was killed', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.goOffline();
  await ana.app.evidence.open();
  await ana.app.evidence.begin('Something that was said');
  await ana.app.evidence.theirWords.fill('I never lo');
  await ana.app.evidence.choice('Yes, they agreed').check();
  await expect.poll(() => ana.page.evaluate(() => localStorage.getItem('naptime.here'))).toContain('/evidence/new/quote');
  await ana.app.frame.expectWrittenDown('agreed');
  await ana.killTab();
  await ana.open();
  const { evidence } = ana.app;
  await expect(evidence.theirWords).toHaveValue('I never lo');
  await expect(evidence.choice('Yes, they agreed')).toBeChecked();
  await evidence.done();
  await evidence.begin('Something that was said');
  await expect(evidence.theirWords).toHaveValue('');
});

test('what two devices say apart is shown, and one tap settles it', async ({ ana, cleo }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.evidence.open();
  await ana.app.evidence.begin('A number');
  await ana.app.evidence.number.fill('3');
  await ana.app.evidence.counts.fill('cakes');
  await ana.app.evidence.done();
  await ana.app.frame.expectEverythingShared();
  await ana.app.me.open();
  const words = await ana.app.me.recoveryWords();
  await cleo.open();
  await cleo.app.start.restore(words);
  await expect(cleo.app.frame.heading).toHaveText('Today');
  for (const [person, number] of [[ana, '4'], [cleo, '5']] as const) {
    await person.app.work.open();
    await person.app.evidence.open();
    await expect(person.app.evidence.item('3 cakes')).toBeVisible();
    await person.goOffline();
    await person.app.evidence.item('3 cakes').getByRole('link', { name: 'Change' }).click();
    await person.app.evidence.number.fill(number);
    await person.app.evidence.done();
  }
  for (const person of [ana, cleo]) await person.goOnline();
  const disputed = ana.app.evidence.item('Two of your devices say this differently');
  await expect(disputed).toContainText('4 cakes');
  await expect(disputed).toContainText('5 cakes');
  await expectAccessible(ana.page);
  await disputed.getByRole('button', { name: 'Keep this one' }).last().click();
  await expect(disputed).toBeHidden();
  await expect(cleo.app.evidence.item('5 cakes')).toBeVisible();
  await expect(cleo.app.evidence.item('4 cakes')).toBeHidden();
});

test('what the client wants is asked once and stands in the brief', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.challenge.open();
  await expect(ana.page.getByLabel('What would be different')).toHaveCount(0);
  await ana.page.getByLabel('What they want').fill('More people who stay for a coffee.');
  await ana.page.getByRole('link', { name: 'What they answered to your recommendations' }).click();
  await ana.app.evidence.expectList();
  await ana.app.work.open();
  await ana.app.work.openBrief();
  await expect(ana.page.getByText('Your client wants: More people who stay for a coffee.')).toBeVisible();
});
