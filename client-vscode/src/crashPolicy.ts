/** When a server that ended by itself is started again. */

const MOST_CRASHES = 4;
const WITHIN_MILLISECONDS = 3 * 60 * 1000;

/** Allows four crashes within three minutes; the fifth ends it, so that a server that cannot live stops trying. */
export class CrashPolicy {
  private readonly crashes: number[] = [];

  /** Records a crash at `now` (milliseconds) and says whether the server may be started again. */
  mayRestart(now: number): boolean {
    this.crashes.push(now);
    while (this.crashes[0] !== undefined && now - this.crashes[0] > WITHIN_MILLISECONDS) {
      this.crashes.shift();
    }
    return this.crashes.length <= MOST_CRASHES;
  }
}
