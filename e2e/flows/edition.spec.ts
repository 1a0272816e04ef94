// The course is on the phone from the first start, and its next edition arrives whole, without a new version of the app.
import { expect, test } from '../fixtures.ts';
import { NextEdition } from '../support/editions.ts';
import { beginAlone } from '../support/people.ts';

test('after the first start all of the course is on the phone', async ({ ana }) => {
  await ana.open();
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.reload();
  expect(await ana.page.evaluate(missingFiles)).toEqual([]);
});

test('the next edition is there for the next start, without a new version and without a network', async ({ server, ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  const before = await ana.page.evaluate(editionKept);
  const next = await NextEdition.titled('Whom do we talk to?');
  await server.serveApp(next.app);
  await ana.reload();
  await expect.poll(() => ana.page.evaluate(editionKept)).not.toBe(before);
  await ana.goOffline();
  await ana.reload();
  await expect(ana.app.frame.heading).toHaveText('Whom do we talk to?');
  expect(await ana.page.evaluate(missingFiles)).toEqual([]);
  await expect(ana.app.frame.newVersion).toBeHidden();
  await next.remove();
});

test('an edition that breaks off half-way leaves the one before whole, and is completed later', async ({ server, ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  const before = await ana.page.evaluate(editionKept);
  const files = await ana.page.evaluate(filesKept);
  const next = await NextEdition.titled('Whom do we talk to?');
  const mend = await next.loseChallenge();
  await server.serveApp(next.app);
  await ana.reload();
  // Its index arrives, its challenge does not.
  await expect.poll(() => ana.page.evaluate(filesKept)).toBe(files + 1);
  expect(await ana.page.evaluate(editionKept)).toBe(before);
  await ana.goOffline();
  await ana.reload();
  await expect(ana.app.frame.heading).toHaveText('Who are we talking to?');
  expect(await ana.page.evaluate(missingFiles)).toEqual([]);
  await mend();
  await ana.goOnline();
  await ana.reload();
  await expect.poll(() => ana.page.evaluate(editionKept)).not.toBe(before);
  await ana.reload();
  await expect(ana.app.frame.heading).toHaveText('Whom do we talk to?');
  await next.remove();
});

test('a start asks whether the edition is still the present one, and for nothing of it that it has', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.app.frame.goTo('Today');
  await ana.goOffline();
  await ana.reload();
  await expect(ana.app.frame.heading).toHaveText('Today');
  await expect.poll(() => ana.page.evaluate(courseAsked)).toContain('/course/current');
  await ana.app.frame.goTo('Me');
  expect(await ana.page.evaluate(courseAsked)).toEqual(['/course/current']);
});

test('a start on a challenge has its text read beside the program, once', async ({ ana }) => {
  await beginAlone(ana);
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.reload();
  await expect(ana.page.getByRole('heading', { name: 'The path' })).toBeVisible();
  // The program asks for its engine as soon as it runs. A file is told of when all of it has come: the engine after the path.
  const begun = () => ana.page.evaluate(() => {
    const all = performance.getEntriesByType('resource');
    return [/\.pack$/, /engine_loader/].map((name) => all.find((file) => name.test(file.name))?.startTime);
  });
  await expect.poll(begun).toEqual([expect.any(Number), expect.any(Number)]);
  const [text = Infinity, engine = 0] = await begun();
  expect(text).toBeLessThan(engine);
  expect((await ana.page.evaluate(courseAsked)).filter((path) => path.endsWith('.pack'))).toHaveLength(1);
});

/** Runs in the page: which files of the course it has asked for. */
function courseAsked(): string[] {
  const paths = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
  return paths.filter((path) => path.startsWith('/course/'));
}

/** Runs in the page: names of the present edition's files that are not to be had. */
async function missingFiles(): Promise<string[]> {
  const [, ...lines] = (await (await fetch('/course/current')).text()).trim().split('\n');
  const names = lines.map((line) => `${line.slice(0, 64)}${line.slice(line.lastIndexOf('.'))}`);
  const isHere = (name: string) => fetch(`/course/${name}`).then(({ ok }) => ok, () => false);
  const here = await Promise.all(names.map(isHere));
  return lines.length ? names.filter((_, at) => !here[at]) : ['all'];
}

/** Runs in the page: the hash of the edition that is kept on the phone. */
async function editionKept(): Promise<string> {
  const current = await caches.match('/course/current');
  return (await current?.text() ?? '').slice(0, 64);
}

/** Runs in the page: how many files of the course are kept on the phone. */
async function filesKept(): Promise<number> {
  const cache = await caches.open('naptime-course');
  return (await cache.keys()).length;
}
