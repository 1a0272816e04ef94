// What is around every screen: the four places, the small status, the sheet behind it.
import { type Page, expect } from '@playwright/test';

export class Frame {
  constructor(private readonly page: Page) {}

  /** The one small status of saving and sharing. */
  get status() { return this.page.getByRole('banner').getByRole('status'); }
  get sheet() { return this.page.getByRole('dialog', { name: 'Saving and sharing' }); }
  get tryNow() { return this.sheet.getByRole('button', { name: 'Try now' }); }
  get repair() { return this.page.getByRole('main').getByRole('button', { name: 'Repair the app' }); }
  get heading() { return this.page.getByRole('heading', { level: 1 }); }
  get newVersion() { return this.page.getByText('A new version is ready.'); }
  get takeNewVersion() { return this.page.getByRole('button', { name: 'Use the new version' }); }

  async goTo(place: 'Today' | 'Critique' | 'Me'): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: place }).click();
    await expect(this.heading).toHaveText(place);
  }

  /** Opens the sheet behind the status, which has to be one that lasts: a status that is done goes, and its button with it. */
  async openSheet(): Promise<void> {
    await this.status.getByRole('button').click();
    await expect(this.tryNow).toBeVisible();
  }

  /** Waits until nothing she did is on the way to this phone's storage any more. */
  async expectSavedHere(): Promise<void> {
    await expect(this.status).toContainText(/Saved on this phone|will be shared/);
  }

  /** Waits until the server has everything she did. */
  async expectEverythingShared(): Promise<void> {
    await expect(this.status).toHaveText(/^$|Shared with your group|On the server|Safe copy/);
  }
}
