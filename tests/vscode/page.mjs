// What a person does in VS Code, on a page of Chromium: everything waits for what can be seen, nothing for a time.
import fs from 'node:fs';
import path from 'node:path';

export const PATIENCE = 60_000;

/** One window. */
export class Workbench {
  /** @param folder where saved plans are read from; @param pictures where screenshots go, `shown` those to take (all if empty) */
  constructor(page, { folder, pictures, shown }) {
    this.page = page;
    this.keyboard = page.keyboard;
    this.folder = folder;
    this.pictures = pictures;
    this.shown = shown;
  }

  locator(...selector) {
    return this.page.locator(...selector);
  }

  /** Waits until a condition holds. */
  async until(what, happened) {
    for (const begun = Date.now(); Date.now() - begun < PATIENCE; ) {
      if (await happened()) {
        return;
      }
      await this.page.waitForTimeout(150);
    }
    throw new Error(`waited in vain for ${what}`);
  }

  /** Tells whether a condition comes true within a quarter of the patience. */
  async soon(happened) {
    for (const begun = Date.now(); Date.now() - begun < PATIENCE / 4; ) {
      if (await happened()) {
        return true;
      }
      await this.page.waitForTimeout(150);
    }
    return false;
  }

  /** Takes the pointer where it shows nothing. */
  rest() {
    return this.page.mouse.move(1050, 18);
  }

  /** Runs a command by its title, as a person does from the palette: again where it is not offered yet. */
  async run(title) {
    const row = this.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    for (const begun = Date.now(); ; ) {
      await this.dismiss();
      await this.keyboard.press('F1');
      await this.locator('.quick-input-widget input').waitFor();
      await this.keyboard.type(title, { delay: 8 });
      try {
        await row.waitFor({ timeout: 4000 });
        await this.keyboard.press('Enter');
        return;
      } catch (error) {
        if (Date.now() - begun > PATIENCE) {
          throw error;
        }
      }
    }
  }

  /** Closes a quick pick that is open, or opens late. */
  async dismiss() {
    const widget = this.locator('.quick-input-widget');
    await this.until('the quick pick to close', async () => {
      if (await widget.isVisible()) {
        await this.keyboard.press('Escape');
      }
      return !(await widget.isVisible());
    });
  }

  /** The rows of the quick pick that is open. */
  picks(text) {
    return this.locator('.quick-input-list .monaco-list-row', text === undefined ? {} : { hasText: text });
  }

  pane(title) {
    return this.locator('.pane', { has: this.locator(`.pane-header[aria-label*="${title}"]`) });
  }

  row(title, text) {
    return this.pane(title).locator('.monaco-list-row', { hasText: text }).first();
  }

  /** Drags the upper edge of a view down, which gives the view above it more room; again while the views still move. */
  async lower(title, by) {
    const top = async () => (await this.pane(title).boundingBox()).y;
    const { mouse } = this.page;
    let goal;
    await this.until(`${title} to be lower`, async () => {
      const { x, y, width } = await this.pane(title).boundingBox();
      await this.page.waitForTimeout(200);
      if (await top() !== y) {
        return false;
      }
      goal ??= y + by;
      if (y > goal - by / 2) {
        return true;
      }
      await mouse.move(x + width / 2, y);
      await mouse.down();
      await mouse.move(x + width / 2, goal, { steps: 8 });
      await mouse.up();
      return false;
    });
  }

  /** Opens a file of the workspace by its name, that of its folder in front of it where several have it. */
  async openFile(file) {
    const [name, folder = ''] = file.split('/').reverse();
    const focused = `.quick-input-list .monaco-list-row.focused[aria-label*="${name}"]${folder && `[aria-label*="${folder}"]`}`;
    await this.until(`${file} to be offered`, async () => {
      await this.dismiss();
      await this.keyboard.press('Control+p');
      await this.locator('.quick-input-widget input').waitFor();
      await this.keyboard.type(file, { delay: 10 });
      return await this.locator(focused).first().waitFor({ timeout: 5000 }).then(() => true, () => false);
    });
    await this.keyboard.press('Enter');
    await this.active(name);
    await this.locator('.monaco-editor.focused').first().waitFor();
  }

  /** Waits for the tab of a name to be the one that is looked at. */
  active(name) {
    return this.locator('.tabs-container .tab.active', { hasText: name }).first().waitFor();
  }

