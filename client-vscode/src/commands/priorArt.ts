/** "Find Prior Art…": a search that answers while it is typed, and what can be done with a find. */
import {
  CancellationTokenSource,
  Disposable,
  Position,
  type QuickInputButton,
  type QuickPickItem,
  QuickPickItemKind,
  Range,
  ThemeIcon,
  Uri,
  window,
} from 'vscode';

import { GROUP_ICONS, GROUP_TITLES, grouped, linesAround, parsePriorArt, placeEvidence, plainReasons, PRIOR_ART, type PriorArtItem } from '../answers';
import { LiveSearch } from '../liveSearch';
import { reportFailedCommand, reportNotRunning } from '../messages';
import type { ServerSession } from '../session';
import type { PlanTracker } from '../views/planTracker';

const TYPING_MILLISECONDS = 120;
const INSERT: QuickInputButton = { iconPath: new ThemeIcon('link'), tooltip: 'Insert a link into the plan' };
const OPEN: QuickInputButton = { iconPath: new ThemeIcon('go-to-file'), tooltip: 'Open' };

interface Find extends QuickPickItem {
  readonly found?: PriorArtItem;
}

/** Shows what resembles the words as they are typed; before that, what resembles the section around the cursor. */
export function searchPriorArt(session: ServerSession, tracker: PlanTracker): void {
  if (session.runningClient === undefined) {
    reportNotRunning();
    return;
  }
  const plan = tracker.visibleEditor;
  const pick = window.createQuickPick<Find>();
  pick.title = 'Find Prior Art';
  pick.placeholder = 'A feature in a few words, as in: remind customers of unpaid invoices';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  let timer: NodeJS.Timeout | undefined;

  const live = new LiveSearch<PriorArtItem>({
    ask: (signal) => {
      const position = plan?.selection.active;
      const params = {
        query: pick.value.trim(),
        limit: 5,
        ...(plan === undefined ? {} : { textDocument: { uri: plan.document.uri.toString() } }),
        ...(position === undefined ? {} : { position: { line: position.line, character: position.character } }),
      };
      const source = new CancellationTokenSource();
      signal.addEventListener('abort', () => {
        source.cancel();
      });
      return session.runningClient?.sendRequest(PRIOR_ART, params, source.token).then(parsePriorArt);
    },
    show: (found) => {
      pick.items = toPicks(found, plan !== undefined);
    },
    setBusy: (busy) => {
      pick.busy = busy;
    },
    fail: (error) => {
      pick.hide();
      reportFailedCommand('Find Prior Art', error);
    },
  });

  const subscriptions = Disposable.from(
    pick,
    session.onDidChange(() => void live.answererChanged()),
    pick.onDidChangeValue(() => {
      clearTimeout(timer);
      timer = setTimeout(() => void live.search(), TYPING_MILLISECONDS);
    }),
    pick.onDidAccept(() => {
      const found = pick.selectedItems[0]?.found;
      if (found !== undefined) {
        pick.hide();
        void openPriorArt(found);
      }
    }),
    pick.onDidTriggerItemButton(({ item, button }) => {
      pick.hide();
      if (item.found !== undefined) {
        void (button === INSERT ? insertLink(item.found, tracker) : openPriorArt(item.found));
      }
    }),
    pick.onDidHide(() => {
      clearTimeout(timer);
      live.stop();
      subscriptions.dispose();
    }),
  );
  pick.show();
  void live.search();
}

/** Opens a find at its line. */
export async function openPriorArt(found: PriorArtItem): Promise<void> {
  const at = new Position(found.line, 0);
  await window.showTextDocument(Uri.parse(found.uri), { selection: new Range(at, at), preview: true });
}

/** Inserts a find at the plan's cursor: a line with its reasons, or within a sentence its link. */
export async function insertLink(found: PriorArtItem, tracker: PlanTracker): Promise<void> {
  const editor = tracker.visibleEditor;
  if (editor === undefined || found.markdown === '') {
    void window.showInformationMessage('Open the plan that the link should go into.');
    return;
  }
  const { selection, document } = editor;
  const { line, character } = selection.active;
  const around = linesAround((each) => document.lineAt(each).text, line, document.lineCount);
  const placed = placeEvidence(document.lineAt(line).text, character, [found], around);
  await editor.edit((edit) => {
    if (selection.isEmpty) {
      edit.insert(new Position(line, placed.character), placed.text);
    } else {
      edit.replace(selection, found.markdown);
    }
  });
  await window.showTextDocument(editor.document, editor.viewColumn);
}

function toPicks(items: readonly PriorArtItem[], canInsert: boolean): readonly Find[] {
  return grouped(items).flatMap(({ group, items: finds }) => [
    { label: GROUP_TITLES[group], kind: QuickPickItemKind.Separator },
    ...finds.map((found): Find => ({
      // The list drops its separators as soon as something is typed; the icon says what a find is.
      label: `$(${GROUP_ICONS[group]}) ${found.title}`,
      description: found.detail,
      detail: [...plainReasons(found), `${found.path}:${found.line + 1}`].join(' · '),
      // The server has ranked them by more than the words that the list would look for.
      alwaysShow: true,
      buttons: canInsert && found.markdown !== '' ? [INSERT, OPEN] : [OPEN],
      found,
    })),
  ]);
}
