// Two tabs of one person: one truth.
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';
import { beginAlone } from '../support/people.ts';

test('what is typed in one tab shows in the other, both ways, offline', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.goOffline();
  const second = await ana.newTab();
  await second.goto(new URL('/work', ana.page.url()).href);
  const other = new App(second);
  await expect(other.work.draft).toBeEditable();
  await ana.app.work.write('First tab. ');
  await expect(other.work.draft).toHaveValue('First tab. ');
  await other.work.write('Second tab.');
  await expect(ana.app.work.draft).toHaveValue('First tab. Second tab.');
});

test('two tabs that begin at once make one person, and both show her', async ({ ana }) => {
  await ana.open();
  const second = await ana.newTab();
  await second.goto(ana.page.url());
  const tabs = [ana.app, new App(second)];
  for (const [number, tab] of tabs.entries()) {
    await tab.start.name.fill(`Ana ${number}`);
    await tab.start.goOn.click();
    await expect(tab.start.way('On my own for now')).toBeChecked();
  }
  // Both are in the middle of it before either knows of the other.
  await Promise.all(tabs.map((tab) => tab.page.evaluate(() => {
    document.querySelector<HTMLButtonElement>('.action button[data-kind="primary"]')?.click();
  })));
  const names: string[] = [];
  const words: string[] = [];
  for (const tab of tabs) {
    await expect(tab.frame.heading).not.toHaveText(/Welcome/);
    await tab.me.open();
    await expect(tab.me.name).not.toHaveValue('');
    names.push(await tab.me.name.inputValue());
    words.push(await tab.me.recoveryWords());
  }
  expect(words[0]).toBe(words[1]);
  expect(names[0]).toBe(names[1]);
});

test('a tab that stands at the beginning shows who began in another', async ({ ana }) => {
  await ana.open();
  const second = await ana.newTab();
  await second.goto(ana.page.url());
  const other = new App(second);
  await other.start.name.fill('Somebody');
  await ana.app.start.alone('Ana');
  await expect(other.frame.heading).toHaveText('Today');
  await other.me.open();
  await expect(other.me.name).toHaveValue('Ana');
});

test('a tab that is frozen in the middle of its work holds up no other', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.work.write('First tab. ');
  await ana.app.frame.expectEverythingShared();
  const second = await ana.newTab();
  await second.goto(new URL('/work', ana.page.url()).href);
  const other = new App(second);
  await expect(other.work.draft).toHaveValue('First tab. ');
  // The first one speaks for both: it keeps its locks and its socket, and does nothing.
  const browser = await ana.context.newCDPSession(ana.page);
  await browser.send('Page.setWebLifecycleState', { state: 'frozen' });
  await other.work.write('Second tab.');
  await other.frame.expectSavedHere();
  await other.frame.expectEverythingShared();
  const third = await ana.newTab();
  await third.goto(new URL('/work', second.url()).href);
  await expect(new App(third).work.draft).toHaveValue('First tab. Second tab.');
  await browser.send('Page.setWebLifecycleState', { state: 'active' });
  await expect(ana.app.work.draft).toHaveValue('First tab. Second tab.');
});
