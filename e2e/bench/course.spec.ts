// What a large programme costs: looking for help as she types, opening a lesson, and what to do next.
import { readFile, readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { COURSE } from '../support/editions.ts';
import { beginAlone } from '../support/people.ts';
import { timeKeys, timeOf, timeTaps, timesOfKeys } from './clocks.ts';
import { READING_PAGE, SCANNING_PAGE, STATIC_PAGE, keepParagraph, keepReading, keepScanning } from './floors.ts';
import { thousandLessons } from './lessons.ts';
import { slowPage } from './slow.ts';
import { tellTimes } from './table.ts';

const QUESTIONS = ['she does not know whom to ask', 'a bad reviw', 'how many are enough', 'the owner is silent'];
const OPENINGS = 15;
const PLANS = 100;
const SORTS = 20;
/** `cargo xtask bench` builds it. */
const PLANNER = process.env.NAPTIME_PLANNER ?? resolve('../target/wasm32-unknown-unknown/release/examples/planner.wasm');

test('search over a thousand lessons', async ({ server, ana }) => {
  const library = await thousandLessons();
  await server.serveCourse(library.pack).finally(() => library.remove());
  await ana.context.addInitScript(timeKeys);
  await ana.open();
  await ana.app.start.alone(ana.name);
  await expect(ana.app.frame.heading).toHaveText('One sign');
  await ana.waitUntilKept();
  await keepScanning(ana.page, library.texts);
  await ana.goOffline();
  const bare = await ana.newTab();
  await bare.goto(new URL(SCANNING_PAGE, ana.page.url()).href);
  // In a tab that no mouse was ever over, as the floor is and a phone: the browser would look at each frame for what lies under it.
  await ana.killTab();
  await ana.open('/stuck');
  await ana.app.stuck.words.fill('owner');
  await expect(ana.app.stuck.answer(/^About/).first()).toBeVisible();
  await Promise.all([slowPage(ana.page), slowPage(bare)]);
  const times: [number[], number[]] = [[], []];
  for (const question of QUESTIONS) {
    for (const [at, field] of [ana.app.stuck.words, bare.getByRole('searchbox')].entries()) {
      await field.fill('');
      times[at]?.push(...(await timesOfKeys(field, 'paints', question)));
    }
  }
  tellTimes('search per key over 1,000 lessons, beside scanning their text', ...times, 'p95 below 50 ms');
});

test('the longest lesson', async ({ ana }) => {
  const { challenge, lesson, title } = await longestLesson();
  await ana.context.addInitScript(timeTaps);
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.open(`/lesson/${lesson}`);
  await expect(ana.app.frame.heading).toHaveText(title);
  const shown = ana.page.locator('main .screen');
  await keepReading(ana.page, await shown.evaluate((screen) => new XMLSerializer().serializeToString(screen)));
  await ana.goOffline();
  await ana.open(`/challenge/${challenge}`);
  const link = ana.page.getByRole('main').locator(`a[href="/lesson/${lesson}"]`).first();
  const bare = await ana.newTab();
  await Promise.all([slowPage(ana.page), slowPage(bare)]);
  const times: [number[], number[]] = [[], []];
  for (let opening = 0; opening < OPENINGS; opening += 1) {
    await ana.page.bringToFront();
    await link.waitFor({ state: 'attached' });
    times[0].push(await timeOf(ana.page, 'paints', () => link.evaluate((link: HTMLElement) => link.click())));
    await ana.page.goBack();
    await bare.bringToFront();
    await bare.goto(new URL(READING_PAGE, ana.page.url()).href);
    const button = bare.getByRole('button', { name: 'Open' });
    times[1].push(await timeOf(bare, 'paints', () => button.evaluate((button: HTMLElement) => button.click())));
  }
  tellTimes('the longest lesson from its path, beside its HTML put in place', ...times);
});

test('the planner', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await keepParagraph(ana.page, 'A page that does nothing else.');
  await ana.page.goto(STATIC_PAGE);
  await slowPage(ana.page);
  tellTimes('a plan from 1,000 things to do, beside sorting 1,000 numbers', ...(await plans(ana.page)), 'p95 below 5 ms');
});

/** The planner as the app has it, in wasm of its own, beside a sort in the same page. */
async function plans(page: Page): Promise<[number[], number[]]> {
  const program = (await readFile(PLANNER)).toString('base64');
  return page.evaluate(async ([program, plans, sorts]) => {
    const bytes = Uint8Array.from(atob(program), (byte) => byte.charCodeAt(0));
    const module = await WebAssembly.compile(bytes);
    const imports: WebAssembly.Imports = {};
    for (const { module: from, name } of WebAssembly.Module.imports(module)) {
      (imports[from] ??= {})[name] = () => { throw new Error(`the planner needs nothing, and asks for ${name}`); };
    }
    const { exports } = await WebAssembly.instantiate(module, imports);
    const plan = exports.main as (count: number, words: number) => number;
    const numbers = Array.from({ length: 1_000 }, (_, index) => (index * 40_503) % 65_536);
    const msOf = (run: () => void) => {
      const began = performance.now();
      run();
      return performance.now() - began;
    };
    const times: [number[], number[]] = [[], []];
    plan(0, 0);
    for (let round = 0; round < plans; round += 1) {
      times[0].push(msOf(() => plan(0, 0)));
      // Many at once: the browser's clock has no hands for less.
      const sort = () => { for (let sort = 0; sort < sorts; sort += 1) numbers.toSorted((one, other) => one - other); };
      times[1].push(msOf(sort) / sorts);
    }
    return times;
  }, [program, PLANS, SORTS] as const);
}

async function longestLesson(): Promise<{ challenge: string; lesson: string; title: string }> {
  const challenges = await readdir(join(COURSE, 'challenges'));
  const lists = await Promise.all(challenges.map(async (challenge) => {
    const folder = join(COURSE, 'challenges', challenge, 'lessons');
    return Promise.all((await readdir(folder)).map(async (file) => {
      const text = await readFile(join(folder, file), 'utf8');
      return { challenge, lesson: basename(file, '.md'), title: /^title: (.*)$/m.exec(text)?.[1] ?? '', text };
    }));
  }));
  const [longest] = lists.flat().sort((one, other) => other.text.length - one.text.length);
  if (!longest) throw new Error('the programme has no lesson');
  return longest;
}
