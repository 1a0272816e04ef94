// How much room a phone has left for what the app stores.
import { type CDPSession, type Page, expect } from '@playwright/test';

/** What the app and its first words need many times over. */
const SMALL = 32_000_000;

export class Room {
  private constructor(
    private readonly page: Page,
    private readonly browser: CDPSession,
  ) {}

  /** A phone with little room from the start. */
  static async small(page: Page): Promise<Room> {
    const room = new Room(page, await page.context().newCDPSession(page));
    await room.limit(SMALL);
    return room;
  }

  /**
   * Leaves none. Chromium lets writes through on what it knew to be free up to 30 seconds ago; one that is larger than
   * that makes it look again, and is refused. From then on it knows.
   */
  async fill(): Promise<void> {
    await this.limit(1);
    await expect.poll(() => this.page.evaluate(outcomeOfWriting, SMALL)).toBe('QuotaExceededError');
  }

  /** As much as the device really has. */
  async free(): Promise<void> {
    await this.limit();
  }

  private async limit(quotaSize?: number): Promise<void> {
    await this.browser.send('Storage.overrideQuotaForOrigin', { origin: new URL(this.page.url()).origin, quotaSize });
  }
}

/** Runs in the page: writes so many bytes beside the app's own, and says how that ended. */
function outcomeOfWriting(bytes: number): Promise<string> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('room');
    opening.onupgradeneeded = () => opening.result.createObjectStore('bytes');
    opening.onerror = () => resolve(opening.error?.name ?? 'failed');
    opening.onsuccess = () => {
      const writing = opening.result.transaction('bytes', 'readwrite');
      writing.objectStore('bytes').put(new Uint8Array(bytes), 'all');
      const end = (outcome: string) => {
        opening.result.close();
        resolve(outcome);
      };
      writing.oncomplete = () => end('stored');
      writing.onabort = () => end(writing.error?.name ?? 'aborted');
    };
  });
}
