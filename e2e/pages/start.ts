// The first half minute: a name, then a group, a link or neither.
import type { Page } from '@playwright/test';

export class StartPage {
  constructor(private readonly page: Page) {}

  get title() { return this.page.getByRole('heading', { level: 1, name: 'Real work, in the minutes you have' }); }
  get name() { return this.page.getByLabel('What shall we call you?'); }
  get group() { return this.page.getByLabel('What is your group called?'); }
  get link() { return this.page.getByLabel('Paste the invitation link'); }
  get back() { return this.page.getByRole('button', { name: 'Back' }); }
  get before() { return this.page.getByRole('button', { name: 'I have used Naptime before' }); }
  get goOn() { return this.page.getByRole('button', { name: 'Continue' }); }
  get recoveryWords() { return this.page.getByLabel('Your twelve recovery words'); }
  get file() { return this.page.getByLabel('An export file, if you have one'); }
  get bringBack() { return this.page.getByRole('button', { name: 'Bring my words back' }); }

  /** Which way to begin. */
  way(name: 'On my own for now' | 'Make a group' | 'Join with a link') {
    return this.page.getByRole('radio', { name });
  }

  /** Says her name and goes on alone. */
  async alone(name: string): Promise<void> {
    await this.begin(name, 'On my own for now');
  }

  /** Says her name and makes a group. */
  async withGroup(name: string, group: string): Promise<void> {
    await this.begin(name, 'Make a group');
    await this.group.fill(group);
    await this.page.getByRole('button', { name: 'Make the group' }).click();
    await this.page.getByRole('heading', { level: 1, name: group }).waitFor();
  }

  /** Brings a person back from her words, with or without a file. */
  async restore(words: string, file?: string): Promise<void> {
    await this.before.click();
    await this.recoveryWords.fill(words);
    if (file) await this.file.setInputFiles(file);
    await this.bringBack.click();
  }

  private async begin(name: string, way: 'On my own for now' | 'Make a group'): Promise<void> {
    await this.name.fill(name);
    await this.goOn.click();
    await this.way(way).check();
    await this.goOn.click();
  }
}
