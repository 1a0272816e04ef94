// One submission, the notes beside it, and the critics' common words.
import { type Page, expect } from '@playwright/test';

export type NoteKind = 'Warm' | 'Cool' | 'Question' | 'Suggestion';

const STEMS: Record<NoteKind, string> = {
  Warm: 'What works, and why',
  Cool: 'What does not work yet',
  Question: 'What you wonder',
  Suggestion: 'What they could try',
};

export class CritiquePage {
  constructor(private readonly page: Page) {}

  get synthesis() { return this.page.getByRole('textbox', { name: 'In common' }); }
  get notes() { return this.page.getByRole('article'); }

  /** Opens a submission from the list. */
  async open(title: string): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Places' }).getByRole('link', { name: 'Critique' }).click();
    await this.page.getByRole('main').getByRole('link', { name: title }).first().click();
    await expect(this.page.getByRole('heading', { level: 1, name: title })).toBeVisible();
  }

  /** A note that contains these words. */
  note(words: string) {
    return this.notes.filter({ hasText: words });
  }

  /** Marks words of the text, as a finger does. */
  async select(words: string): Promise<void> {
    await this.page.locator('.submission-text').evaluate((text, words) => {
      const places = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
      for (let node = places.nextNode(); node; node = places.nextNode()) {
        const from = node.textContent?.indexOf(words) ?? -1;
        if (from >= 0) getSelection()?.setBaseAndExtent(node, from, node, from + words.length);
      }
    }, words);
  }

  /** Writes a private note on the whole work. */
  async draft(kind: NoteKind, words: string): Promise<void> {
    await this.page.getByRole('button', { name: 'Write a note' }).click();
    const sheet = this.page.getByRole('dialog');
    await sheet.getByRole('radio', { name: kind }).check();
    await sheet.getByRole('button', { name: 'Add this note' }).click();
    const body = this.page.getByRole('textbox', { name: STEMS[kind] }).last();
    await expect(body).toBeEditable();
    await body.fill(words);
  }

  async shareNotes(): Promise<void> {
    await this.page.getByRole('button', { name: 'Share my notes' }).click();
    await expect(this.page.getByRole('button', { name: 'Share my notes' })).toBeHidden();
  }
}
