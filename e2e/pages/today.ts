// Today: how long she has, the one suggestion, and the way to another.
import { type Page, expect } from '@playwright/test';

export class TodayPage {
  constructor(private readonly page: Page) {}

  get card() { return this.page.getByRole('region').filter({ has: this.page.locator('#next-title') }); }
  get title() { return this.page.locator('#next-title'); }
  /** What has come while the card held still. */
  get news() { return this.page.getByRole('main').locator('.screen > [role=status]'); }
  get somethingElse() { return this.page.getByRole('button', { name: 'Something else' }); }
  get offer() { return this.page.getByText('twelve words bring your work back'); }
  get ownMinutes() { return this.page.getByLabel('Minutes', { exact: true }); }

  /** One of the usual answers, or her own. */
  time(name: '3 min' | '7 min' | '15 min' | '30 min' | 'Other') {
    return this.page.getByRole('radio', { name, exact: true });
  }

  /** The one button that does what the card says. */
  action(name: 'Read it now' | 'Open your draft' | 'Carry on' | 'Go and look' | 'Give a critique') {
    return this.page.getByRole('main').getByRole('link', { name });
  }

  /** Turns through the suggestions until one has this title. */
  async turnTo(title: string): Promise<void> {
    for (let shown = await this.title.innerText(); shown !== title; shown = await this.title.innerText()) {
      await this.somethingElse.click();
      await expect(this.title).not.toHaveText(shown);
    }
  }
}
