// Clocks that run in the page, the same in the app and in its floors.
import type { Page } from '@playwright/test';
import type { Person } from '../support/person.ts';
import { slowPage } from './slow.ts';

/** What is timed from each key: until the next frame is drawn, until it is said to be saved. */
export type Clock = 'paints' | 'saves';

declare global {
  interface Window {
    usableAt?: number;
    keyTimes: Record<Clock, number[]>;
  }
}

/** About the pace of a thumb, and quicker than the pause after which a burst of typing is closed. */
const BETWEEN_KEYS_MS = 150;

/** Runs in the page: marks when what one came for is there and, if it can be tapped, has answered a tap with another heading. */
export function markUsable(): void {
  let before: string | undefined;
  const look = () => {
    const heading = document.querySelector('h1')?.textContent ?? '';
    const hasAnswered = before !== undefined && heading !== before;
    if (hasAnswered || document.querySelector('body > p')) window.usableAt ??= performance.now();
    const actions = [...document.querySelectorAll<HTMLElement>('main a, main button')];
    const action = actions.find(({ textContent }) => /^(Read the brief|Tap)$/.test(textContent.trim()));
    if (!action?.getClientRects().length || before !== undefined) return;
    before = heading;
    action.click();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
}

/** Runs in the page: starts both clocks at each key, at the moment the browser got it. */
export function timeKeys(): void {
  let pressedAt: number | undefined;
  let wasBusy = false;
  window.keyTimes = { paints: [], saves: [] };
  addEventListener('keydown', ({ timeStamp }) => {
    pressedAt = timeStamp;
    wasBusy = false;
    requestAnimationFrame(() => {
      const drawn = new MessageChannel();
      drawn.port1.onmessage = () => window.keyTimes.paints.push(performance.now() - timeStamp);
      drawn.port2.postMessage(undefined);
    });
  }, true);
  new MutationObserver(() => {
    const said = document.querySelector('[role=status]')?.textContent ?? '';
    const isSaved = /Saved on this phone|will be shared/.test(said);
    wasBusy ||= !isSaved;
    if (!isSaved || !wasBusy || pressedAt === undefined) return;
    window.keyTimes.saves.push(performance.now() - pressedAt);
    pressedAt = undefined;
  }).observe(document, { subtree: true, childList: true, characterData: true });
}

/** How long one start of a page takes, with no part of it running yet. */
export async function msToUsable({ context }: Person, path: string): Promise<number> {
  const page = await context.newPage();
  await slowPage(page);
  await stopServiceWorkers(page);
  await page.goto(path, { waitUntil: 'commit' });
  const ms = await (await page.waitForFunction(() => window.usableAt)).jsonValue();
  await page.close();
  return ms ?? 0;
}

/** The phone ended it long ago. */
async function stopServiceWorkers(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('ServiceWorker.enable');
  await browser.send('ServiceWorker.stopAllWorkers');
}

/** Presses a key so many times, each after the one before has gone all the way. */
export async function timesOf(page: Page, clock: Clock, keys: number): Promise<number[]> {
  await page.bringToFront();
  await page.getByLabel('Draft', { exact: true }).press('Control+End');
  const before = await page.evaluate((clock) => window.keyTimes[clock].length, clock);
  for (let key = before + 1; key <= before + keys; key += 1) {
    await page.waitForTimeout(BETWEEN_KEYS_MS);
    await page.keyboard.press('a');
    await page.waitForFunction(([clock, key]) => window.keyTimes[clock].length >= key, [clock, key] as const);
  }
  return page.evaluate(([clock, before]) => window.keyTimes[clock].slice(before), [clock, before] as const);
}
