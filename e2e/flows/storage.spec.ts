// A phone that is full: never shown as saved, nothing lost, and it goes on when there is room.
import { expect, test } from '../fixtures.ts';
import { beginAlone } from '../support/people.ts';
import { Room } from '../support/room.ts';

test('words typed on a full phone are kept in memory, said to be so, and saved when there is room', async ({ ana }) => {
  const room = await Room.small(await ana.open());
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.write('Saved. ');
  await ana.app.frame.expectSavedHere();
  await room.fill();
  await ana.app.work.write('Not yet saved.');
  await expect(ana.app.frame.status).toHaveText('This phone is full');
  await expect(ana.app.work.draft).toHaveValue('Saved. Not yet saved.');

  await ana.app.frame.openSheet();
  await expect(ana.app.frame.sheet).toContainText('Your latest words are only in memory.');
  await room.free();
  await ana.app.frame.tryNow.click();
  await expect(ana.app.frame.sheet).not.toContainText('Your latest words are only in memory.');
  await ana.killTab();
  await ana.open('/work');
  await expect(ana.app.work.draft).toHaveValue('Saved. Not yet saved.');
});
