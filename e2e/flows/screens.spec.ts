// Every screen as a screen reader meets it, in both themes.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginAlone, beginTogether, shareDraft } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { neverRest } from '../support/rest.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('every screen of someone in a group is accessible', async ({ ana, ben }) => {
      test.slow();
      await ana.open();
      await expectAccessible(ana.page);
      await expectReadsAs(ana, 'start');
      await beginTogether('Corner bakery', ana, ben);
      await expectAccessible(ana.page);
      await shareDraft(ana, 'Rosa, one page', 'Rosa is 41.');
      await expectAccessible(ana.page);
      await ben.app.critique.open('Rosa, one page');
      await ben.app.critique.draft('It works', 'I can see her.');
      await expectAccessible(ben.page);
      await ben.app.critique.shareNotes();
      await expectAccessible(ben.page);
      await expectReadsAs(ben, 'critique');
      for (const path of ['/today', '/challenge', '/work', '/share', '/critique', '/group', '/join', '/me', '/nowhere']) {
        await ana.open(path);
        await ana.waitUntilAlive();
        await ana.app.frame.expectSavedHere();
        await expectAccessible(ana.page);
        if (['/work', '/share', '/join'].includes(path)) await expectReadsAs(ana, path.slice(1));
      }
    });
  });
}

test('with text twice as large the four places stay at the thumb, by their icons and their names', async ({ ana }) => {
  await beginAlone(ana);
  await ana.page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  const me = ana.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Me' });
  await expect(me).toBeInViewport({ ratio: 1 });
  const bar = await ana.page.getByRole('navigation', { name: 'Places' }).boundingBox();
  expect(bar?.height).toBeLessThan(120);
  await me.click();
  await expect(ana.app.frame.heading).toHaveText('Me');
  await expectAccessible(ana.page);
});

test('what the app says of what she did covers nothing she reads', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.write('Rosa is 41.');
  await ana.app.versions.open();
  await ana.app.versions.keep();
  const said = await ana.page.locator('.toast', { hasText: 'Kept.' }).boundingBox();
  const heading = await ana.app.frame.heading.boundingBox();
  expect(said && said.y + said.height).toBeLessThanOrEqual(heading?.y ?? 0);
});

test('the way to help stays where it is, whatever is said beside it', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  const help = ana.page.getByRole('banner').getByRole('link', { name: 'I’m stuck' });
  const status = ana.app.frame.status.getByRole('button', { includeHidden: true });
  await expect(status).toBeHidden();
  const before = await help.boundingBox();
  await ana.goOffline();
  await ana.app.work.write('Rosa is 41.');
  await expect(status).toBeVisible();
  expect(await help.boundingBox()).toEqual(before);
});

test('what is folded is there to be looked for once the page is at rest', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.open('/challenge');
  const folded = ana.page.getByRole('group').filter({ hasText: 'What good looks like' }).locator('.inside > *');
  await expect(folded.first()).toBeAttached();
  await expect(folded.first()).toBeHidden();
});

test('what is folded is there when she opens it, on a page that is never at rest', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.killTab();
  await ana.context.addInitScript(neverRest);
  await ana.open('/challenge');
  const fold = ana.page.getByRole('group').filter({ hasText: 'What good looks like' });
  await expect(fold).toBeVisible();
  await expect(fold.locator('.inside > *')).toHaveCount(0);
  await fold.locator('summary').click();
  await expect(fold.locator('.inside > *').first()).toBeVisible();
});

test('whoever wants less motion gets none', async ({ ana }) => {
  await beginAlone(ana);
  await ana.page.emulateMedia({ reducedMotion: 'reduce' });
  await ana.app.me.open();
  await ana.app.me.sync.click();
  await expect(ana.app.frame.sheet).toHaveCSS('animation-name', 'none');
  await expect(ana.app.frame.status.getByRole('button', { includeHidden: true })).toHaveCSS('transition-duration', '0s');
});

test('the way past the top line leaves the address alone', async ({ ana, ben }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  await ben.open(link);
  await expect(ben.app.group.name).toBeVisible();
  await ben.page.getByRole('link', { name: 'Go to the content' }).focus();
  await ben.page.keyboard.press('Enter');
  await expect(ben.page.locator('#main')).toBeFocused();
  expect(ben.page.url()).toBe(link);
});

test('what the card on Today offers is not listed again below it', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', 'Rosa is 41.');
  await ben.app.work.begin();
  await ben.app.frame.goTo('Today');
  const listed = ben.page.getByRole('main').getByRole('link', { name: /^Rosa, one page/ });
  // A critique takes longer.
  await ben.app.today.time('3 min').check();
  await expect(listed).toBeVisible();
  await ben.app.today.time('30 min').check();
  await ben.app.today.turnTo('Rosa, one page');
  await expect(listed).toBeHidden();
  await ben.app.today.somethingElse.click();
  await expect(listed).toBeVisible();
});

test('Today reads as one next thing', async ({ ana }) => {
  await ana.open();
  await ana.app.start.alone('Ana');
  await ana.app.frame.goTo('Today');
  await expectReadsAs(ana, 'today');
});

test('an address with an unknown name says that nothing lives there, whether or not the app is kept yet', async ({ ana }) => {
  await beginAlone(ana);
  // Nothing is kept here: the server answers.
  await ana.page.evaluate(async () => (await navigator.serviceWorker.ready).unregister());
  await ana.open('/zzz');
  await expect(ana.app.frame.heading).toHaveText('Nothing lives here');
  await ana.waitUntilKept();
  for (const path of ['/zzz', '/challenge/zzz', '/lesson/zzz', '/lesson/zzz/2', '/nugget/zzz', '/critique/zzz', '/group/zzz']) {
    await ana.open(path);
    await expect(ana.app.frame.heading).toHaveText('Nothing lives here');
  }
});

/** What a screen reader finds on the screen, in the same words and order in every theme. */
async function expectReadsAs(person: Person, screen: string): Promise<void> {
  await expect(person.page.getByRole('main')).toMatchAriaSnapshot({ name: `${screen}.aria.yml` });
}

test('what a form lacks is where she is led, however far down she sent it', async ({ ana }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  await ana.app.work.begin();
  await ana.app.work.draft.fill('She bakes at night.\n\n'.repeat(20));
  await ana.page.getByRole('link', { name: 'Share with my group' }).click();
  const send = ana.page.getByRole('button', { name: 'Share with my group' });
  await expect(send).toBeVisible();
  await ana.page.evaluate(() => window.scrollTo(0, document.body.scrollHeight));
  await send.click();
  const title = ana.page.getByLabel('A title for the group’s list');
  await expect(title).toBeFocused();
  await expect(title).toBeInViewport();
  await expect(ana.page.getByText('Give it a title first.')).toBeInViewport();
  await expectAccessible(ana.page);
});
