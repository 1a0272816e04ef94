// Doing a challenge together: the choice on the challenge, and what the work says of its writers.
import { type Page, expect } from '@playwright/test';

export class JointPage {
  constructor(private readonly page: Page) {}

  get card() {
    const heading = this.page.getByRole('heading', { level: 2, name: 'Together with your group' });
    return this.page.locator('section').filter({ has: heading });
  }

  get copyIn() { return this.card.getByRole('button', { name: 'Copy my words in' }); }
  get keepBack() { return this.card.getByRole('button', { name: 'Keep them to myself' }); }
  get alone() { return this.card.getByRole('button', { name: 'Go on alone' }); }
  get takeAlong() { return this.card.getByRole('button', { name: 'Take the words along' }); }
  get leaveWords() { return this.card.getByRole('button', { name: 'Leave them here' }); }
  get underway() { return this.card.getByText('You do this together with'); }
  get saysLater() { return this.page.getByText('Your group sees this when you are online again.'); }
  get saysShared() { return this.page.getByText('Your group sees this as you write.'); }
  get saysPrivate() { return this.page.getByText('Only you see this. What you share is a copy of it.'); }
  get writers() { return this.page.getByText(/^Written by/); }

  begin(group: string) {
    return this.card.getByRole('button', { name: `Do it together with ${group}` });
  }

  /** Asks to go on with the group's work, and is asked about the words of her own. */
  async bringWords(group: string): Promise<void> {
    await this.begin(group).click();
    await expect(this.copyIn).toBeVisible();
  }

  /** Goes on with the group's work, which she has nothing of her own to bring to. */
  async join(group: string): Promise<void> {
    await this.begin(group).click();
    await expect(this.underway).toBeVisible();
  }
}
