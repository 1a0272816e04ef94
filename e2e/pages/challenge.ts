// A challenge: her client, her numbers, her path, and the way to the others.
import { type Page, expect } from '@playwright/test';

export class ChallengePage {
  constructor(private readonly page: Page) {}

  get client() { return this.page.getByLabel('Who they are'); }
  get agrees() { return this.page.getByRole('button', { name: 'They agree' }); }
  get agreed() { return this.page.getByText(/They agreed on/); }
  get redo() { return this.page.getByRole('button', { name: 'Begin it again' }); }
  get redoSure() { return this.page.getByRole('button', { name: 'Yes, begin again' }); }
  get goOn() { return this.page.getByRole('button', { name: 'Go on with this one' }); }
  get rest() { return this.page.getByRole('button', { name: 'Let it rest' }); }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Challenge' }).click();
    await expect(this.page.getByRole('heading', { name: 'The goal' })).toBeVisible();
  }

  /** One of the measures, by its title. */
  measure(title: string) {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('heading', { level: 3, name: title }) });
  }

  async addNumber(title: string, number: string, note = ''): Promise<void> {
    const form = this.measure(title).getByRole('group').filter({ hasText: 'Add a number' });
    const field = form.getByLabel(/^How many/);
    if (!(await field.isVisible())) await form.getByText('Add a number').click();
    await field.fill(number);
    await form.getByLabel('How or where, if you like').fill(note);
    await form.getByRole('button', { name: 'Keep this number' }).click();
  }

  /** Opens the table of a measure's numbers. */
  async numbers(title: string) {
    await this.measure(title).getByText('Your numbers').click();
    return this.measure(title).getByRole('table', { name: title });
  }

  /** One part of the path. */
  milestone(title: string) {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('heading', { level: 3, name: title }) });
  }

  confidence(level: number) {
    return this.page.getByRole('radio', { name: String(level), exact: true });
  }

  /** The row of a challenge in the list of all. */
  row(title: string) {
    return this.page.getByRole('link').filter({ hasText: title });
  }

  /** Rare things, out of the way. */
  async openTurns(): Promise<void> {
    await this.page.getByText('Rest, finish, begin again').click();
  }
}
