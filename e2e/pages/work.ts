// The challenge, her work on it, and sharing it.
import { type Page, expect } from '@playwright/test';

export class WorkPage {
  constructor(private readonly page: Page) {}

  get draft() { return this.page.getByLabel('Draft', { exact: true }); }
  get title() { return this.page.getByLabel('Title', { exact: true }); }
  get focus() { return this.page.getByLabel('What should your critics look at?'); }
  get shared() { return this.page.getByRole('heading', { name: 'What you have shared' }); }

  /** What others said of it, folded until it is opened. */
  get said() { return this.page.getByRole('group').filter({ hasText: /^What others said/ }); }

  /** A note among them. */
  noteBeside(words: string) {
    return this.said.getByRole('article').filter({ hasText: words });
  }

  async openSaid(): Promise<void> {
    await this.page.getByText('What others said').click();
  }

  async openBrief(): Promise<void> {
    await this.page.getByRole('group').getByText('The brief').click();
  }

  /** What comes first, while nothing stands in the draft. */
  get next() { return this.page.getByRole('region').filter({ has: this.page.locator('#next-title') }); }

  /** The lesson that comes first, by its name. */
  readNext(lesson: string) {
    return this.page.getByRole('main').getByRole('link', { name: `Read the lesson: ${lesson}`, exact: true });
  }

  /** One line of the brief. */
  brief(line: 'Client' | 'Who it is for' | 'What would be different' | 'What we have' | 'By when') {
    return this.page.getByLabel(line, { exact: true });
  }

  /** How far down the screen what she works with stands. */
  places(): Promise<number[]> {
    const things = this.page.locator('main :is(h1, h2, label, textarea, summary), .action');
    return things.evaluateAll((all) => all.map((thing) => thing.getBoundingClientRect().top));
  }

  /** How much of the draft is in sight above the screen's one action. */
  draftInSight(): Promise<number> {
    const tops = this.page.locator('#main :is([data-size=page], .action)');
    return tops.evaluateAll(([draft, action]) => action!.getBoundingClientRect().top - draft!.getBoundingClientRect().top);
  }

  /** Takes the challenge on, which leads to the draft once it is kept. */
  async begin(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Challenge' }).click();
    await this.page.getByRole('button', { name: 'Take this challenge' }).click();
    await expect(this.draft).toBeEditable();
  }

  /** Opens the draft of the challenge she has taken. */
  async open(): Promise<void> {
    if (await this.draft.isVisible()) return;
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Challenge' }).click();
    await this.page.getByRole('link', { name: 'Open your draft' }).click();
    await expect(this.draft).toBeEditable();
  }

  /** Writes at the end of the draft, key by key. */
  async write(text: string): Promise<void> {
    await expect(this.draft).toBeEditable();
    await this.draft.focus();
    await this.draft.press('Control+End');
    await this.draft.pressSequentially(text);
  }

  /** Freezes the draft for her only group. */
  async share(title: string): Promise<void> {
    await this.page.getByRole('link', { name: 'Share with my group' }).click();
    await this.page.getByLabel('A title for the group’s list').fill(title);
    await this.page.getByRole('button', { name: 'Share with my group' }).click();
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }
}
