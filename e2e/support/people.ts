// Where several flows begin: people who have a group, and work to look at.
import { expect } from '@playwright/test';
import type { Person } from './person.ts';

/** Opens the app for the first time, gives a name, and goes alone. */
export async function beginAlone(person: Person): Promise<void> {
  await person.open();
  await person.app.start.alone(person.name);
  await expect(person.app.frame.heading).toHaveText('Who are we talking to?');
}

/** One makes a group; the others join by the link, in order. Ends with everyone seeing everyone. */
export async function beginTogether(group: string, first: Person, ...others: Person[]): Promise<void> {
  await first.open();
  await first.app.start.withGroup(first.name, group);
  const link = await first.app.group.invite();
  for (const other of others) await joinBy(other, link, group);
  for (const person of [first, ...others]) {
    for (const member of [first, ...others]) {
      if (member !== person) await expect(person.app.group.member(member.name)).toBeVisible();
    }
  }
}

/** Someone new opens the link on her phone. */
export async function joinBy(person: Person, link: string, group: string): Promise<void> {
  await person.open(link);
  await person.app.group.name.fill(person.name);
  await person.app.group.join.click();
  await expect(person.app.frame.heading).toHaveText(group);
}

/** She takes the challenge on together with a group, and opens its draft. */
export async function takeTogether(group: string, person: Person): Promise<void> {
  await person.app.work.begin();
  await person.app.challenge.open();
  await person.app.joint.join(group);
  await person.app.work.open();
}

/** She writes a draft and shows it to her only group. */
export async function shareDraft(person: Person, title: string, draft: string): Promise<void> {
  await person.app.work.begin();
  await person.app.work.draft.fill(draft);
  await person.app.work.share(title);
}
