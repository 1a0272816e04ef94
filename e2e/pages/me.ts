// Me: what is on this phone, the recovery words, the export.
import { type Page, expect } from '@playwright/test';

export class MePage {
  constructor(private readonly page: Page) {}

  get name() { return this.page.getByLabel('Your name'); }
  get sync() { return this.page.getByRole('button', { name: 'Saving and sharing' }); }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Me' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Me' })).toBeVisible();
  }

  /** Shows the twelve words and reads them. */
  async recoveryWords(): Promise<string> {
    await this.page.getByRole('button', { name: 'Show my recovery words' }).click();
    const items = this.page.locator('ol.recovery-words li');
    await expect(items).toHaveCount(12);
    return (await items.allInnerTexts()).map((word) => word.replace(/[^a-z]/g, '')).join(' ');
  }

  /** Saves the export file and says where it is. */
  async exportFile(): Promise<string> {
    const download = this.page.waitForEvent('download');
    await this.page.getByRole('button', { name: 'Save the file' }).click();
    return (await download).path();
  }

  async chooseTheme(theme: 'System' | 'Light' | 'Dark'): Promise<void> {
    await this.page.getByRole('radio', { name: theme }).check();
  }
}
