// A server that goes and comes: nothing waits for it, and everything reaches it.
import { expect, test } from '../fixtures.ts';
import { beginTogether } from '../support/people.ts';

for (const end of ['stop', 'kill'] as const) {
  test(`words written while the server is away arrive after a ${end}`, async ({ server, ana, ben }) => {
    await beginTogether('Corner bakery', ana, ben);
    await server[end]();
    await ana.app.group.charter.fill('We meet on Mondays.');
    await ana.app.frame.expectSavedHere();
    await server.start();
    // Nobody taps anything: both phones look for the server by themselves, less and less often.
    await expect(ben.app.group.charter).toHaveValue('We meet on Mondays.', { timeout: 40_000 });
  });
}
