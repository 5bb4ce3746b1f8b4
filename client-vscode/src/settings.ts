/** The settings of the client, read defensively: a settings file may hold anything. */

/** How the server is found and started; `''` and `[]` where a setting is not given. */
export interface ServerSettings {
  readonly path: string;
  readonly interpreter: string;
  readonly args: readonly string[];
  /** The Python that the private environment is made from. */
  readonly python: string;
}

/** Reads the `groundplan.server.*` settings; a value of the wrong type counts as not given. */
export function parseServerSettings(read: (key: string) => unknown): ServerSettings {
  return {
    path: asText(read('server.path')),
    interpreter: asText(read('server.interpreter')),
    args: asTexts(read('server.args')),
    python: asText(read('server.python')),
  };
}

/** The settings that the server is told at start, in the shape of the `groundplan` section. */
export interface InitializationOptions {
  /** Asks the server for `groundplan/status` notifications. */
  readonly status: true;
  /** Tells that the documents with which commands answer are shown: lenses may lead to them. */
  readonly reports: true;
  readonly plans: { readonly globs: readonly string[] };
}

/** Reads what `initialize` carries; later changes are pulled by the server with `workspace/configuration`. */
export function parseInitializationOptions(read: (key: string) => unknown): InitializationOptions {
  return { status: true, reports: true, plans: { globs: asTexts(read('plans.globs')) } };
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value.trim() : '';
}

function asTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
