// The versions of a draft: keeping, reading, comparing, bringing back.
import { type Page, expect } from '@playwright/test';

export class VersionsPage {
  constructor(private readonly page: Page) {}

  get name() { return this.page.getByLabel('A name, if you like'); }
  get rows() { return this.page.getByRole('main').getByRole('listitem'); }
  get compareWith() { return this.page.getByLabel('Compare it with'); }
  get comparison() { return this.page.locator('.comparison'); }
  get restore() { return this.page.getByRole('button', { name: 'Bring this version back' }); }
  get restored() { return this.page.getByText('Your draft is this version again. What it was before is kept too.'); }
  get undo() { return this.page.getByRole('button', { name: 'Undo' }); }

  /** Opens the list from her work. */
  async open(): Promise<void> {
    await this.page.getByRole('main').getByRole('link', { name: /^Versions/ }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: 'Versions' })).toBeVisible();
  }

  /** Keeps the draft as it stands. */
  async keep(name = ''): Promise<void> {
    await this.name.fill(name);
    const before = await this.rows.count();
    await this.page.getByRole('button', { name: 'Keep a version' }).click();
    await expect(this.rows).toHaveCount(before + 1);
  }

  /** Opens one of the list. */
  async read(name: string): Promise<void> {
    await this.rows.getByRole('link', { name }).first().click();
    await expect(this.compareWith).toBeVisible();
  }

  async rename(name: string): Promise<void> {
    await this.page.getByText('Call it something else').click();
    await this.name.fill(name);
    await this.page.getByRole('button', { name: 'Keep this name' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }
}
