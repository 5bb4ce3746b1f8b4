/** A search that is asked again and again: as somebody types, and as what answers it comes to life. */

/** What a search needs of its surroundings. */
export interface LiveSearchHost<T> {
  /** Asks; undefined while there is nobody to ask. Rejections of a search that was aborted are of no interest. */
  ask(signal: AbortSignal): Promise<readonly T[]> | undefined;
  /** Shows the latest answer. */
  show(found: readonly T[]): void;
  /** Tells whether an answer is still to come. */
  setBusy(busy: boolean): void;
  /** Reports that the latest search failed. */
  fail(error: unknown): void;
}

/** Runs one search at a time, of which the latest wins. */
export class LiveSearch<T> {
  private running: AbortController | undefined;
  private changes = 0;
  private isEmpty = true;

  constructor(private readonly host: LiveSearchHost<T>) {}

  /** Searches; a search that is running is given up. */
  async search(): Promise<void> {
    this.running?.abort();
    const changesBefore = this.changes;
    this.host.setBusy(true);
    const controller = new AbortController();
    const answer = this.host.ask(controller.signal);
    if (answer === undefined) {
      this.running = undefined;
      return; // Busy until the next change, which brings another search.
    }
    this.running = controller;
    try {
      const found = await answer;
      if (this.running === controller) {
        this.isEmpty = found.length === 0;
        this.host.show(found);
      }
    } catch (error) {
      if (this.running === controller) {
        this.host.fail(error);
      }
    }
    if (this.running === controller) {
      this.running = undefined;
      this.host.setBusy(false);
      if (this.changes > changesBefore && this.isEmpty) {
        await this.search();
      }
    }
  }

  /** What answers has changed: where it had found nothing it is asked again. A list that somebody reads stays as it is. */
  async answererChanged(): Promise<void> {
    this.changes += 1;
    if (this.running === undefined && this.isEmpty) {
      await this.search();
    }
  }

  /** Gives up. */
  stop(): void {
    this.running?.abort();
    this.running = undefined;
  }
}
