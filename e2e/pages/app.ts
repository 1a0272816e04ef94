// The whole app in one tab, screen by screen.
import type { Page } from '@playwright/test';
import { BootPage } from './boot.ts';
import { CritiquePage } from './critique.ts';
import { Frame } from './frame.ts';
import { GroupPage } from './group.ts';
import { MePage } from './me.ts';
import { StartPage } from './start.ts';
import { WorkPage } from './work.ts';

export class App {
  readonly boot: BootPage;
  readonly frame: Frame;
  readonly start: StartPage;
  readonly work: WorkPage;
  readonly critique: CritiquePage;
  readonly group: GroupPage;
  readonly me: MePage;

  constructor(readonly page: Page) {
    this.boot = new BootPage(page);
    this.frame = new Frame(page);
    this.start = new StartPage(page);
    this.work = new WorkPage(page);
    this.critique = new CritiquePage(page);
    this.group = new GroupPage(page);
    this.me = new MePage(page);
  }
}
