// When the engine starts: after what she reads is drawn, and whenever somebody waits for it.
import { expect, test } from '../fixtures.ts';
import { Gate } from '../support/gate.ts';
import { beginAlone } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { neverRest } from '../support/rest.ts';

declare global {
  interface Window {
    headingAtEngine?: string;
  }
}

/** What stands at the top until the app has drawn something. */
const THE_STATIC_PAGE = 'Naptime';

/** Runs in the page: keeps what stood at its top when the engine's worker was started. */
function keepHeadingAtEngine(): void {
  window.Worker = class extends Worker {
    constructor(...how: ConstructorParameters<typeof Worker>) {
      super(...how);
      window.headingAtEngine = document.querySelector('h1')?.textContent ?? '';
    }
  };
}

async function expectEngineAt(person: Person, heading: string): Promise<void> {
  await expect.poll(() => person.page.evaluate(() => window.headingAtEngine)).toBe(heading);
}

/** Nothing of the app is kept on her phone. */
async function letGoOfApp(person: Person): Promise<void> {
  await person.page.evaluate(async () => {
    const registrations = await navigator.serviceWorker.getRegistrations();
    await Promise.all(registrations.map((registration) => registration.unregister()));
  });
}

/** On the challenge's page, which is never at rest, no engine runs yet. */
async function comeBackToBusyPage(person: Person): Promise<void> {
  await person.goOffline();
  await person.killTab();
  await person.context.addInitScript(neverRest);
  await person.open('/challenge');
  await expect(person.app.frame.heading).toHaveText('Who are we talking to?');
  expect(person.page.workers()).toHaveLength(0);
}

test('what she reads is drawn before the engine starts; where she writes, it starts with the page', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.frame.expectEverythingShared();
  await ana.goOffline();
  await ana.context.addInitScript(keepHeadingAtEngine);
  const drawn = [['/challenge', 'Who are we talking to?'], ['/today', 'Today'], ['/work', THE_STATIC_PAGE]] as const;
  for (const [path, heading] of drawn) {
    await ana.open(path);
    await expectEngineAt(ana, heading);
  }
});

test('after an update the engine starts with the page: what another build kept is not read', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.page.evaluate(() => localStorage.setItem('naptime.view', `another build\n${localStorage.getItem('naptime.view')}`));
  await ana.context.addInitScript(keepHeadingAtEngine);
  await ana.killTab();
  await ana.open('/challenge');
  await expect(ana.app.frame.heading).toHaveText('Who are we talking to?');
  await expectEngineAt(ana, THE_STATIC_PAGE);
});

test('the engine does not wait for screens that take long to come', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await letGoOfApp(ana);
  await ana.context.addInitScript(keepHeadingAtEngine);
  const gate = await Gate.before('**/later-*.wasm', ana.context);
  await ana.killTab();
  await ana.open('/challenge');
  await expectEngineAt(ana, THE_STATIC_PAGE);
  gate.open();
  await expect(ana.app.frame.heading).toHaveText('Who are we talking to?');
});

test('the engine runs where the screens are lost', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await letGoOfApp(ana);
  await ana.context.addInitScript(keepHeadingAtEngine);
  await ana.context.route('**/later-*.wasm', (route) => route.abort());
  await ana.killTab();
  await ana.open('/challenge');
  await expect.poll(() => ana.page.evaluate(() => window.headingAtEngine)).toBeDefined();
});

test('on a page that is never at rest the engine starts with the first thing she does', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await comeBackToBusyPage(ana);
  await ana.app.work.begin();
  await ana.app.work.write('Begun on a busy phone.');
  await ana.app.frame.expectSavedHere();
});

test('on a page that is never at rest the engine starts for a screen that needs it', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await comeBackToBusyPage(ana);
  await ana.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Critique' }).click();
  await expect.poll(() => ana.page.workers().length).toBe(1);
});

test('on a page that is never at rest a box she taps gets its words', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.app.frame.expectEverythingShared();
  await comeBackToBusyPage(ana);
  await ana.app.challenge.client.click();
  await ana.app.challenge.client.fill('Rosa');
  await ana.app.frame.expectSavedHere();
});
