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
