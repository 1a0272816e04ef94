// The draft's editor: marks by buttons, steps back and forward, and the text as its readers see it.
import { type Page, expect } from '@playwright/test';

export class EditorPage {
  constructor(private readonly page: Page) {}

  get draft() { return this.page.getByLabel('Draft', { exact: true }); }
  get undo() { return this.page.getByRole('button', { name: 'Undo' }); }
  get redo() { return this.page.getByRole('button', { name: 'Redo' }); }
  get marks() { return this.page.getByRole('group', { name: 'Headings, lists and the like' }); }

  mark(name: 'Heading' | 'List' | 'Quote' | 'Bold' | 'Link') {
    return this.marks.getByRole('button', { name });
  }

  /**
   * Types letter by letter where the caret is, in one breath: what follows a pause is a step of its own to undo, and keys that are
   * sent to a busy machine one by one come with pauses.
   */
  async typeAtOnce(words: string, box = this.draft): Promise<void> {
    await expect(box).toBeEditable();
    await box.evaluate((box: HTMLElement, words) => {
      box.focus();
      for (const letter of words) document.execCommand('insertText', false, letter);
    }, words);
  }

  /** Selects the first place with these words. */
  async select(words: string): Promise<void> {
    await this.draft.evaluate((element, words) => {
      const box = element as HTMLTextAreaElement;
      const from = box.value.indexOf(words);
      box.focus();
      box.setSelectionRange(from, from + words.length);
    }, words);
  }

  /** What is selected. */
  async selected(): Promise<string> {
    return this.draft.evaluate((element) => {
      const box = element as HTMLTextAreaElement;
      return box.value.slice(box.selectionStart, box.selectionEnd);
    });
  }

  /** The way to the draft as its readers see it. */
  get reading() { return this.page.getByRole('button', { name: 'Read it' }); }

  async read(): Promise<void> {
    await this.reading.click();
    await expect(this.draft).toBeHidden();
  }

  async goOnWriting(): Promise<void> {
    await this.page.getByRole('button', { name: 'Go on writing' }).click();
    await expect(this.draft).toBeVisible();
  }

  /** A shared text, or the draft while it is read. */
  get text() { return this.page.locator('.submission-text'); }
}
