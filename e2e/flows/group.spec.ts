// Invitations: the link that opens a group, and links that don't.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { beginAlone, beginTogether, joinBy, shareDraft } from '../support/people.ts';
import { Person } from '../support/person.ts';
import { Server } from '../support/server.ts';

test('a link lets a second person in and both see each other', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
});

test('somebody who began alone joins by pasting the link', async ({ ana, ben }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  await beginAlone(ben);
  await ben.app.group.openAll();
  await ben.app.group.link.fill(link);
  await ben.app.group.join.click();
  await expect(ben.app.frame.heading).toHaveText('Corner bakery');
  await expect(ana.app.group.member('Ben')).toBeVisible();
});

test('whoever opens a link is told who invites her to what, before she says anything', async ({ ana, ben }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.group.openAll();
  await ana.page.getByLabel('What is it called?').fill('Corner bakery');
  await ana.page.getByRole('button', { name: 'Make the group' }).click();
  const link = await ana.app.group.invite();
  await ana.app.frame.expectEverythingShared();

  await ben.open(link);
  await expect(ben.app.frame.heading).toHaveText('Ana invites you');
  const told = ben.page.getByRole('main');
  await expect(told).toContainText('Corner bakery');
  await expect(told).toContainText('Ana is working on');
  await expect(told).toContainText('Who are we talking to?');
  await expect(ben.app.group.link).toBeHidden();
  await expectAccessible(ben.page);
  await expect(told).toMatchAriaSnapshot({ name: 'invited.aria.yml' });
  await ben.app.group.name.fill('Ben');
  await ben.app.group.join.click();
  await expect(ben.app.frame.heading).toHaveText('Corner bakery');
});

test('another link that is opened in the same place invites to its own group, and a broken one to none', async ({ ana, ben, cleo }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const first = await ana.app.group.invite();
  await ana.app.frame.expectEverythingShared();
  await ben.open();
  await ben.app.start.withGroup('Ben', 'Repair café');
  const second = await ben.app.group.invite();
  await ben.app.frame.expectEverythingShared();

  await cleo.open(first);
  const { group, frame } = cleo.app;
  const openHere = (link: string) => cleo.page.evaluate((link) => { location.href = link; }, link);
  await expect(frame.heading).toHaveText('Ana invites you');
  await openHere(second.slice(0, second.indexOf('~') - 7));
  await expect(group.notWhole).toBeVisible();
  await expect(frame.heading).toBeFocused();
  await openHere(second);
  await expect(frame.heading).toHaveText('Ben invites you');
  await group.name.fill('Cleo');
  await group.join.click();
  await expect(frame.heading).toHaveText('Repair café');
  await expect(ben.app.group.member('Cleo')).toBeVisible();
});

test('a link to a group she is in leads into it', async ({ ana, ben }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  await joinBy(ben, link, 'Corner bakery');
  await ben.open(link);
  await expect(ben.app.frame.heading).toHaveText('Corner bakery');
  await expect(ben.page.getByText('You are in this group.')).toBeVisible();
  await expect(ben.app.group.join).toHaveCount(0);
  await expectAccessible(ben.page);
  // As after an update: what the last start showed is of another build.
  await ben.page.evaluate(() => { localStorage.removeItem('naptime.view'); });
  await ben.reload();
  await expect(ben.page.getByText('You are in this group.')).toBeVisible();
  await ben.page.getByRole('link', { name: 'Open the group' }).click();
  await expect(ben.app.group.member('Ana')).toBeVisible();
});

