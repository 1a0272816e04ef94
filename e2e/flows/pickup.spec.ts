// Put down, picked up: the tab is killed, and without a network she is where she was.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { Gate } from '../support/gate.ts';
import { beginAlone, beginTogether, shareDraft } from '../support/people.ts';
import { type Person, putAway } from '../support/person.ts';

/** Scrolls and waits until the place has rested. */
async function readDownTo(person: Person, pixels: number): Promise<void> {
  await person.page.evaluate((to) => window.scrollTo(0, to), pixels);
  await expect.poll(() => person.page.evaluate(() => localStorage.getItem('naptime.here'))).toMatch(new RegExp(` ${pixels}$`));
}

/** What Chromium tells of itself. */
interface Traced {
  name: string;
  args: { url?: string };
}

declare global {
  interface Window {
    headingsDrawn: string[];
  }
}

/** Runs in the page: keeps what stood at its top in each frame. */
function keepHeadingsDrawn(): void {
  window.headingsDrawn = [];
  const look = () => {
    window.headingsDrawn.push(document.querySelector('h1')?.textContent ?? '');
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** Kills the tab and opens the app by its icon. */
async function pickUp(person: Person): Promise<void> {
  await person.killTab();
  await person.open();
}

async function expectAt(person: Person, pixels: number, what: string): Promise<void> {
  await expect(person.app.frame.wasAt).toContainText(what);
  await expect.poll(() => person.page.evaluate(() => Math.round(window.scrollY))).toBe(pixels);
}

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in ${colorScheme} colours`, () => {
    test.use({ colorScheme });

    test('a challenge is as far down as it was, and the way to Today is there', async ({ ana }) => {
      await beginAlone(ana);
      await ana.waitUntilKept();
      await ana.goOffline();
      await readDownTo(ana, 700);
      await pickUp(ana);
      await expectAt(ana, 700, 'You were reading “Who are we talking to?”');
      await expectAccessible(ana.page);
      await ana.page.getByRole('link', { name: 'Go to Today' }).click();
      await expect(ana.app.frame.heading).toHaveText('Today');
      await expect(ana.app.frame.wasAt).toBeHidden();
    });
  });
}

test('a lesson is at the step she was at, also one she went back to', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.goOffline();
  await ana.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Challenge' }).click();
  await ana.page.getByRole('link', { name: /Picking an organisation/i }).click();
  await expect(ana.page.getByText(/Step 1 of/)).toBeVisible();
  await ana.page.getByRole('button', { name: 'Done, next step' }).click();
  await expect(ana.page.getByText(/Step 2 of/)).toBeVisible();
  await ana.page.getByRole('button', { name: 'Step before' }).click();
  await expect(ana.page.getByText(/Step 1 of/)).toBeVisible();
  await readDownTo(ana, 120);
  await pickUp(ana);
  await expect(ana.page.getByText(/Step 1 of/)).toBeVisible();
  await expectAt(ana, 120, 'You were reading step 1 of “Picking an organisation you can reach”');
});

test('a lesson is as far down as it was when she has looked elsewhere', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.challenge.open();
  await ana.page.getByRole('link', { name: /Picking an organisation/i }).click();
  await ana.page.getByRole('button', { name: 'Done, next step' }).click();
  await expect(ana.page.getByText(/Step 2 of/)).toBeVisible();
  await readDownTo(ana, 60);
  // Playwright's own tap may scroll first.
  await ana.page.getByRole('link', { name: 'Challenge', exact: true }).last().evaluate((link: HTMLElement) => link.click());
  await expect(ana.page.getByRole('heading', { name: 'The path' })).toBeVisible();
  await ana.page.goBack();
  await expect(ana.page.getByText(/Step 2 of/)).toBeVisible();
  await expect.poll(() => ana.page.evaluate(() => Math.round(window.scrollY))).toBe(60);
});

test('the draft has its half-written words, its caret and its place', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.work.begin();
  await ana.goOffline();
  const lines = Array.from({ length: 40 }, (_, number) => `Line ${number}: she buys bread on Fridays.`).join('\n');
  await ana.app.work.draft.fill(lines);
  await ana.app.work.write(' Half a sent');
  await ana.app.work.draft.press('ArrowLeft');
  await ana.app.frame.expectSavedHere();
  await ana.app.frame.expectCaretKept(`${lines} Half a sen`.length);
  await readDownTo(ana, 800);
  await pickUp(ana);
  await expectAt(ana, 800, 'You were writing your draft');
  await expect(ana.app.work.draft).toHaveValue(`${lines} Half a sent`);
  const caret = await ana.app.work.draft.evaluate((box) => (box as HTMLTextAreaElement).selectionStart);
  expect(caret).toBe(`${lines} Half a sent`.length - 1);
});

test('a peer\'s work and a group are where they were', async ({ ana, ben }) => {
  await beginTogether('Corner bakery', ana, ben);
  await shareDraft(ana, 'Rosa, one page', Array.from({ length: 30 }, () => 'Rosa is 41. She bakes at night.').join('\n\n'));
  await ben.waitUntilKept();
  await ben.app.critique.open('Rosa, one page');
  await ben.goOffline();
  await readDownTo(ben, 600);
  await pickUp(ben);
  await expect(ben.app.frame.heading).toHaveText('Rosa, one page');
  await expectAt(ben, 600, 'You were looking at “Rosa, one page”');
  await ben.open('/group');
  await ben.page.getByRole('main').getByRole('link', { name: 'Corner bakery' }).click();
  await expect(ben.app.frame.heading).toHaveText('Corner bakery');
  await readDownTo(ben, 150);
  await pickUp(ben);
  await expect(ben.app.frame.heading).toHaveText('Corner bakery');
  await expectAt(ben, 150, 'You were looking at “Corner bakery”');
});

test('she comes back to her screen at once: nothing else of the app is drawn before it', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.killTab();
  await ana.context.addInitScript(keepHeadingsDrawn);
  await ana.open();
  await expect(ana.app.frame.heading).toHaveText('Who are we talking to?');
  expect(await ana.page.evaluate(() => window.headingsDrawn)).not.toContain('Today');
});

test('a screen that takes long to read is said to be on its way', async ({ ana }) => {
  await beginAlone(ana);
  // Nothing of the app is kept on this phone.
  await ana.page.evaluate(async () => {
    const registrations = await navigator.serviceWorker.getRegistrations();
    await Promise.all(registrations.map((registration) => registration.unregister()));
  });
  const gate = await Gate.before('**/later-*.wasm', ana.context);
  await ana.killTab();
  await ana.open();
  await expect(ana.app.frame.heading).toHaveText('Naptime');
  await expect(ana.app.frame.heading).toHaveText('Today');
  gate.open();
  await expect(ana.app.frame.heading).toHaveText('Who are we talking to?');
});

test('what the browser compiled of her screens is kept when she has put the app away', async ({ ana, browser }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.goOffline();
  // From the phone's own copy, to which a browser adds what it compiled.
  await ana.killTab();
  await ana.open();
  await expect(ana.app.frame.heading).toHaveText('Who are we talking to?');
  await browser.startTracing(ana.page, { categories: ['disabled-by-default-devtools.timeline'] });
  await putAway(ana.page);
  // Chromium waits for two seconds in which nothing more was compiled well.
  await ana.page.waitForTimeout(6_000);
  const { traceEvents } = JSON.parse((await browser.stopTracing()).toString()) as { traceEvents: Traced[] };
  const kept = traceEvents.filter(({ name }) => name === 'v8.wasm.compiledModule').map(({ args }) => args.url ?? '');
  expect(kept.some((url) => url.includes('/assets/later-'))).toBe(true);
});
