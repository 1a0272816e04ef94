// What axe finds on a screen, as a list that reads well when it is not empty.
import AxeBuilder from '@axe-core/playwright';
import { type Page, expect } from '@playwright/test';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** Fails with each broken rule and the elements that break it. */
export async function expectAccessible(page: Page): Promise<void> {
  // As tall as its content: what happens to lie under the bar at one scroll position is not a small target.
  const phone = page.viewportSize();
  if (phone) await showWhole(page, phone);
  const { violations } = await new AxeBuilder({ page }).withTags(RULES).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
  if (phone) await page.setViewportSize(phone);
  expect(found).toEqual([]);
}

/** Makes the screen as tall as its content. A draft grows with the screen, less each time. */
async function showWhole(page: Page, { width, height }: { width: number; height: number }): Promise<void> {
  for (let [shown, whole] = [0, height]; shown < whole;) {
    await page.setViewportSize({ width, height: whole });
    [shown, whole] = [whole, await page.evaluate(() => document.documentElement.scrollHeight)];
  }
}
