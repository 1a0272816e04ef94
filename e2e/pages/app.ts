// The whole app in one tab, screen by screen.
import type { Page } from '@playwright/test';
import { BootPage } from './boot.ts';
import { ChallengePage } from './challenge.ts';
import { CritiquePage } from './critique.ts';
import { EditorPage } from './editor.ts';
import { EvidencePage } from './evidence.ts';
import { Frame } from './frame.ts';
import { GroupPage } from './group.ts';
import { JointPage } from './joint.ts';
import { LessonPage } from './lesson.ts';
import { MePage } from './me.ts';
import { StartPage } from './start.ts';
import { StuckPage } from './stuck.ts';
import { TodayPage } from './today.ts';
import { VersionsPage } from './versions.ts';
import { WorkPage } from './work.ts';

export class App {
  readonly boot: BootPage;
  readonly frame: Frame;
  readonly start: StartPage;
  readonly today: TodayPage;
  readonly challenge: ChallengePage;
  readonly work: WorkPage;
  readonly versions: VersionsPage;
  readonly evidence: EvidencePage;
  readonly joint: JointPage;
  readonly lesson: LessonPage;
  readonly stuck: StuckPage;
  readonly critique: CritiquePage;
  readonly editor: EditorPage;
  readonly group: GroupPage;
  readonly me: MePage;

  constructor(readonly page: Page) {
    this.boot = new BootPage(page);
    this.frame = new Frame(page);
    this.start = new StartPage(page);
    this.today = new TodayPage(page);
    this.challenge = new ChallengePage(page);
    this.work = new WorkPage(page);
    this.versions = new VersionsPage(page);
    this.evidence = new EvidencePage(page);
    this.joint = new JointPage(page);
    this.lesson = new LessonPage(page);
    this.stuck = new StuckPage(page);
    this.critique = new CritiquePage(page);
    this.editor = new EditorPage(page);
    this.group = new GroupPage(page);
    this.me = new MePage(page);
  }
}
