/** The Plan Outline view: the sections of the plan with what is still to be done in them. */
import {
  Disposable,
  EventEmitter,
  type ProviderResult,
  Range,
  ThemeColor,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  window,
} from 'vscode';

import { count, describeSection, type Outline, type OutlineSection, type SectionState } from '../answers';
import { OPEN_PLAN_SECTION, PLAN_OUTLINE_VIEW } from '../commands/ids';
import type { PlanTracker } from './planTracker';

const ICONS: Readonly<Record<SectionState, ThemeIcon>> = {
  filled: new ThemeIcon('pass', new ThemeColor('testing.iconPassed')),
  blank: new ThemeIcon('circle-large-outline'),
  flagged: new ThemeIcon('warning', new ThemeColor('list.warningForeground')),
};

/** A filled section that still asks something of its author. */
const OPEN = new ThemeIcon('question', new ThemeColor('charts.blue'));

/** Shows the outline of the plan that is looked at. */
export class OutlineView implements TreeDataProvider<OutlineSection>, Disposable {
  private shown: Outline | undefined;
  private readonly changes = new EventEmitter<undefined>();
  private readonly view: TreeView<OutlineSection>;
  private readonly subscriptions: Disposable;

  readonly onDidChangeTreeData = this.changes.event;

  constructor(private readonly tracker: PlanTracker) {
    this.view = window.createTreeView<OutlineSection>(PLAN_OUTLINE_VIEW, { treeDataProvider: this });
    this.subscriptions = Disposable.from(
      this.view,
      this.changes,
      tracker.onDidChange(() => {
        const outline = tracker.current?.outline;
        if (outline === this.shown) {
          return;
        }
        this.shown = outline;
        this.view.description = this.summary();
        this.view.message = outline === undefined ? 'Open a plan to see what is left to do in it.' : '';
        this.changes.fire(undefined);
      }),
    );
  }

  getChildren(parent?: OutlineSection): OutlineSection[] {
    const { sections } = this;
    const index = parent === undefined ? -1 : sections.indexOf(parent);
    // The title alone at the top would cost everything one level.
    const top = sections.filter((section) => section.parent === -1);
    if (parent === undefined && top.length === 1) {
      const only = sections.findIndex((section) => section.parent === -1);
      const below = sections.filter((section) => section.parent === only);
      return below.length > 0 ? below : top;
    }
    return sections.filter((section) => section.parent === index);
  }

  getParent(section: OutlineSection): ProviderResult<OutlineSection> {
    return this.sections[section.parent];
  }

  getTreeItem(section: OutlineSection): TreeItem {
    const { sections } = this;
    const index = sections.indexOf(section);
    const hasParts = sections.some((other) => other.parent === index);
    const item = new TreeItem(section.title, hasParts ? TreeItemCollapsibleState.Expanded : TreeItemCollapsibleState.None);
    item.description = describeSection(section);
    item.iconPath = section.state === 'filled' && section.blanks > 0 ? OPEN : ICONS[section.state];
    item.contextValue = section.state === 'blank' && section.role !== '' && !hasParts ? 'section.blank' : 'section';
    item.tooltip = [section.title, item.description].filter((each) => each !== '').join(': ');
    item.command = { title: 'Open', command: OPEN_PLAN_SECTION, arguments: [section] };
    return item;
  }

  /** Whether the view is unfolded and in sight. */
  get isVisible(): boolean {
    return this.view.visible;
  }

  /** Shows a section in the plan's editor. */
  async open(section: OutlineSection): Promise<void> {
    const document = this.tracker.current?.document;
    if (document !== undefined) {
      const viewColumn = this.tracker.visibleEditor?.viewColumn;
      const selection = new Range(section.line, 0, section.line, 0);
      await window.showTextDocument(document, { selection, ...(viewColumn === undefined ? {} : { viewColumn }) });
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private get sections(): readonly OutlineSection[] {
    return this.tracker.current?.outline.sections ?? [];
  }

  private summary(): string {
    const flagged = this.sections.reduce((sum, section) => sum + section.findings, 0);
    const blank = this.sections.filter((section) => section.state === 'blank').length;
    const parts = [flagged > 0 ? count(flagged, 'warning') : '', blank > 0 ? `${blank} blank` : ''];
    return parts.filter((part) => part !== '').join(' · ');
  }
}
