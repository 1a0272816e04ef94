// What stands in the page before the app does, and says why it can't start.
import type { Page } from '@playwright/test';

export class BootPage {
  constructor(private readonly page: Page) {}

  get repair() { return this.page.getByRole('button', { name: 'Repair the app' }); }
  get loadAgain() { return this.page.getByRole('button', { name: 'Load again' }); }

  /** What it says, by its first words. */
  notice(words: string) {
    return this.page.locator('.boot').getByText(words);
  }
}
