// What the app costs in a real browser on a phone's processor, beside pages that do the least of the same kind.
import type { Page } from '@playwright/test';
import { test } from '../fixtures.ts';
import { beginAlone } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { type Clock, markUsable, msToUsable, timeKeys, timesOf } from './clocks.ts';
import { PREACT_PAGE, SAVING_PAGE, STATIC_PAGE, WRITING_PAGE, keepFloors } from './floors.ts';
import { Quota, slowPage } from './slow.ts';
import { tell, tellTimes } from './table.ts';

const STARTS = 15;
const ROUNDS = 4;
const KEYS = 20;
const DRAFT = 'She bakes at night and reads what they say of her in the morning. '.repeat(30);

test.beforeAll(() => tell('medians, at 360 × 740 and a quarter of the speed', 'measured', 'floor', 'ratio'));

test('the second start without a network', async ({ ana }) => {
  await beginAlone(ana);
  await prepare(ana);
  await ana.killTab();
  await ana.context.addInitScript(markUsable);
  const today: number[] = [];
  const still: number[] = [];
  const peer: number[] = [];
  for (let start = 0; start < STARTS; start += 1) {
    today.push(await msToUsable(ana, '/today'));
    still.push(await msToUsable(ana, STATIC_PAGE));
    peer.push(await msToUsable(ana, PREACT_PAGE));
  }
  tellTimes('offline start to usable Today, beside one static paragraph', today, still);
  tellTimes('the same, beside a heading and a button by Preact', today, peer);
});

test('a key until it is drawn', async ({ ana }) => {
  const [draft, bare] = await pagesToWriteIn(ana, WRITING_PAGE);
  await Promise.all([slowPage(draft), slowPage(bare)]);
  tellTimes('key to paint in the draft, beside a bare textarea', ...(await keys('paints', draft, bare)));
});

test('a key until it is saved', async ({ ana }) => {
  const [draft, bare] = await pagesToWriteIn(ana, SAVING_PAGE);
  const quota = Quota.slowBrowsers();
  const times = await keys('saves', draft, bare).finally(() => quota?.end());
  tellTimes(`key to “Saved”${quota ? '' : ', at full speed'}, beside a strict put`, ...times);
});

/** Keeps the app and the floors on her phone, and ends her network. */
async function prepare(ana: Person): Promise<void> {
  await ana.waitUntilKept();
  await keepFloors(ana.page, DRAFT);
  await ana.goOffline();
}

/** Her draft and a bare page, with the same text in both. */
async function pagesToWriteIn(ana: Person, floor: string): Promise<[Page, Page]> {
  await ana.context.addInitScript(timeKeys);
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.draft.fill(DRAFT);
  await ana.app.frame.expectSavedHere();
  await prepare(ana);
  const bare = await ana.newTab();
  await bare.goto(new URL(floor, ana.page.url()).href);
  return [ana.page, bare];
}

/** The times of keys in both. */
async function keys(clock: Clock, draft: Page, bare: Page): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  // In turn, so that a slow moment of the machine meets both.
  for (let round = 0; round < ROUNDS; round += 1) {
    times[0].push(...(await timesOf(draft, clock, KEYS)));
    times[1].push(...(await timesOf(bare, clock, KEYS)));
  }
  return times;
}
