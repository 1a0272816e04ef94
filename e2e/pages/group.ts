// A group: who is in it, its charter, and the link that lets others in.
import { type Page, expect } from '@playwright/test';

export class GroupPage {
  constructor(private readonly page: Page) {}

  get charter() { return this.page.getByRole('textbox', { name: 'Charter' }); }
  get link() { return this.page.getByLabel('Paste the invitation link'); }
  get join() { return this.page.getByRole('button', { name: 'Join the group' }); }

  member(name: string) {
    return this.page.getByRole('main').getByRole('listitem').filter({ hasText: name });
  }

  /** Opens a group from under Critique. */
  async open(name: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Critique' }).click();
    await this.page.getByRole('main').getByRole('link', { name }).first().click();
    await expect(this.page.getByRole('heading', { level: 1, name })).toBeVisible();
  }

  /** Opens the list of groups, with the fields to make and to join one. */
  async openAll(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Critique' }).click();
    await this.page.getByRole('main').getByRole('link', { name: /Make or join a group|All groups/ }).first().click();
  }

  /** Makes an invitation and reads its link from the screen. */
  async invite(): Promise<string> {
    await this.page.getByRole('button', { name: /Make an invitation link|Make another link/ }).click();
    const link = this.page.locator('#invite-link').first();
    await expect(link).toContainText('#');
    return (await link.innerText()).trim();
  }
}
