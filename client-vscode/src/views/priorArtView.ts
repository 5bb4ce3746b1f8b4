/** The Prior Art view: what the code already has for the section around the plan's cursor. */
import {
  Disposable,
  EventEmitter,
  MarkdownString,
  ThemeIcon,
  type TreeDataProvider,
  TreeItem,
  TreeItemCollapsibleState,
  type TreeView,
  Uri,
  window,
} from 'vscode';

import { type Group, GROUP_ICONS, GROUP_TITLES, grouped, parsePriorArt, PRIOR_ART, plainReasons, type PriorArtItem, sectionAt } from '../answers';
import { OPEN_PRIOR_ART, PRIOR_ART_VIEW } from '../commands/ids';
import type { ServerSession } from '../session';
import { acceptEvidence, EvidenceDrag } from './evidenceDrag';
import type { PlanTracker } from './planTracker';

/** Finds of each group: the view is small, and the search has more. */
const LIMIT = 4;

const NO_PLAN = 'Open a plan to see what the code has for it.';

type Node = { readonly group: Group; readonly items: readonly PriorArtItem[] } | PriorArtItem;

/** Follows the cursor from section to section; stays as it is while the author is in the code. */
export class PriorArtView implements TreeDataProvider<Node>, Disposable {
  private groups: readonly Node[] = [];
  private shown = '';
  private round = 0;
  private readonly changes = new EventEmitter<undefined>();
  private readonly view: TreeView<Node>;
  private readonly subscriptions: Disposable;

  readonly onDidChangeTreeData = this.changes.event;

  constructor(
    private readonly session: ServerSession,
    private readonly tracker: PlanTracker,
  ) {
    this.view = window.createTreeView<Node>(PRIOR_ART_VIEW, {
      treeDataProvider: this,
      dragAndDropController: new EvidenceDrag<Node>((node) => ('items' in node ? node.items : [node])),
      canSelectMany: true,
    });
    this.subscriptions = Disposable.from(
      this.view,
      this.changes,
      acceptEvidence(tracker),
      tracker.onDidChange(() => void this.follow()),
      session.onDidChange(() => { this.shown = ''; }),
      this.view.onDidChangeVisibility(() => void this.follow()),
    );
  }

  /** Whether the view is unfolded and in sight. */
  get isVisible(): boolean {
    return this.view.visible;
  }

  /** Asks again even if the cursor has not left its section. */
  async refresh(): Promise<void> {
    this.shown = '';
    await this.follow();
  }

  getChildren(node?: Node): Node[] {
    if (node === undefined) {
      return [...this.groups];
    }
    return 'items' in node ? [...node.items] : [];
  }

  getTreeItem(node: Node): TreeItem {
    return 'items' in node ? groupItem(node.group, node.items.length) : priorArtItem(node);
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private async follow(): Promise<void> {
    const plan = this.tracker.current;
    const client = this.session.runningClient;
    if (plan === undefined) {
      this.show([], '', '');
      return;
    }
    if (client === undefined || !this.view.visible) {
      return;
    }
    const section = sectionAt(plan.outline, plan.position.line);
    const key = `${plan.document.uri.toString()}#${plan.position.line}@${plan.document.version}`;
    if (key === this.shown) {
      return;
    }
    const round = ++this.round;
    try {
      const answer = await client.sendRequest(PRIOR_ART, {
        textDocument: { uri: plan.document.uri.toString() },
        position: { line: plan.position.line, character: plan.position.character },
        limit: LIMIT,
      });
      if (round === this.round) {
        this.show(grouped(parsePriorArt(answer)), section?.title ?? '', key);
      }
    } catch {
      // A server of another version, or one that is going: what is shown stays.
    }
  }

  private show(groups: readonly Node[], title: string, key: string): void {
    this.shown = key;
    // Drawing the same rows again would take them from under the pointer.
    const isSame = JSON.stringify(groups) === JSON.stringify(this.groups);
    this.groups = isSame ? this.groups : groups;
    this.view.description = title;
    const nothing =
      key === '' ? NO_PLAN : 'Nothing in the code resembles this section yet. A title and a sentence help.';
    this.view.message = groups.length > 0 ? '' : nothing;
    if (!isSame) {
      this.changes.fire(undefined);
    }
  }
}

function groupItem(group: Group, size: number): TreeItem {
  const item = new TreeItem(GROUP_TITLES[group], TreeItemCollapsibleState.Expanded);
  item.id = group;
  item.description = String(size);
  item.iconPath = new ThemeIcon(GROUP_ICONS[group]);
  item.contextValue = 'group';
  return item;
}

function priorArtItem(found: PriorArtItem): TreeItem {
  const item = new TreeItem(found.title, TreeItemCollapsibleState.None);
  item.id = `${found.group} ${found.title} ${found.uri}#${found.line}`;
  item.description = plainReasons(found).join(' · ');
  item.tooltip = tooltip(found);
  item.contextValue = found.markdown === '' ? 'find' : 'find.linkable';
  item.command = { title: 'Open', command: OPEN_PRIOR_ART, arguments: [found] };
  item.accessibilityInformation = { label: `${found.title}, ${item.description || found.detail}` };
  return item;
}

function tooltip(found: PriorArtItem): MarkdownString {
  const text = new MarkdownString();
  text.appendMarkdown('**').appendText(found.title).appendMarkdown('**\n\n');
  text.appendText(found.detail).appendMarkdown('\n\n');
  for (const reason of plainReasons(found)) {
    text.appendMarkdown('- ').appendText(reason).appendMarkdown('\n');
  }
  text.appendMarkdown('\n').appendText(`${found.path || Uri.parse(found.uri).fsPath}:${found.line + 1}`);
  return text;
}
