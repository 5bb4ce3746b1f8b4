/** Which plan the author works on, where the cursor is in it, and what its outline is: what both views follow. */
import {
  commands,
  Disposable,
  EventEmitter,
  languages,
  Position,
  type TextDocument,
  type TextEditor,
  window,
  workspace,
} from 'vscode';

import { type Outline, parseOutline, PLAN_OUTLINE } from '../answers';
import type { ServerSession } from '../session';

const TYPING_MILLISECONDS = 400;
const CURSOR_MILLISECONDS = 250;

/** A plan with the place of its cursor. */
export interface PlanAtCursor {
  readonly document: TextDocument;
  readonly position: Position;
  readonly outline: Outline;
}

/** Follows the active editor; what was looked at last stays current while the author is in a Go file. */
export class PlanTracker implements Disposable {
  private editor: TextEditor | undefined;
  private plan: PlanAtCursor | undefined;
  private timer: NodeJS.Timeout | undefined;
  private round = 0;
  private readonly changes = new EventEmitter<void>();
  private readonly subscriptions: Disposable;

  /** Fires when the plan, its outline or the line of its cursor has changed. */
  readonly onDidChange = this.changes.event;

  constructor(private readonly session: ServerSession) {
    this.subscriptions = Disposable.from(
      this.changes,
      window.onDidChangeActiveTextEditor((editor) => { this.follow(editor); }),
      window.onDidChangeTextEditorSelection(({ textEditor }) => {
        if (textEditor === this.editor) {
          this.schedule(CURSOR_MILLISECONDS);
        }
      }),
      workspace.onDidChangeTextDocument(({ document }) => {
        if (document === this.editor?.document) {
          this.schedule(TYPING_MILLISECONDS);
        }
      }),
      workspace.onDidCloseTextDocument((document) => {
        if (document === this.plan?.document) {
          this.plan = undefined;
          this.changes.fire();
        }
      }),
      languages.onDidChangeDiagnostics(({ uris }) => {
        const own = this.editor?.document.uri.toString();
        if (uris.some((uri) => uri.toString() === own)) {
          this.schedule(CURSOR_MILLISECONDS);
        }
      }),
      session.onDidChange(() => { this.schedule(CURSOR_MILLISECONDS); }),
    );
    this.follow(window.activeTextEditor);
  }

  /** The plan that is looked at, or was before the author went into the code. */
  get current(): PlanAtCursor | undefined {
    return this.plan;
  }

  /** An editor that shows the current plan; `undefined` where it is in none. */
  get visibleEditor(): TextEditor | undefined {
    const document = this.plan?.document;
    return window.visibleTextEditors.find((editor) => editor.document === document);
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.subscriptions.dispose();
  }

  private follow(editor: TextEditor | undefined): void {
    if (editor?.document.languageId === 'markdown') {
      this.editor = editor;
      this.schedule(0);
    } else if (editor !== undefined) {
      void commands.executeCommand('setContext', 'groundplan.isPlan', false);
    }
  }

  private schedule(milliseconds: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.update(), milliseconds);
  }

  private async update(): Promise<void> {
    const round = ++this.round;
    const { editor } = this;
    const client = this.session.runningClient;
    if (editor === undefined || client === undefined) {
      return;
    }
    const { document } = editor;
    let outline: Outline;
    try {
      outline = parseOutline(await client.sendRequest(PLAN_OUTLINE, { textDocument: { uri: document.uri.toString() } }));
    } catch {
      // A server of another version, or one that is going: the views keep what they show.
      return;
    }
    if (round !== this.round) {
      return;
    }
    if (window.activeTextEditor?.document === document) {
      void commands.executeCommand('setContext', 'groundplan.isPlan', outline.isPlan);
    }
    if (outline.isPlan) {
      void commands.executeCommand('setContext', 'groundplan.planSeen', true);
      // An outline that says the same stays the same object: the view need not be drawn again.
      const known = this.plan?.document === document ? this.plan.outline : undefined;
      const isKnown = known !== undefined && JSON.stringify(known) === JSON.stringify(outline);
      this.plan = { document, position: editor.selection.active, outline: isKnown ? known : outline };
      this.changes.fire();
    }
  }
}
