// A photo as a phone takes it: large, lying on its side, and with the place where it was taken.
import type { Page } from '@playwright/test';

/** What only the photo's file says, and nothing that is kept of it may. */
export const TELLTALES = ['Exif', 'KanarienCam', 'GPS'];

const WIDTH = 2400;
const HEIGHT = 1600;

/** The same for all flows of a process: a busy machine takes seconds to draw it. */
let taken: Promise<Buffer> | undefined;

/** A JPEG of 2,400 by 1,600 pixels, to be shown upright: 1,600 wide and 2,400 high. */
export function phonePhoto(page: Page): Promise<Buffer> {
  return (taken ??= take(page));
}

async function take(page: Page): Promise<Buffer> {
  const plain = await page.evaluate(async ([width, height]) => {
    const canvas = new OffscreenCanvas(width, height);
    const pen = canvas.getContext('2d')!;
    const noise = pen.createImageData(width, height);
    // Not too smooth, or it would be a few kilobytes.
    for (let at = 0; at < noise.data.length; at += 1) noise.data[at] = at % 4 === 3 ? 255 : (at * 7919) % 251;
    pen.putImageData(noise, 0, 0);
    const blob = await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 });
    const reader = new FileReader();
    return new Promise<string>((resolve) => {
      reader.onload = () => resolve(String(reader.result));
      reader.readAsDataURL(blob);
    });
  }, [WIDTH, HEIGHT] as const);
  return withPlace(Buffer.from(plain.slice(plain.indexOf(',') + 1), 'base64'));
}

/** Puts an EXIF segment behind the first marker: a camera, a turn to the right, and a place in London. */
function withPlace(jpeg: Buffer): Buffer {
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff()]);
  const segment = Buffer.alloc(4);
  segment.writeUInt16BE(0xffe1, 0);
  segment.writeUInt16BE(exif.length + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), segment, exif, jpeg.subarray(2)]);
}

function tiff(): Buffer {
  const make = Buffer.from('KanarienCam\0', 'latin1');
  const main = 8;
  const makeAt = main + 2 + 3 * 12 + 4;
  const gps = makeAt + make.length;
  const latitude = gps + 2 + 2 * 12 + 4;
  const bytes = Buffer.alloc(latitude + 24);
  bytes.write('II*\0', 0, 'latin1');
  bytes.writeUInt32LE(main, 4);
  directory(bytes, main, [[0x010f, 2, make.length, makeAt], [0x0112, 3, 1, 6], [0x8825, 4, 1, gps]]);
  make.copy(bytes, makeAt);
  directory(bytes, gps, [[0x0001, 2, 2, 'N'.charCodeAt(0)], [0x0002, 5, 3, latitude]]);
  [51, 1, 30, 1, 26, 1].forEach((number, at) => bytes.writeUInt32LE(number, latitude + 4 * at));
  return bytes;
}

/** Tag, type, count, and the value or where it stands. */
function directory(bytes: Buffer, at: number, entries: [number, number, number, number][]): void {
  bytes.writeUInt16LE(entries.length, at);
  entries.forEach(([tag, type, count, value], place) => {
    const entry = at + 2 + 12 * place;
    bytes.writeUInt16LE(tag, entry);
    bytes.writeUInt16LE(type, entry + 2);
    bytes.writeUInt32LE(count, entry + 4);
    bytes.writeUInt32LE(value, entry + 8);
  });
}
