// A programme of a thousand lessons, made of the text of the real ones by the authors' own tools.
import { cp, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COURSE, naptime } from '../support/editions.ts';

const CHALLENGES = 10;
/** In each challenge: of more, the text would be longer than that of one may be. */
const LESSONS = 100;
/** Words that stand in one lesson alone, as names and the things of a trade do. */
const OWN_WORDS = 20;
const SYLLABLES = ['ba', 'der', 'fil', 'go', 'ha', 'kin', 'lo', 'mar', 'nes', 'pa', 'rit', 'sol', 'tu', 'ver', 'wen', 'zi'];
/** The challenge and the lesson that `naptime course new` writes. */
const CHALLENGE = 'one-sign';
const LESSON = 'one-question';

/** A packed programme, and the words of each lesson. */
export interface Library {
  pack: string;
  texts: string[];
  remove: () => Promise<void>;
}

export async function thousandLessons(): Promise<Library> {
  const folder = await mkdtemp(join(tmpdir(), 'naptime-lessons-'));
  const [source, pack] = [join(folder, 'source'), join(folder, 'course.zip')];
  await naptime('course', 'new', source);
  const bodies = await realLessons();
  const texts = Array.from({ length: CHALLENGES * LESSONS }, (_, number) => lesson(number, bodies));
  const challenges = Array.from({ length: CHALLENGES }, (_, number) => `${CHALLENGE}-${number}`);
  for (const [number, id] of challenges.entries()) {
    await writeChallenge(source, id, texts.slice(number * LESSONS, (number + 1) * LESSONS));
  }
  await rm(join(source, 'challenges', CHALLENGE), { recursive: true });
  await replaceIn(join(source, 'programme.yaml'), `  - ${CHALLENGE}`, challenges.map((id) => `  - ${id}`).join('\n'));
  await naptime('course', 'pack', source, '--out', pack);
  return { pack, texts, remove: () => rm(folder, { recursive: true, force: true }) };
}

/** A copy of the example, with these lessons in its first milestone. */
async function writeChallenge(source: string, id: string, texts: string[]): Promise<void> {
  const folder = join(source, 'challenges', id);
  await cp(join(source, 'challenges', CHALLENGE), folder, { recursive: true });
  await rm(join(folder, 'lessons'), { recursive: true });
  await mkdir(join(folder, 'lessons'));
  const named = texts.map((text, number) => [`${id}-${number}`, text] as const);
  await Promise.all(named.map(([name, text]) => writeFile(join(folder, 'lessons', `${name}.md`), text)));
  const names = named.map(([name]) => `      - ${name}`).join('\n');
  await replaceIn(join(folder, 'challenge.md'), `      - ${LESSON}`, names);
}

/** The text of each real lesson as one step: without pictures, links and headings, which lead elsewhere. */
async function realLessons(): Promise<string[]> {
  const folders = await readdir(join(COURSE, 'challenges'));
  const lists = await Promise.all(folders.map(async (challenge) => {
    const folder = join(COURSE, 'challenges', challenge, 'lessons');
    return Promise.all((await readdir(folder)).sort().map((file) => readFile(join(folder, file), 'utf8')));
  }));
  return lists.flat().map((text) => {
    const [, , ...body] = text.split(/^---$/m);
    return body.join('').replace(/!\[[^\]]*\]\([^)]*\)/g, '').replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/^#.*$/gm, '');
  });
}

function lesson(number: number, bodies: string[]): string {
  const own = Array.from({ length: OWN_WORDS }, (_, at) => word(number * OWN_WORDS + at));
  const front = ['---', `title: About ${own[0]} and ${own[1]}`, 'minutes: 6', 'needs:', `  - I lack ${own[2]}`, '---'];
  const body = bodies[number % bodies.length] ?? '';
  return [...front, '', '## All of it (6 min) {#all}', body, `Here it is about ${own.join(' ')}.`, ''].join('\n');
}

/** A made-up word for each number; neighbours are not alike. */
function word(number: number): string {
  const mixed = (number * 40_503) % 65_536;
  return [0, 4, 8, 12].map((bits) => SYLLABLES[(mixed >> bits) % SYLLABLES.length]).join('');
}

async function replaceIn(file: string, from: string, to: string): Promise<void> {
  await writeFile(file, (await readFile(file, 'utf8')).replace(from, to));
}
