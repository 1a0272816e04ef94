// A group: who is in it, its charter, and the link that lets others in.
import { type Page, expect } from '@playwright/test';

export class GroupPage {
  constructor(private readonly page: Page) {}

  get charter() { return this.page.getByRole('textbox', { name: 'Charter' }); }
  get link() { return this.page.getByLabel('Paste the invitation link'); }
  get join() { return this.page.getByRole('button', { name: 'Join the group' }); }

  get name() { return this.page.getByLabel('First, what shall we call you?'); }
  get closing() { return this.page.getByRole('dialog', { name: 'Close this link?' }); }
  get copy() { return this.page.getByRole('button', { name: 'Copy', exact: true }); }
  /** The link, marked, where the browser does not copy it. */
  get byHand() { return this.page.getByRole('textbox', { name: 'To copy by hand' }); }
  get askToClose() { return this.page.getByRole('button', { name: 'Close this link' }); }

  /** What is said of a link that is not one. */
  get notWhole() { return this.page.getByText('This is not a whole invitation link.'); }

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

  /** Closes the invitation, and says yes when asked. */
  async close(): Promise<void> {
    await this.askToClose.click();
    await this.closing.getByRole('button', { name: 'Close the link' }).click();
    await expect(this.page.getByRole('button', { name: 'Make an invitation link' })).toBeVisible();
  }

  /** Makes an invitation and reads its link from the screen. */
  async invite(): Promise<string> {
    await this.page.getByRole('button', { name: /Make an invitation link|Make another link/ }).click();
    const link = this.page.locator('#invite-link').first();
    await expect(link).toContainText('#');
    return (await link.innerText()).trim();
  }
}