test('half a link and a foreign link are answered at once, and no longer than they stand there', async ({ ana, ben }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  const secret = link.slice(0, link.indexOf('~'));
  const half = secret.slice(0, -7);

  await ben.open(half);
  const group = ben.app.group;
  await expect(group.notWhole).toBeVisible();
  await expect(group.link).toHaveValue(half);
  await group.link.fill(secret);
  await expect(group.notWhole).toBeHidden();
  await group.link.fill(link.replace(/:\/\/[^/]*/, '://elsewhere.example'));
  await expect(ben.page.getByText('This link opens a group at elsewhere.example')).toBeVisible();
  await group.name.fill('Ben');
  await group.join.click();
  await expect(ben.app.frame.heading).toHaveText('Join a group');
  await group.link.fill(link);
  await expect(ben.page.getByText('Ana invites you to “Corner bakery”.')).toBeVisible();
  await group.join.click();
  await expect(ben.app.frame.heading).toHaveText('Corner bakery');
});

test('a link is closed after a question, and what a closed link says goes when another is pasted', async ({ ana, ben, cleo }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  await joinBy(ben, link, 'Corner bakery');

  await ben.app.group.askToClose.click();
  await expect(ben.app.group.closing).toContainText('perhaps by somebody else in your group');
  await expectAccessible(ben.page);
  await ben.app.group.closing.getByRole('button', { name: 'Leave it open' }).click();
  await expect(ben.app.group.closing).toBeHidden();
  await expect(ben.app.group.askToClose).toBeVisible();

  await ana.app.group.close();
  await expect(ana.page.locator('#invite-link')).toBeHidden();
  await ana.app.frame.expectEverythingShared();
  await cleo.open(link);
  await cleo.app.group.name.fill('Cleo');
  await cleo.app.group.join.click();
  const closed = cleo.page.getByText('This invitation no longer opens the group');
  await expect(closed).toBeVisible();
  await expect(cleo.app.group.link).toHaveValue(link);
  const another = await ana.app.group.invite();
  await ana.app.frame.expectEverythingShared();
  await cleo.app.group.link.fill(another);
  await expect(closed).toBeHidden();
  await cleo.app.group.join.click();
  await expect(cleo.app.frame.heading).toHaveText('Corner bakery');
});

test('as long as nobody else is in the group, nothing is called shared with it', async ({ ana, ben }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  await ana.app.frame.hearStatus();
  await shareDraft(ana, 'Rosa, one page', 'Rosa is 41.');
  await ana.app.frame.expectHeard('On the server for your group');
  await ana.app.frame.expectEverythingShared();
  expect(await ana.app.frame.heardStatus()).not.toContain('Shared with your group');

  await ana.reload();
  await ana.app.me.open();
  await ana.app.me.sync.click();
  await expect(ana.app.frame.sheet.getByText('Last sent to the server')).toBeVisible();
  await expect(ana.app.frame.sheet).not.toContainText('Not yet');
  await expect(ana.app.frame.sheet).not.toContainText('live with your group');
  await expectAccessible(ana.page);
  await ana.page.goBack();

  await joinBy(ben, link, 'Corner bakery');
  await ana.app.group.open('Corner bakery');
  await expect(ana.app.group.member('Ben')).toBeVisible();
  await ana.app.frame.hearStatus();
  await ana.app.group.charter.fill('We are kind.');
  await ana.app.frame.expectHeard('Shared with your group');
});

test('Today tells of who joined and of a critique, until she has looked', async ({ ana, ben }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  await shareDraft(ana, 'Rosa, one page', 'Rosa is 41.');
  await ana.app.frame.goTo('Today');
  await joinBy(ben, link, 'Corner bakery');
  const joined = ana.page.getByRole('link', { name: 'Ben has joined Corner bakery' });
  await expect(joined).toBeVisible();
  await expectAccessible(ana.page);

  await ben.app.critique.open('Rosa, one page');
  await ben.app.critique.draft('It works', 'I can see her.');
  await ben.app.critique.shareNotes();
  const critique = ana.page.getByRole('link', { name: '1 critique has arrived for “Rosa, one page”' });
  await expect(critique).toBeVisible();
  await critique.click();
  await expect(ana.app.critique.note('I can see her.')).toBeVisible();
  await ana.app.frame.goTo('Today');
  await expect(critique).toBeHidden();
  await joined.click();
  await expect(ana.app.group.member('Ben')).toBeVisible();
  await ana.app.frame.goTo('Today');
  await expect(ana.page.getByText('How long have you got?')).toBeVisible();
  await expect(joined).toBeHidden();
});

