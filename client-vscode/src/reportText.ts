/** The text of a report as VS Code's Markdown preview can show it. Pure. */
import * as path from 'node:path';

/**
 * The preview follows no `file:` link, and takes one that begins with `/` from the first workspace folder: links of
 * Markdown to files become such, wherever the file is. `root` is the path of that folder's URI.
 */
export function relinked(markdown: string, root: string): string {
  return markdown.replaceAll(/\]\((file:\/\/\/[^()\s]*)\)/g, (whole, target: string) => {
    try {
      const { pathname, hash } = new URL(target);
      const relative = path.posix.relative(withPlainDrive(root), withPlainDrive(decodeURIComponent(pathname)));
      return `](/${relative.split('/').map(encodeSegment).join('/')}${hash})`;
    } catch {
      // What is no URI stays what it is.
      return whole;
    }
  });
}

/** The label of a tab as the name of a file: a slash would end it. */
export function reportName(label: string): string {
  return label.replaceAll('/', '∕').replaceAll(/[\\?#]/g, ' ').slice(0, 80).trim();
}

function withPlainDrive(uriPath: string): string {
  return uriPath.replace(/^\/([A-Za-z]):/, (_, drive: string) => `/${drive.toLowerCase()}:`);
}

function encodeSegment(segment: string): string {
  return encodeURIComponent(segment).replaceAll(/[()]/g, (letter) => `%${letter.charCodeAt(0).toString(16)}`);
}
