// Invitations: the link that opens a group, and links that don't.
import { expect, test } from '../fixtures.ts';
import { beginAlone, beginTogether, joinBy } from '../support/people.ts';
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

test('a closed link, half a link and a stranger\'s link each say what to do', async ({ ana, ben, cleo }) => {
  await ana.open();
  await ana.app.start.withGroup('Ana', 'Corner bakery');
  const link = await ana.app.group.invite();
  await joinBy(ben, link, 'Corner bakery');
  await ana.page.getByRole('button', { name: 'Close this link' }).click();
  await expect(ana.page.getByRole('button', { name: 'Make an invitation link' })).toBeVisible();
  await ana.app.frame.expectEverythingShared();

  await beginAlone(cleo);
  await cleo.app.group.openAll();
  const refused = async (pasted: string, words: string | RegExp) => {
    await cleo.app.group.link.fill(pasted);
    await cleo.app.group.join.click();
    await expect(cleo.page.getByText(words)).toBeVisible();
    await expect(cleo.app.group.link).toHaveValue(pasted);
  };
  await refused(link.slice(0, -7), /This is not an invitation to a group here/);
  await refused('https://example.org/join#hello', /This is not an invitation to a group here/);
  await refused(link, /This invitation no longer opens the group/);
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
  const swap = (letter: string) => (letter === 'A' ? 'B' : 'A');
  const wrong = link.slice(0, -10) + swap(link.slice(-10, -9)) + link.slice(-9);

  await beginAlone(ben);
  await ben.app.group.openAll();
  for (const pasted of [foreign, wrong]) {
    await ben.app.group.link.fill(pasted);
    await ben.app.group.join.click();
    await expect(ben.page.getByText(/This is not an invitation to a group here|no longer opens the group/)).toBeVisible();
    await expect(ben.app.group.link).toHaveValue(pasted);
    await ben.reload();
  }
});
