// Clocks that run in the page, the same in the app and in its floors.
import type { Locator, Page } from '@playwright/test';
import type { Person } from '../support/person.ts';
import { slowPage } from './slow.ts';

/** What is timed from each key or tap: until the next frame is drawn, until it is said to be saved. */
export type Clock = 'paints' | 'saves';

/** Where someone stopped: words that stand there, how far down, and where the caret is in them. */
export interface Place {
  words: string;
  pixels?: number;
  caret?: number;
}

declare global {
  interface Window {
    usableAt?: number;
    hereBefore?: string | null;
    times: Record<Clock, number[]>;
    scheduler: { postTask: (run: () => void, options: { priority: 'user-blocking' }) => unknown };
  }
}

/** About the pace of a thumb, and quicker than the pause after which a burst of typing is closed. */
const BETWEEN_KEYS_MS = 150;

/** Runs in the page: marks when what one came for is there and, if it can be tapped, has answered a tap with another heading. */
export function markUsable(): void {
  window.hereBefore = localStorage.getItem('naptime.here');
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

/** Runs in the page: marks when she is back at a place and can go on. A floor is only read. It looks when something has changed,
 *  and asks for no frame and no layout before the words are there: the page pays for none of it. */
export function markThere({ words, pixels, caret }: Place): void {
  window.hereBefore = localStorage.getItem('naptime.here');
  const isIn = (box: HTMLTextAreaElement) => !box.readOnly && box.selectionStart === caret && box.value.includes(words);
  const look = () => {
    if (window.usableAt !== undefined) return;
    const isShown = caret === undefined
      ? document.querySelector('main')?.textContent.includes(words)
      : [...document.querySelectorAll('textarea')].some(isIn);
    const isThere = isShown && (pixels === undefined || Math.round(scrollY) === pixels);
    if (isThere || document.querySelector('body > p')) window.usableAt = performance.now();
  };
  new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  for (const name of ['scroll', 'selectionchange']) addEventListener(name, look, true);
}

/** Runs in the page: starts both clocks at each key, at the moment the browser got it. */
export function timeKeys(): void {
  let pressedAt: number | undefined;
  let wasBusy = false;
  window.times = { paints: [], saves: [] };
  addEventListener('keydown', ({ timeStamp }) => {
    pressedAt = timeStamp;
    wasBusy = false;
    const drawn = () => window.times.paints.push(performance.now() - timeStamp);
    // Ahead of all that waits its turn: the engine's answer is drawn in a frame of its own.
    requestAnimationFrame(() => window.scheduler.postTask(drawn, { priority: 'user-blocking' }));
  }, true);
  new MutationObserver(() => {
    const said = document.querySelector('[role=status]:not([data-sync=writing])')?.textContent ?? '';
    const isSaved = /Saved on this phone|will be shared/.test(said);
    wasBusy ||= !isSaved;
    if (!isSaved || !wasBusy || pressedAt === undefined) return;
    window.times.saves.push(performance.now() - pressedAt);
    pressedAt = undefined;
  }).observe(document, { subtree: true, childList: true, characterData: true, attributeFilter: ['data-sync'] });
}

/** Runs in the page: times each tap until the frame in which another heading is drawn. */
export function timeTaps(): void {
  window.times = { paints: [], saves: [] };
  const heading = () => document.querySelector('h1')?.textContent ?? '';
  addEventListener('click', ({ timeStamp }) => {
    const before = heading();
    const look = new MutationObserver(() => {
      if (heading() === before) return;
      look.disconnect();
      const drawn = () => window.times.paints.push(performance.now() - timeStamp);
      requestAnimationFrame(() => window.scheduler.postTask(drawn, { priority: 'user-blocking' }));
    });
    look.observe(document, { subtree: true, childList: true, characterData: true });
  }, true);
}

/** How long one start of a page takes, with no part of it running yet. It leaves her where she was. */
export async function msToUsable({ context }: Person, path: string, slow = slowPage): Promise<number> {
  const page = await context.newPage();
  await slow(page);
  await stopServiceWorkers(page);
  await page.goto(path, { waitUntil: 'commit' });
  const ms = await (await page.waitForFunction(() => window.usableAt)).jsonValue();
  await page.evaluate(() => localStorage.setItem('naptime.here', window.hereBefore ?? ''));
  await page.close();
  return ms ?? 0;
}

/** The phone ended it long ago. */
async function stopServiceWorkers(page: Page): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  await browser.send('ServiceWorker.enable');
  await browser.send('ServiceWorker.stopAllWorkers');
}

/** Types at the end of a field, each letter after the one before has gone all the way. */
export async function timesOfKeys(field: Locator, clock: Clock, letters: string): Promise<number[]> {
  const page = field.page();
  await page.bringToFront();
  await field.evaluate((box: HTMLTextAreaElement) => {
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  });
  const times: number[] = [];
  for (const letter of letters) {
    await page.waitForTimeout(BETWEEN_KEYS_MS);
    times.push(await timeOf(page, clock, () => page.keyboard.press(letter === ' ' ? 'Space' : letter)));
  }
  return times;
}

/** Does one thing and reads its time. */
export async function timeOf(page: Page, clock: Clock, act: () => Promise<void>): Promise<number> {
  const before = await page.evaluate((clock) => window.times[clock].length, clock);
  await act();
  const time = await page.waitForFunction(([clock, before]) => window.times[clock][before], [clock, before] as const);
  return (await time.jsonValue()) ?? 0;
}
