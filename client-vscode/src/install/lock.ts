/** One window installs at a time; the others wait for it. */
import { promises as fs } from 'node:fs';

const STALE_MILLISECONDS = 15 * 60 * 1000;

/** Takes the lock file, or says that another living process has it. A lock whose holder is gone is taken over. */
export async function tryLock(file: string, now: number = Date.now()): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      await fs.writeFile(file, String(process.pid), { flag: 'wx' });
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') {
        throw error;
      }
    }
    if (await isHeld(file, now)) {
      return false;
    }
    await fs.rm(file, { force: true });
  }
  return false;
}

/** Gives the lock back. */
export async function unlock(file: string): Promise<void> {
  await fs.rm(file, { force: true });
}

async function isHeld(file: string, now: number): Promise<boolean> {
  try {
    const [text, { mtimeMs }] = await Promise.all([fs.readFile(file, 'utf8'), fs.stat(file)]);
    const holder = Number.parseInt(text, 10);
    // A holder that has not written its number yet has only just taken the lock.
    return now - mtimeMs < STALE_MILLISECONDS && (Number.isNaN(holder) ? now - mtimeMs < 2000 : isAlive(holder));
  } catch {
    return false;
  }
}

function isAlive(process_: number): boolean {
  try {
    process.kill(process_, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