test('a link that has let in as many as it can lets nobody else in', async ({ server, browser, contextOptions, ana, ben }) => {
  test.slow();
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  const left = ana.page.getByText(/^Opens the group for \d+ more/);
  const places = Number(/\d+/.exec(await left.innerText())?.[0]);
  for (let place = 1; place <= places; place += 1) {
    const guest = await Person.meet(`Guest ${place}`, browser, server.url, contextOptions);
    await joinBy(guest, link, 'Corner bakery');
    await guest.leave();
    await expect(ana.app.group.member(guest.name)).toBeVisible();
  }
  await beginAlone(ben);
  await ben.app.group.openAll();
  await ben.app.group.link.fill(link);
  await ben.app.group.join.click();
  await expect(ben.page.getByText(/This invitation no longer opens the group/)).toBeVisible();
});

test('who opens a closed link is shown why nothing happens', async ({ ana, ben }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  await ana.app.group.close();
  await ana.app.frame.expectEverythingShared();
  await ben.open(link);
  await ben.app.group.name.fill('Ben');
  await ben.app.group.join.click();
  const why = ben.page.getByText(/This invitation no longer opens the group/);
  await expect(why).toBeInViewport({ ratio: 1 });
  await expect(ben.app.group.link).toBeFocused();
});

test('a link to a group on another server, or with a wrong secret, opens nothing here', async ({ browser, contextOptions, ana, ben }) => {
  const elsewhere = await Server.start();
  const dora = await Person.meet('Dora', browser, elsewhere.url, contextOptions);
  await dora.open();
  await dora.app.start.withGroup('Dora', 'Far away');
  const foreign = await dora.app.group.invite();
  await dora.leave();
  await elsewhere.dispose();

  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  const secret = link.slice(0, link.indexOf('~'));
  const swap = (letter: string) => (letter === 'A' ? 'B' : 'A');
  const wrong = secret.slice(0, -10) + swap(secret.slice(-10, -9)) + secret.slice(-9);

  await beginAlone(ben);
  await ben.app.group.openAll();
  await ben.app.group.link.fill(wrong);
  await expect(ben.app.group.notWhole).toBeVisible();
  const elsewhereHost = new URL(foreign).host;
  await ben.app.group.link.fill(foreign);
  await expect(ben.page.getByText(`This link opens a group at ${elsewhereHost}`)).toBeVisible();
  await ben.app.group.link.fill(foreign.slice(foreign.indexOf('#')));
  await ben.app.group.join.click();
  await expect(ben.page.getByText(/no longer opens the group/)).toBeVisible();
});

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('a link that the browser does not let the app copy stands there marked', async ({ ana }) => {
      await ana.open();
      await ana.app.start.withGroup('Ana', 'Corner bakery');
      const link = await ana.app.group.invite();
      await ana.page.evaluate(() => {
        Object.defineProperty(navigator.clipboard, 'writeText', { value: () => Promise.reject(new DOMException('', 'NotAllowedError')) });
      });
      const { copy, byHand } = ana.app.group;
      for (const time of [1, 2]) {
        await copy.click();
        await expect(ana.page.getByText('All of it is marked below'), `${time}`).toBeVisible();
        await expect(byHand).toBeFocused();
        const marked = await byHand.evaluate((box: HTMLTextAreaElement) => box.value.slice(box.selectionStart, box.selectionEnd));
        expect(marked).toBe(link);
        await byHand.evaluate((box: HTMLTextAreaElement) => box.setSelectionRange(0, 0));
      }
      await expectAccessible(ana.page);
    });
  });
}
