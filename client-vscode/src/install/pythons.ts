/** Which Python the server's private environment is made from. Pure over an injected runner; nothing here imports vscode. */

/** The oldest Python that the server runs on; the same as `requires-python` in pyproject.toml. */
export const OLDEST = [3, 10] as const;

/** A command that may be a Python, and who named it. */
export interface PythonCandidate {
  readonly command: string;
  readonly args: readonly string[];
  readonly source: string;
}

/** A Python that can make virtual environments. */
export interface Python {
  /** Its own absolute path, whatever launcher led to it. */
  readonly executable: string;
  readonly version: string;
  readonly source: string;
}

/** What came of the search; `tried` has one line per candidate. */
export type PythonSearch =
  | { readonly kind: 'found'; readonly python: Python; readonly tried: readonly string[] }
  | { readonly kind: 'missing'; readonly reason: string; readonly advice: string; readonly tried: readonly string[] };

/** Runs a command to its end; `undefined` where it could not be run, failed or took too long. Never rejects. */
export type AskCommand = (command: string, args: readonly string[]) => Promise<string | undefined>;

/** Prints what there is to know of a Python as one line of JSON. */
export const QUESTION = [
  'import sys, json',
  'try:',
  '    import venv, ensurepip',
  '    able = True',
  'except ImportError:',
  '    able = False',
  'print(json.dumps({"version": list(sys.version_info[:3]), "executable": sys.executable, "able": able}))',
].join('\n');

/** The candidates in order: the setting alone where it is given, else the Python extension's choice, then what is on `PATH`. */
export function pythonCandidates(
  setting: string,
  chosen: string | undefined,
  platform: NodeJS.Platform,
): readonly PythonCandidate[] {
  if (setting !== '') {
    return [{ command: setting, args: [], source: 'the setting groundplan.server.python' }];
  }
  const candidates: PythonCandidate[] = [];
  if (chosen !== undefined && chosen !== '') {
    candidates.push({ command: chosen, args: [], source: 'the Python extension' });
  }
  const launcher = { command: 'py', args: ['-3'], source: 'the py launcher' };
  const named = ['python3', 'python'].map((command) => ({ command, args: [], source: 'PATH' }));
  // On Windows `python3` is often the Microsoft Store's advertisement; the launcher knows what is installed.
  return platform === 'win32' ? [...candidates, launcher, ...named] : [...candidates, ...named];
}

/** Asks the candidates one by one and returns the first that is new enough and can make environments. */
export async function findPython(candidates: readonly PythonCandidate[], ask: AskCommand): Promise<PythonSearch> {
  const tried: string[] = [];
  let foundOld = '';
  let foundUnable = '';
  for (const candidate of candidates) {
    const name = [candidate.command, ...candidate.args].join(' ');
    const answer = parseAnswer(await ask(candidate.command, [...candidate.args, '-I', '-c', QUESTION]));
    if (answer === undefined) {
      tried.push(`${name} (${candidate.source}): could not be run, or is no Python 3`);
      continue;
    }
    const version = answer.version.join('.');
    if (!isNewEnough(answer.version)) {
      foundOld ||= `${name} is Python ${version}`;
      tried.push(`${name} (${candidate.source}): Python ${version} is too old`);
      continue;
    }
    if (!answer.able) {
      foundUnable ||= `Python ${version} (${answer.executable})`;
      tried.push(`${name} (${candidate.source}): Python ${version} has no venv or ensurepip module`);
      continue;
    }
    tried.push(`${name} (${candidate.source}): Python ${version}`);
    const python = { executable: answer.executable, version, source: candidate.source };
    return { kind: 'found', python, tried };
  }
  return { kind: 'missing', ...explain(candidates, foundOld, foundUnable), tried };
}

function explain(
  candidates: readonly PythonCandidate[],
  foundOld: string,
  foundUnable: string,
): { readonly reason: string; readonly advice: string } {
  const needed = `Groundplan needs Python ${OLDEST.join('.')} or later`;
  if (foundUnable !== '') {
    return {
      reason: `${foundUnable} cannot make virtual environments.`,
      advice: 'Install its venv module (Debian and Ubuntu: the package python3-venv), then retry.',
    };
  }
  if (foundOld !== '') {
    return { reason: `${needed}; ${foundOld}.`, advice: 'Install a newer one, or name it in the settings.' };
  }
  const only = candidates[0];
  if (candidates.length === 1 && only !== undefined && only.source.startsWith('the setting')) {
    return { reason: `${needed}; ${only.source} names "${only.command}", which is none.`, advice: 'Correct or clear it.' };
  }
  return { reason: `${needed}, and none was found.`, advice: 'Install Python, or name one in the settings.' };
}

interface Answer {
  readonly version: readonly number[];
  readonly executable: string;
  readonly able: boolean;
}

function parseAnswer(output: string | undefined): Answer | undefined {
  const line = output?.split(/\r?\n/).find((each) => each.startsWith('{'));
  if (line === undefined) {
    return undefined;
  }
  try {
    const { version, executable, able } = JSON.parse(line) as Readonly<Record<string, unknown>>;
    if (!Array.isArray(version) || typeof executable !== 'string' || executable === '') {
      return undefined;
    }
    const numbers = version.filter((part): part is number => typeof part === 'number');
    return numbers.length === 3 ? { version: numbers, executable, able: able === true } : undefined;
  } catch {
    return undefined;
  }
}

function isNewEnough(version: readonly number[]): boolean {
  const [major = 0, minor = 0] = version;
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}
