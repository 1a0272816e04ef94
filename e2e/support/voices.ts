// A stand-in for the browser's voices. Unlike them it makes no sound, and a sentence lasts until the test ends it.
import type { Page } from '@playwright/test';

interface Said {
  text: string;
  rate: number;
  lang: string;
}

declare global {
  interface Window {
    said: Said[];
    endSentence: () => void;
    isSpeaking: () => boolean;
  }
}

export class Voices {
  private constructor(private readonly page: Page) {}

  /** Gives the tab a voice, from the next page it opens on. */
  static async give(page: Page): Promise<Voices> {
    await page.addInitScript(speak);
    return new Voices(page);
  }

  /** Everything that was begun, in order. */
  said(): Promise<Said[]> {
    return this.page.evaluate(() => window.said);
  }

  /** The sentence that is being said has been said. */
  async endSentence(): Promise<void> {
    await this.page.evaluate(() => window.endSentence());
  }

  isSpeaking(): Promise<boolean> {
    return this.page.evaluate(() => window.isSpeaking());
  }
}

/** Runs in the page, before the app. */
function speak(): void {
  class Utterance extends EventTarget {
    lang = '';
    rate = 1;
    voice: unknown = null;
    constructor(readonly text: string) { super(); }
  }
  let now: Utterance | undefined;
  const end = (how: string) => {
    const ended = now;
    now = undefined;
    ended?.dispatchEvent(new Event(how));
  };
  const synthesis = {
    getVoices: () => [
      { lang: 'pt-PT', localService: true },
      { lang: 'pt_BR', localService: true },
      { lang: 'pt-BR', localService: false },
      { lang: 'en_GB', localService: true },
    ],
    speak: (utterance: Utterance) => {
      now = utterance;
      window.said.push({ text: utterance.text, rate: Math.round(utterance.rate * 100) / 100, lang: utterance.lang });
    },
    cancel: () => end('error'),
  };
  window.said = [];
  window.endSentence = () => end('end');
  window.isSpeaking = () => now !== undefined;
  Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
  Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
}
