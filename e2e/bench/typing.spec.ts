// What one key costs in her draft.
import type { Page } from '@playwright/test';
import { test } from '../fixtures.ts';
import { beginAlone } from '../support/people.ts';
import type { Person } from '../support/person.ts';
import { type Clock, timeKeys, timesOfKeys } from './clocks.ts';
import { SAVING_PAGE, WRITING_PAGE, keepFloors } from './floors.ts';
import { slowPage, slowly } from './slow.ts';
import { tellTimes } from './table.ts';

const ROUNDS = 4;
const KEYS = 'a'.repeat(20);
const DRAFT = 'She bakes at night and reads what they say of her in the morning. '.repeat(30);

test('a key until it is drawn', async ({ ana }) => {
  const [draft, bare] = await pagesToWriteIn(ana, WRITING_PAGE);
  await Promise.all([slowPage(draft), slowPage(bare)]);
  const times = await keys('paints', draft, bare);
  tellTimes('key to paint in the draft, beside a bare textarea', ...times, 'p95 below 50 ms');
});

test('a key until it is saved', async ({ ana }) => {
  const [draft, bare] = await pagesToWriteIn(ana, SAVING_PAGE);
  let times: [number[], number[]] = [[], []];
  const { isAll } = await slowly(async (slow) => {
    await Promise.all([slow(draft), slow(bare)]);
    times = await keys('saves', draft, bare);
  });
  tellTimes(`key to “Saved”${isAll ? '' : ', the worker at full speed'}, beside a strict put`, ...times, 'ratio of 1.2');
});

/** Her draft and a bare page, with the same text in both. */
async function pagesToWriteIn(ana: Person, floor: string): Promise<[Page, Page]> {
  await ana.context.addInitScript(timeKeys);
  await beginAlone(ana);
  await ana.app.work.begin();
  await ana.app.work.draft.fill(DRAFT);
  await ana.app.frame.expectSavedHere();
  await ana.waitUntilKept();
  await keepFloors(ana.page, DRAFT);
  await ana.goOffline();
  const bare = await ana.newTab();
  await bare.goto(new URL(floor, ana.page.url()).href);
  return [ana.page, bare];
}

/** The times of keys in both. */
async function keys(clock: Clock, draft: Page, bare: Page): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  // In turn, so that a slow moment of the machine meets both.
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [at, page] of [draft, bare].entries()) {
      times[at]?.push(...(await timesOfKeys(page.getByLabel('Draft', { exact: true }), clock, KEYS)));
    }
  }
  return times;
}
