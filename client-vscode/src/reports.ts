/** The Markdown documents that the server answers with, beside the plan: read-only, made anew when asked again. */
import {
  commands,
  Disposable,
  EventEmitter,
  TabInputCustom,
  TabInputText,
  type TextDocumentContentProvider,
  Uri,
  ViewColumn,
  window,
  workspace,
} from 'vscode';
import { ExecuteCommandRequest } from 'vscode-languageclient/node';

import { parseReport, type Report } from './answers';
import { SERVER_DRIFT, SERVER_REVIEW, SERVER_SLICE } from './commands/ids';
import { relinked, reportName } from './reportText';
import type { ServerSession } from './session';

const SCHEME = 'groundplan';
/** An address may come from anywhere: no other command is run for it. */
const REPORTS: readonly string[] = [SERVER_SLICE, SERVER_REVIEW, SERVER_DRIFT];
const PREVIEW = 'vscode.markdown.preview.editor';

/** What the server is asked; the address of a document carries it, so that it can be asked again at any time. */
interface Question {
  readonly command: string;
  readonly arguments: Readonly<Record<string, string>>;
}

/** Shows reports as rendered Markdown; one that is open follows the plan that it is about when that is saved. */
export class Reports implements TextDocumentContentProvider, Disposable {
  private readonly changes = new EventEmitter<Uri>();
  private readonly fresh = new Map<string, string>();
  private readonly unanswered = new Set<string>();
  private sessionChanges = 0;
  private readonly subscriptions: Disposable;

  readonly onDidChange = this.changes.event;

  constructor(private readonly session: ServerSession) {
    this.subscriptions = Disposable.from(
      this.changes,
      workspace.registerTextDocumentContentProvider(SCHEME, this),
      workspace.onDidSaveTextDocument((saved) => {
        for (const { uri } of workspace.textDocuments) {
          if (questionIn(uri)?.arguments['uri'] === saved.uri.toString()) {
            this.changes.fire(uri);
          }
        }
      }),
      session.onDidChange(() => {
        this.sessionChanges += 1;
        // A window that is opened again shows its reports before there is a server to ask.
        for (const uri of this.unanswered) {
          this.changes.fire(Uri.parse(uri, true));
        }
      }),
    );
  }

  /** Asks the server; rejects with its reason where it refuses. */
  async ask(command: string, question: object): Promise<Report> {
    const client = this.session.runningClient;
    if (client === undefined) {
      throw new Error('the server is not running');
    }
    return parseReport(await client.sendRequest(ExecuteCommandRequest.type, { command, arguments: [question] }));
  }

  /** Shows an answer beside what is being edited, where it is open already in its place. */
  async show(label: string, question: Question, report: Report): Promise<void> {
    const uri = Uri.from({ scheme: SCHEME, path: `/${reportName(label)}.md`, query: JSON.stringify(question) });
    this.fresh.set(uri.toString(), report.markdown);
    this.changes.fire(uri);
    const viewColumn = columnOf(uri) ?? ViewColumn.Beside;
    try {
      await commands.executeCommand('vscode.openWith', uri, PREVIEW, { viewColumn, preserveFocus: true });
    } catch {
      // The editor's own Markdown support can be turned off; the text can be read as well.
      await window.showTextDocument(uri, { viewColumn, preserveFocus: true, preview: false });
    }
  }

  async provideTextDocumentContent(uri: Uri): Promise<string> {
    const key = uri.toString();
    const known = this.fresh.get(key);
    this.fresh.delete(key);
    if (known !== undefined) {
      return this.text(known);
    }
    const question = questionIn(uri);
    const changesBefore = this.sessionChanges;
    try {
      if (question === undefined) {
        throw new Error('the address of this document is damaged');
      }
      const about = question.arguments['uri'];
      if (about !== undefined && this.session.runningClient !== undefined) {
        // The server knows open documents only, and a window that is opened again may not have the plan's.
        await workspace.openTextDocument(Uri.parse(about));
      }
      const { markdown } = await this.ask(question.command, question.arguments);
      this.unanswered.delete(key);
      return this.text(markdown);
    } catch (error) {
      this.unanswered.add(key);
      if (this.sessionChanges !== changesBefore) {
        // What changed while the server was asked may have been what was missing.
        setTimeout(() => { this.changes.fire(uri); });
      }
      return `There is nothing to show yet: ${error instanceof Error ? error.message : String(error)}\n`;
    }
  }

  dispose(): void {
    this.subscriptions.dispose();
  }

  private text(markdown: string): string {
    const root = workspace.workspaceFolders?.[0]?.uri.path;
    return root === undefined ? markdown : relinked(markdown, root);
  }
}

function questionIn(uri: Uri): Question | undefined {
  if (uri.scheme !== SCHEME) {
    return undefined;
  }
  try {
    const read = JSON.parse(uri.query) as Partial<Question> | null;
    const isReport = REPORTS.includes(read?.command ?? '') && typeof read?.arguments === 'object';
    return isReport ? (read as Question) : undefined;
  } catch {
    return undefined;
  }
}

function columnOf(uri: Uri): ViewColumn | undefined {
  const shows = (input: unknown): boolean =>
    (input instanceof TabInputCustom || input instanceof TabInputText) && input.uri.toString() === uri.toString();
  return window.tabGroups.all.find((group) => group.tabs.some((tab) => shows(tab.input)))?.viewColumn;
}
