// The first second: a page with real content, as the build made it, that runs nothing but our own files.
import { expect, test } from '../fixtures.ts';
import { expectAccessible } from '../support/accessibility.ts';

test('the page alone says what Naptime is', async ({ server, browser }) => {
  const context = await browser.newContext({ javaScriptEnabled: false });
  const page = await context.newPage();
  const answer = await page.goto(server.url);
  expect(answer?.headers()['content-security-policy']).toContain("default-src 'none'");
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Naptime');
  const told = page.locator('noscript section');
  await expect(told).toBeVisible();
  await expect(told).toContainText('Naptime needs JavaScript.');
  await context.close();
});

test('the app comes to life and starts again without a network', async ({ ana }) => {
  await ana.open();
  await ana.waitUntilAlive();
  await expectAccessible(ana.page);
  await ana.waitUntilKept();
  await ana.goOffline();
  await ana.reload();
  await ana.waitUntilAlive();
});

test('the page that is kept asks for nothing before its script does: what a browser compiled of that is not kept', async ({ ana }) => {
  await ana.open();
  await ana.waitUntilKept();
  const [fresh, kept] = await ana.page.evaluate(async () => {
    const kept = await (await caches.match('/'))?.text();
    return [await (await fetch('/index.html')).text(), kept ?? ''];
  });
  expect(fresh).toContain('<link rel="preload"');
  expect(kept).toContain('<link rel="stylesheet"');
  expect(kept).not.toContain('<link rel="preload"');
});
