// Looking for help by need, and the ladder of other ways on.
import { type Page, expect } from '@playwright/test';

export class StuckPage {
  constructor(private readonly page: Page) {}

  /** The way here, in its place on every screen of a challenge. */
  get link() { return this.page.getByRole('banner').getByRole('link', { name: 'I’m stuck', exact: true }); }
  /** The way back to the question, on an answer to it. */
  get back() { return this.page.locator('a[data-back][href="/stuck"]'); }
  get words() { return this.page.getByRole('searchbox', { name: 'Say it in your own words' }); }
  get number() { return this.page.getByRole('main').getByRole('status').first(); }
  /** The words of the answers that were looked for. */
  get marks() { return this.page.getByRole('main').locator('mark'); }
  /** Shows the answers beyond the best. */
  get more() { return this.page.getByRole('button', { name: 'More answers' }); }
  get answers() { return this.page.locator('#answers').getByRole('link'); }
  get nothing() { return this.page.getByText('Nothing here speaks of that yet.'); }
  get ladder() { return this.page.getByRole('list').filter({ has: this.page.getByRole('heading', { name: 'Try it' }) }); }

  async open(): Promise<void> {
    await this.link.click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'I’m stuck on…' })).toBeVisible();
  }

  /** What was found, best first. */
  answer(title: string | RegExp) {
    return this.page.getByRole('main').getByRole('link', { name: title });
  }

  /** A step of the help ladder. */
  rung(name: 'Try it' | 'Take a lesson' | 'Search the web' | 'Ask a peer') {
    return this.ladder.getByRole('listitem').filter({ has: this.page.getByRole('heading', { name }) });
  }
}
