// One submission, the notes beside it, and the critics' common words.
import { type Page, expect } from '@playwright/test';

export type NoteKind = 'It works' | 'Not there yet' | 'Question' | 'Suggestion';

const STEMS: Record<NoteKind, string> = {
  'It works': 'What works, and why',
  'Not there yet': 'What does not work yet',
  Question: 'What you wonder',
  Suggestion: 'What they could try',
};

export class CritiquePage {
  constructor(private readonly page: Page) {}

  get synthesis() { return this.page.getByRole('textbox', { name: 'In common' }); }
  get notes() { return this.page.getByRole('article'); }
  get goOn() { return this.page.getByRole('dialog').getByRole('button', { name: 'Go on and write it' }); }
  /** The way from her own work to her draft. */
  get toDraft() { return this.page.getByRole('link', { name: 'Go on with your draft' }); }
  get takenBack() { return this.page.getByText('Taken back by its author.'); }
  get text() { return this.page.locator('.submission-text'); }

  /** That others' notes wait until she has shared hers. */
  get waiting() { return this.page.getByText('for when you have shared yours'); }
  get showOthers() { return this.page.getByRole('button', { name: 'Show what others noted' }); }

  /** Takes back what one has shown. */
  async takeBack(): Promise<void> {
    await this.page.getByRole('button', { name: 'Take it back', exact: true }).click();
    await this.page.getByRole('button', { name: 'Yes, take it back' }).click();
    await expect(this.page.getByRole('button', { name: 'Show it again' })).toBeVisible();
  }

  /** Begins an answer to a note that contains these words. */
  async beginAnswer(note: string, answer: string): Promise<void> {
    await this.note(note).getByRole('button', { name: 'Answer', exact: true }).click();
    await this.answer(note).fill(answer);
  }

  /** Where an answer is typed. */
  answer(note: string) {
    return this.note(note).getByLabel('Your answer');
  }

  async sendAnswer(note: string): Promise<void> {
    await this.note(note).getByRole('button', { name: 'Send this answer' }).click();
    await expect(this.answer(note)).toBeHidden();
  }

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
    await this.write(kind, words);
  }

  /** Writes a private note on words of the text. */
  async draftOn(marked: string, kind: NoteKind, words: string): Promise<void> {
    await this.select(marked);
    await this.page.getByRole('button', { name: 'Note on these words' }).click();
    await this.write(kind, words);
  }

  /** Says on the sheet what kind of note it is, and writes it. */
  private async write(kind: NoteKind, words: string): Promise<void> {
    const sheet = this.page.getByRole('dialog');
    await sheet.getByRole('radio', { name: kind }).check();
    await this.goOn.click();
    const body = this.draftOf(kind);
    // The sheet that goes gives the focus back to where it was before the new note takes it; letters go where the focus is.
    await expect(sheet).toBeHidden();
    await expect(body).toBeFocused();
    await expect(body).toBeEditable();
    await body.fill(words);
  }

  /** Where a private note of this kind is typed. */
  draftOf(kind: NoteKind) {
    return this.page.getByRole('textbox', { name: STEMS[kind] }).last();
  }

  /** Types some pieces and taps a button in the same moment, before the first piece can have been stored. */
  async typeAndTap(kind: NoteKind, pieces: string[], button: string): Promise<void> {
    const tapped = await this.page.getByRole('button', { name: button }).elementHandle();
    await this.draftOf(kind).evaluate((box: HTMLTextAreaElement, { pieces, tapped }) => {
      for (const piece of pieces) {
        box.setRangeText(piece, box.value.length, box.value.length, 'end');
        box.dispatchEvent(new InputEvent('input', { bubbles: true }));
      }
      (tapped as HTMLElement).click();
    }, { pieces, tapped });
  }

  /** Taps a button and goes on typing in a private note before that can have been answered; gives back what then stands there. */
  async tapAndType(kind: NoteKind, button: string, words: string): Promise<string> {
    const tapped = await this.page.getByRole('button', { name: button }).elementHandle();
    return this.draftOf(kind).evaluate(async (box: HTMLTextAreaElement, { words, tapped }) => {
      (tapped as HTMLElement).click();
      // No key comes before what the tap has set going is shown.
      await new Promise((resolve) => setTimeout(resolve));
      box.focus();
      // As a keyboard does: it asks the box first whether it can be typed in.
      document.execCommand('insertText', false, words);
      return box.value;
    }, { words, tapped });
  }

  async shareNotes(): Promise<void> {
    await this.page.getByRole('button', { name: 'Share my notes' }).click();
    await expect(this.page.getByRole('button', { name: 'Share my notes' })).toBeHidden();
  }
}
