/** Dragging finds out of the Prior Art view into the plan: each becomes a line with its link and its reasons. */
import {
  type DataTransfer,
  DataTransferItem,
  type Disposable,
  type DocumentDropEdit,
  type DocumentDropEditProvider,
  DocumentDropEdit as DropEdit,
  languages,
  Position,
  type TextDocument,
  type TreeDragAndDropController,
  WorkspaceEdit,
} from 'vscode';

import { linesAround, parsePriorArt, placeEvidence, type PriorArtItem } from '../answers';
import { DOCUMENTS } from '../documents';
import type { PlanTracker } from './planTracker';

/** What is dragged, as JSON; it is of use to nobody else. */
const MIME = 'application/vnd.groundplan.evidence';

/** Lets finds be dragged; what is no find brings along those that it stands for. */
export class EvidenceDrag<Node> implements TreeDragAndDropController<Node> {
  readonly dragMimeTypes = [MIME];
  readonly dropMimeTypes: readonly string[] = [];

  constructor(private readonly findsOf: (node: Node) => readonly PriorArtItem[]) {}

  handleDrag(source: readonly Node[], dataTransfer: DataTransfer): void {
    const items = source.flatMap((node) => this.findsOf(node));
    dataTransfer.set(MIME, new DataTransferItem(JSON.stringify({ items })));
  }
}

/** Takes what is dropped into the plan that the finds were made for: their links are written from there. */
export function acceptEvidence(tracker: PlanTracker): Disposable {
  const provider: DocumentDropEditProvider = {
    provideDocumentDropEdits: async (document, position, dataTransfer) => {
      const dragged = await dataTransfer.get(MIME)?.asString();
      return dragged === undefined || tracker.current?.document !== document
        ? undefined
        : dropEdit(document, position, parsePriorArt(JSON.parse(dragged)));
    },
  };
  return languages.registerDocumentDropEditProvider([...DOCUMENTS], provider);
}

function dropEdit(document: TextDocument, position: Position, finds: readonly PriorArtItem[]): DocumentDropEdit | undefined {
  const linked = finds.filter((find) => find.markdown !== '');
  if (linked.length === 0) {
    return undefined;
  }
  const lineAt = (line: number): string => document.lineAt(line).text;
  const around = linesAround(lineAt, position.line, document.lineCount);
  const placed = placeEvidence(lineAt(position.line), position.character, linked, around);
  if (placed.character === position.character) {
    return new DropEdit(placed.text);
  }
  const edit = new DropEdit('');
  edit.additionalEdit = new WorkspaceEdit();
  edit.additionalEdit.insert(document.uri, new Position(position.line, placed.character), placed.text);
  return edit;
}
