/** What the status item says, as plain data. Pure: the item itself is in status.ts. */

/** What the server reports with `groundplan/status`. Counts that it does not know yet are absent. */
export interface ServerStatus {
  readonly state: 'indexing' | 'ready' | 'partial' | 'error';
  readonly message: string;
  readonly counts: IndexCounts;
}

/** How much is in the index. */
export type IndexCounts = Readonly<Partial<Record<CountedThing, number>>>;

const COUNTED = { files: 'file', types: 'type', handlers: 'handler', routes: 'route' } as const;
type CountedThing = keyof typeof COUNTED;

/** What the client itself knows about the server's life. */
export type ClientStatus =
  | { readonly state: 'starting' }
  | { readonly state: 'installing'; readonly step: string }
  | { readonly state: 'running' }
  | { readonly state: 'stopped' }
  | { readonly state: 'failed' }
  | { readonly state: 'missing'; readonly reason: string };

/** The command behind the status item's link. */
export type StatusAction = 'reindex' | 'restart' | 'showLog' | 'openSettings';

/** The parts of a language status item. */
export interface StatusView {
  readonly text: string;
  readonly detail: string;
  readonly severity: 'information' | 'warning' | 'error';
  readonly busy: boolean;
  readonly action: StatusAction;
}

/** Reads a `groundplan/status` notification; `undefined` where it is none that this client knows. */
export function parseServerStatus(params: unknown): ServerStatus | undefined {
  if (typeof params !== 'object' || params === null) {
    return undefined;
  }
  const fields = params as Readonly<Record<string, unknown>>;
  const state = fields['state'];
  if (state !== 'indexing' && state !== 'ready' && state !== 'partial' && state !== 'error') {
    return undefined;
  }
  const message = fields['message'];
  const counts: Partial<Record<CountedThing, number>> = {};
  for (const thing of Object.keys(COUNTED) as CountedThing[]) {
    const count = fields[thing];
    if (typeof count === 'number' && Number.isFinite(count)) {
      counts[thing] = count;
    }
  }
  return { state, message: typeof message === 'string' ? message.trim() : '', counts };
}

/** Describes what the server said of its index. */
export function viewServerStatus(status: ServerStatus): StatusView {
  const counts = describeCounts(status.counts);
  switch (status.state) {
    case 'indexing':
      return view('Groundplan: indexing', status.message || counts, 'information', 'showLog', true);
    case 'ready':
      return view('Groundplan', counts || status.message || 'ready', 'information', 'reindex');
    case 'partial':
      return view('Groundplan: partial index', joinNonEmpty(status.message, counts), 'warning', 'showLog');
    case 'error':
      return view('Groundplan: error', status.message || 'see the log', 'error', 'showLog');
  }
}

/** Describes the server's life where the server itself has not spoken. */
export function viewClientStatus(status: ClientStatus): StatusView {
  switch (status.state) {
    case 'starting':
      return view('Groundplan: starting', '', 'information', 'showLog', true);
    case 'installing':
      return view('Groundplan: setting up', status.step, 'information', 'showLog', true);
    case 'running':
      return view('Groundplan', 'the server is running', 'information', 'reindex');
    case 'stopped':
      return view('Groundplan: stopped', 'the server is not running', 'warning', 'restart');
    case 'failed':
      return view('Groundplan: stopped', 'the server could not be started', 'error', 'showLog');
    case 'missing':
      return view('Groundplan: no server', status.reason, 'error', 'openSettings');
  }
}

function view(
  text: string,
  detail: string,
  severity: StatusView['severity'],
  action: StatusAction,
  busy = false,
): StatusView {
  return { text, detail, severity, busy, action };
}

function describeCounts(counts: IndexCounts): string {
  const parts: string[] = [];
  for (const [thing, singular] of Object.entries(COUNTED) as [CountedThing, string][]) {
    const count = counts[thing];
    if (count !== undefined) {
      parts.push(`${count.toLocaleString('en-US')} ${singular}${count === 1 ? '' : 's'}`);
    }
  }
  return parts.join(' · ');
}

function joinNonEmpty(...parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