  /** Selects the first place of a text in the editor, which brings it into view. */
  async find(text) {
    await this.keyboard.press('Control+Home');
    await this.keyboard.press('Control+f');
    const widget = this.locator('.editor-widget.find-widget.visible');
    await widget.waitFor();
    await this.keyboard.press('Control+a');
    await this.keyboard.type(text, { delay: 5 });
    await widget.locator('.matchesCount', { hasText: /^\d+ of \d+/ }).waitFor();
    await this.keyboard.press('Escape');
    await widget.waitFor({ state: 'hidden' });
  }

  async clickWord(word) {
    const box = await this.boxOf(word);
    await this.page.mouse.click(box.x + 20, box.y + 8);
  }

  /** The place of a word in the editor, in pixels. */
  async boxOf(word) {
    const box = await this.page.evaluate((wanted) => {
      for (const line of document.querySelectorAll('.monaco-editor .view-line')) {
        const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
          const at = node.textContent.indexOf(wanted);
          if (at >= 0) {
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + wanted.length);
            const { x, y, width, height } = range.getBoundingClientRect();
            return { x, y, width, height };
          }
        }
      }
      return null;
    }, word);
    if (box === null) {
      throw new Error(`${word} is not in view`);
    }
    return box;
  }

  /** Drags something to a line of the editor that has a text, below which it is dropped where `below`. */
  async drag(from, line, below) {
    const target = this.locator('.monaco-editor .view-line', { hasText: line }).first();
    const start = await from.boundingBox();
    const end = await target.boundingBox();
    const { mouse } = this.page;
    await mouse.move(start.x + 60, start.y + 10);
    await mouse.down();
    await mouse.move(end.x + 100, end.y + 40, { steps: 15 });
    await mouse.move(end.x + 5, end.y + (below ? end.height + 8 : 8), { steps: 15 });
    await mouse.up();
  }

  /** The lines in view. */
  async text() {
    const lines = await this.locator('.monaco-editor .view-line').allInnerTexts();
    return lines.join('\n').replaceAll('\u00a0', ' ');
  }

  /** The text of a file as it is on disk after saving, read when nothing is being written any more. */
  async saved(name) {
    await this.keyboard.press('Control+s');
    await this.locator('.tabs-container .tab.active.dirty').waitFor({ state: 'detached' });
    for (let before = ''; ; ) {
      const text = fs.readFileSync(path.join(this.folder, name), 'utf8');
      if (text !== '' && text === before) {
        return text;
      }
      before = text;
      await this.page.waitForTimeout(100);
    }
  }

  /** Undoes what was typed into the file that is looked at, until a text in view is gone, and saves that. */
  async undo(name, typed) {
    await this.until(`${typed} to be in view`, async () => (await this.text()).includes(typed));
    await this.until(`${typed} to be undone`, async () => {
      // The file says nothing before it is saved: it never had what was only typed.
      if ((await this.text()).includes(typed)) {
        await this.keyboard.press('Control+z');
        return false;
      }
      return !(await this.saved(name)).includes(typed);
    });
  }

  /** The texts of the Problems panel. */
  problems() {
    return this.locator('.markers-panel .monaco-list-row').allInnerTexts();
  }

  /** The rendered document whose first heading has a text. */
  async document(heading) {
    let found;
    await this.until(`the document "${heading}"`, async () => {
      for (const frame of this.page.frames()) {
        const title = await frame.locator('h1').first().innerText({ timeout: 300 }).catch(() => '');
        if (title.includes(heading)) {
          found = frame;
          return true;
        }
      }
      return false;
    });
    return found;
  }

  /** Takes a picture, after what moves has come to rest. */
  async picture(name, rest = 700) {
    if (this.shown.length > 0 && !this.shown.includes(name)) {
      return;
    }
    await this.page.waitForTimeout(rest);
    // Bringing something into view may have scrolled the workbench itself by a few pixels, which a person never sees.
    await this.page.evaluate(() => {
      for (const part of document.querySelectorAll('body, body *')) {
        if (part.scrollTop + part.scrollLeft > 0 && part.scrollTop + part.scrollLeft < 12) {
          part.scrollTo(0, 0);
        }
      }
    });
    await this.page.screenshot({ path: path.join(this.pictures, `${name}.png`) });
  }
}
