// How long it takes until she can go on: a start, and coming back to where a killed tab was.
import { test } from '../fixtures.ts';
import { beginAlone } from '../support/people.ts';
import { type Person, putAway } from '../support/person.ts';
import { type Place, markThere, markUsable, msToUsable } from './clocks.ts';
import { PREACT_PAGE, STATIC_PAGE, keepFloors, keepParagraph } from './floors.ts';
import { tellTimes } from './table.ts';

const STARTS = 15;
const RETURNS = 9;
const DRAFT = Array.from({ length: 40 }, (_, line) => `Line ${line}: she buys bread on Fridays.`).join('\n');

test('the second start without a network', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await keepFloors(ana.page, '');
  await ana.app.frame.goTo('Today');
  await ana.goOffline();
  await ana.killTab();
  await ana.context.addInitScript(markUsable);
  const today: number[] = [];
  const still: number[] = [];
  const peer: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    today.push(await msToUsable(ana, '/'));
    still.push(await msToUsable(ana, STATIC_PAGE));
    peer.push(await msToUsable(ana, PREACT_PAGE));
  }
  tellTimes('offline start to usable Today, beside one static paragraph', today, still);
  tellTimes('the same, beside a heading and a button by Preact', today, peer);
});

test('back on a challenge', async ({ ana }) => {
  await beginAlone(ana);
  await standAt(ana, 700);
  await comeBack(ana, 'picked up on a challenge', { words: 'Someone near you runs something', pixels: 700 });
});

test('back on a challenge she has begun', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.draft.fill('Rosa is 41.');
  await ana.app.frame.expectSavedHere();
  await ana.app.challenge.open();
  await standAt(ana, 700);
  await comeBack(ana, 'picked up on a challenge she has begun', { words: 'Open your draft', pixels: 700 });
});

test('back in a lesson', async ({ ana }) => {
  await beginAlone(ana);
  await ana.open('/lesson/picking-an-organisation');
  await ana.app.lesson.step.waitFor();
  await standAt(ana, 120);
  await comeBack(ana, 'picked up in a lesson', { words: 'Step 1 of', pixels: 120 });
});

test('back in the editor', async ({ ana }) => {
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.draft.fill(DRAFT);
  await ana.app.work.write('Half a sent');
  await ana.app.frame.expectSavedHere();
  await standAt(ana, 800);
  await comeBack(ana, 'picked up in the editor, the engine unslowed', { words: 'Half a sent', pixels: 800, caret: DRAFT.length + 11 });
});

/** Scrolls, and waits until the place has rested. */
async function standAt({ page }: Person, pixels: number): Promise<void> {
  await page.evaluate((to) => window.scrollTo(0, to), pixels);
  await page.waitForFunction((to) => localStorage.getItem('naptime.here')?.endsWith(` ${to}`), pixels);
}

/** Longer than Chromium takes to keep what it compiled of a page that was put away. */
const AWAY_MS = 6_000;

/** Her tab is killed; she opens the app by its icon: right after the first visit, and after she has put it away once. */
async function comeBack(ana: Person, what: string, place: Place): Promise<void> {
  await ana.waitUntilKept();
  await keepParagraph(ana.page, await ana.page.locator('main').innerText());
  await ana.goOffline();
  await ana.killTab();
  await ana.context.addInitScript(markThere, place);
  tellTimes(`${what}, beside its words as a page`, ...(await timesOfReturns(ana)), 'within 1,000 ms');
  await comeAndPutAway(ana);
  tellTimes(`${what}, once it was put away`, ...(await timesOfReturns(ana)), 'within 1,000 ms');
}

/** Each beside a start of the floor. */
async function timesOfReturns(ana: Person): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  for (let start = 0; start < RETURNS; start += 1) {
    times[0].push(await msToUsable(ana, '/'));
    times[1].push(await msToUsable(ana, STATIC_PAGE));
  }
  return times;
}

/** She is back at her place, puts her phone away, and her tab is killed later. */
async function comeAndPutAway({ context }: Person): Promise<void> {
  const page = await context.newPage();
  await page.goto('/');
  await page.waitForFunction(() => window.usableAt);
  await putAway(page);
  await page.waitForTimeout(AWAY_MS);
  await page.evaluate(() => localStorage.setItem('naptime.here', window.hereBefore ?? ''));
  await page.close();
}
