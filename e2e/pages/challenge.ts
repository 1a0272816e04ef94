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

  /** That it rests, where she sees it first. */
  get rests() { return this.page.getByRole('status').getByText(/^This challenge rests/); }
  /** That she is through with it. */
  get isDone() { return this.page.getByRole('status').getByText(/^You are through with this challenge/); }
  get finish() { return this.page.getByRole('button', { name: 'I am through' }); }
  /** The small print about a newer edition, while she is at it. */
  get newer() { return this.page.getByText(/^There is a newer edition of this challenge/); }
  /** The offer of a newer edition, when she is through. */
  get newerAtEnd() { return this.page.getByRole('status').getByText(/^This challenge has a newer edition by now/); }
  get takeNewer() { return this.page.getByRole('button', { name: 'Take the newer edition' }); }
  get goBack() { return this.page.getByRole('button', { name: 'Back to the one before' }); }
  /** That the edition she goes on with is not on this phone. */
  get otherEdition() { return this.page.getByRole('status').getByText(/^You go on with another edition of this challenge/); }
  get takeOther() { return this.page.getByRole('button', { name: 'Go on with the one here' }); }

  async open(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Challenge' }).click();
    await expect(this.page).toHaveURL(/\/challenge$/);
    await expect(this.page.getByRole('heading', { name: 'The path' })).toBeVisible();
  }

  /** What the challenge is, folded once she has taken it. */
  get brief() { return this.page.getByRole('group').filter({ has: this.page.getByRole('heading', { name: 'What it is, and why' }) }); }
  get goal() { return this.page.getByRole('heading', { name: 'The goal' }); }

  /** Folds or unfolds what stands under a heading. */
  async turn(heading: string): Promise<void> {
    await this.page.getByRole('heading', { name: heading, exact: true }).click();
  }

  /** The draft of an earlier round, once they are unfolded. */
  round(number: number) {
    const heading = this.page.getByRole('heading', { level: 3, name: `Round ${number}`, exact: true });
    return this.page.locator('section').filter({ has: heading }).last();
  }

  /** One of the measures, by its title. */
  measure(title: string) {
    return this.page.getByRole('listitem').filter({ has: this.page.getByRole('heading', { level: 3, name: title }) });
  }

  async addNumber(title: string, number: string, note = ''): Promise<void> {
    const measure = this.measure(title);
    const field = this.number(title);
    if (!(await field.isVisible())) await this.turn(title);
    await field.fill(number);
    await measure.getByLabel('How or where, if you like').fill(note);
    await measure.getByRole('button', { name: 'Keep this number' }).click();
  }

  /** Keeps a number and goes on typing the next one in the same moment, before the first can have been answered. */
  async addNumberAndTypeOn(title: string, number: string, next: string): Promise<void> {
    const field = this.number(title);
    if (!(await field.isVisible())) await this.turn(title);
    await field.evaluate((input: HTMLInputElement, [number, next]) => {
      const type = (text: string) => {
        input.value = text;
        input.dispatchEvent(new Event('input', { bubbles: true }));
      };
      type(number);
      input.form?.requestSubmit();
      type(next);
    }, [number, next] as const);
  }

  /** Where one more number is typed. */
  number(title: string) {
    return this.measure(title).getByLabel(/^(How many|Your number)/);
  }

  /** The table of a measure's numbers, once it is unfolded. */
  numbers(title: string) {
    return this.measure(title).getByRole('table', { name: title });
  }

  /** Chooses where a number should end. */
  async chooseTarget(title: string, number: string): Promise<void> {
    const measure = this.measure(title);
    if (!(await this.number(title).isVisible())) await this.turn(title);
    await measure.getByRole('button', { name: /^Choose a(nother)? target$/ }).click();
    await measure.getByLabel('Your target').fill(number);
    await measure.getByRole('button', { name: 'Keep this target' }).click();
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
