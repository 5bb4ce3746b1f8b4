/** What the Python extension knows, where it is installed; it is asked, never required. */
import { type Disposable, type Event, extensions } from 'vscode';

interface Environments {
  readonly getActiveEnvironmentPath?: () => { readonly path?: string };
  readonly resolveEnvironment?: (path: unknown) => Promise<{ readonly executable?: { readonly uri?: { readonly fsPath?: string } } } | undefined>;
  readonly onDidChangeActiveEnvironmentPath?: Event<unknown>;
}

const ID = 'ms-python.python';

/** The interpreter chosen in the Python extension; `undefined` where there is none or it does not answer. */
export async function chosenInterpreter(): Promise<string | undefined> {
  const extension = extensions.getExtension<{ readonly environments?: Environments }>(ID);
  if (extension === undefined) {
    return undefined;
  }
  try {
    const { environments } = await extension.activate();
    const active = environments?.getActiveEnvironmentPath?.();
    const resolved = active === undefined ? undefined : await environments?.resolveEnvironment?.(active);
    return resolved?.executable?.uri?.fsPath ?? active?.path;
  } catch {
    // A Python extension that fails is as good as none: PATH is asked next.
    return undefined;
  }
}

/** Calls back when another interpreter is chosen, from the moment the Python extension is active. */
export function onDidChooseInterpreter(listener: () => void): Disposable | undefined {
  const extension = extensions.getExtension<{ readonly environments?: Environments }>(ID);
  return extension?.isActive === true ? extension.exports.environments?.onDidChangeActiveEnvironmentPath?.(listener) : undefined;
}
