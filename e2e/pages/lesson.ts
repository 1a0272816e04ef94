// A lesson or a nugget, step by step, read or heard.
import { type Page, expect } from '@playwright/test';

export class LessonPage {
  constructor(private readonly page: Page) {}

  get step() { return this.page.getByRole('heading', { level: 2 }); }
  get progress() { return this.page.getByRole('progressbar'); }
  get done() { return this.page.getByRole('button', { name: /^Done, (next step|back to my work)$/ }); }
  get next() { return this.page.getByRole('button', { name: 'Next step', exact: true }); }
  get before() { return this.page.getByRole('button', { name: 'Step before' }); }
  get reopen() { return this.page.getByRole('button', { name: 'Not done after all' }); }
  get openInWork() { return this.page.getByRole('link', { name: 'Open it in your work' }); }

  get readAloud() { return this.page.getByRole('button', { name: 'Read aloud' }); }
  get goOnReading() { return this.page.getByRole('button', { name: 'Go on reading aloud' }); }
  get pause() { return this.page.getByRole('button', { name: 'Pause' }); }
  get pace() { return this.page.getByRole('button', { name: /^Pace/ }); }
  get readNext() { return this.page.getByRole('button', { name: 'Done, read the next step' }); }

  /** Has done a step, and goes on to the next. */
  async goToNext(): Promise<void> {
    const before = await this.step.innerText();
    await this.done.click();
    await expect(this.step).not.toHaveText(before);
  }

  /** Goes on step by step to the one that asks for something in her work. */
  async doneUntilPrompt(): Promise<void> {
    await this.step.waitFor();
    while (!(await this.openInWork.isVisible())) await this.goToNext();
  }

  /** The sentence that is being said, or that the voice stopped in. */
  get said() { return this.page.locator('[data-said]'); }
}
