// An engine that traps, or is given more than it can take, takes nothing with it: typing goes on.
import { expect, test } from '../fixtures.ts';
import { App } from '../pages/app.ts';
import { trapEngine } from '../support/damage.ts';
import { beginAlone } from '../support/people.ts';

test('a trapped engine is started again while someone types, and every word is saved', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.goOffline();
  await ana.app.work.write('Before. ');
  await ana.app.frame.expectSavedHere();
  const status = await ana.app.frame.status.locator('button').elementHandle();
  await Promise.all([trapEngine(ana.page), ana.app.work.write('Meanwhile. ')]);
  await ana.app.work.write('After.');
  await expect(ana.app.work.draft).toHaveValue('Before. Meanwhile. After.');
  await ana.app.frame.expectSavedHere();
  expect(await status?.evaluate((button) => button.isConnected), 'a tap on it counts whatever it says').toBe(true);
  // Another tab shows what is stored, and nothing else.
  const other = await ana.newTab();
  await other.goto('/work');
  await expect(new App(other).work.draft).toHaveValue('Before. Meanwhile. After.');
});

test('of three megabytes that are pasted as much stays as a text can hold, and the app goes on', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.work.write('Before. ');
  await ana.page.keyboard.insertText('All of the internet. '.repeat(150_000));
  await ana.app.frame.expectEverythingShared();
  const draft = await ana.app.work.draft.inputValue();
  expect(draft).toHaveLength(100_000);
  expect(draft).toMatch(/^Before\. All of the internet\. /);
  await ana.goOffline();
  await ana.page.keyboard.press('Backspace');
  await ana.app.frame.expectSavedHere();
  await ana.killTab();
  await ana.open('/work');
  await expect(ana.app.work.draft).toHaveValue(draft.slice(0, -1));
});
