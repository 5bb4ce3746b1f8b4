/** Why an environment could not be made, in words for a person. Pure. */

/** The cause, and the line of output that tells of it. */
export interface InstallFailure {
  readonly kind: 'network' | 'certificate' | 'space' | 'no-wheel' | 'files' | 'venv' | 'start' | 'cancelled' | 'other';
  readonly detail: string;
}

const CAUSES: readonly (readonly [InstallFailure['kind'], RegExp])[] = [
  ['space', /No space left on device|disk full|not enough space/i],
  ['certificate', /CERTIFICATE_VERIFY_FAILED|SSLCertVerificationError|SSLError/i],
  [
    'network',
    /NewConnectionError|ConnectTimeoutError|ReadTimeoutError|ConnectionResetError|ProxyError|NameResolutionError|name resolution|getaddrinfo failed|Network is unreachable|Connection (?:refused|aborted|broken)|Max retries exceeded/i,
  ],
  ['no-wheel', /Failed building wheel|Microsoft Visual C\+\+|No matching distribution found|metadata-generation-failed|command '.*(?:gcc|cc|clang)'/i],
  ['files', /Permission denied|Access is denied|Read-only file system|EACCES|EPERM|EROFS/i],
];

/** Finds the cause in what a step printed. */
export function explainFailure(step: 'venv' | 'pip' | 'start', output: string): InstallFailure {
  const lines = output.split(/\r?\n/).map((line) => line.trim());
  for (const [kind, pattern] of CAUSES) {
    const line = lines.find((each) => pattern.test(each));
    if (line !== undefined) {
      return { kind, detail: shortened(line) };
    }
  }
  const last = lines.filter((line) => line !== '' && !line.startsWith('[notice]'));
  const detail = shortened(last.findLast((line) => /error/i.test(line)) ?? last.at(-1) ?? '');
  return { kind: step === 'pip' ? 'other' : step, detail };
}

/** What to tell a person: what happened, and what to do. */
export function describeFailure(failure: InstallFailure): { readonly reason: string; readonly advice: string } {
  switch (failure.kind) {
    case 'network':
      return {
        reason: 'The Groundplan server could not be installed: the Python package index was not reached.',
        advice: 'Check the network or the proxy, then retry; or name an installed server in the settings.',
      };
    case 'certificate':
      return {
        reason: 'The Groundplan server could not be installed: the certificate of the Python package index was not accepted.',
        advice: 'Let pip know the certificate of your proxy (pip config set global.cert), then retry.',
      };
    case 'space':
      return { reason: 'The Groundplan server could not be installed: the disk is full.', advice: 'Make room, then retry.' };
    case 'no-wheel':
      return {
        reason: 'The Groundplan server could not be installed: a package that it needs is not there for this Python.',
        advice: 'Name another Python in the settings, then retry.',
      };
    case 'files':
      return {
        reason: `The Groundplan server could not be installed: ${failure.detail || 'its folder cannot be written'}.`,
        advice: 'Make the folder writable, then retry.',
      };
    case 'venv':
      return {
        reason: 'Python could not make a virtual environment for the Groundplan server.',
        advice: 'The log has its words. Name another Python in the settings, or retry.',
      };
    case 'start':
      return { reason: 'The Groundplan server was installed but does not start.', advice: 'The log says why.' };
    case 'cancelled':
      return { reason: 'Installing the Groundplan server was cancelled.', advice: 'Retry when it suits you.' };
    case 'other':
      return {
        reason: `The Groundplan server could not be installed${failure.detail === '' ? '' : `: ${failure.detail}`}.`,
        advice: 'The log has all of it.',
      };
  }
}

function shortened(line: string): string {
  const plain = line.replace(/^ERROR:\s*/, '').replace(/\.$/, '');
  return plain.length > 160 ? `${plain.slice(0, 159)}…` : plain;
}
