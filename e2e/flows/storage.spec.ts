// A phone that is full: never shown as saved, nothing lost, and it goes on when there is room.
import { expect, test } from '../fixtures.ts';
import { beginAlone } from '../support/people.ts';

// The quota that CDP overrides is not the one this Chromium holds an isolated context to: the write goes through, and the
// fault is not injected. Needs a profile on a small file system instead. The simulator fills phones meanwhile.
test.fixme('words typed on a full phone are kept in memory, said to be so, and saved when there is room', async ({ ana, server }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.write('Saved. ');
  const browser = await ana.context.newCDPSession(ana.page);
  await browser.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1 });
  await ana.app.work.write('Not yet saved.');
  await expect(ana.app.frame.status).toContainText('This phone is full');
  await expect(ana.app.work.draft).toHaveValue('Saved. Not yet saved.');
  await browser.send('Storage.overrideQuotaForOrigin', { origin: server.url });
  await ana.app.frame.status.getByRole('button').click();
  await ana.app.frame.sheet.getByRole('button', { name: 'Try now' }).click();
  await expect(ana.app.frame.status).not.toContainText('This phone is full');
  await ana.killTab();
  await ana.open('/work');
  await expect(ana.app.work.draft).toHaveValue('Saved. Not yet saved.');
});
