// An engine that traps takes nothing with it: the page stays, another starts, and typing goes on.
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
