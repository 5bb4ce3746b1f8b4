/** What the server answers to our own requests, read defensively: it may be another version than the extension. Pure. */

/** The requests. */
export const PRIOR_ART = 'groundplan/priorArt';
export const PLAN_OUTLINE = 'groundplan/planOutline';

/** What a find is, in the order in which groups are shown. */
export const GROUPS = ['feature', 'type', 'route', 'resource'] as const;
export type Group = (typeof GROUPS)[number];

/** The groups as a person reads them. */
export const GROUP_TITLES: Readonly<Record<Group, string>> = {
  feature: 'Features',
  type: 'Types',
  route: 'Routes',
  resource: 'Resources',
};

/** The names of the groups' icons. */
export const GROUP_ICONS: Readonly<Record<Group, string>> = {
  feature: 'layers',
  type: 'symbol-structure',
  route: 'globe',
  resource: 'database',
};

/** One find; `line` counts from 0, `markdown` is the link to it, '' where it cannot be linked from a plan. */
export interface PriorArtItem {
  readonly group: Group;
  readonly title: string;
  readonly detail: string;
  readonly reasons: readonly string[];
  readonly uri: string;
  readonly path: string;
  readonly line: number;
  readonly markdown: string;
}

export type SectionState = 'filled' | 'blank' | 'flagged';

/** One section of a plan; `parent` is an index into the list, -1 at the top; lines count from 0. */
export interface OutlineSection {
  readonly title: string;
  readonly parent: number;
  readonly line: number;
  readonly endLine: number;
  readonly state: SectionState;
  readonly blanks: number;
  readonly findings: number;
  readonly role: string;
}

/** The outline of a document that may be no plan. */
export interface Outline {
  readonly isPlan: boolean;
  readonly sections: readonly OutlineSection[];
}

/** Reads the answer to `groundplan/priorArt`; what is not understood is left out. */
export function parsePriorArt(answer: unknown): readonly PriorArtItem[] {
  return recordsOf(fieldsOf(answer)['items']).flatMap((fields) => {
    const group = GROUPS.find((each) => each === fields['group']);
    const title = textOf(fields['title']);
    const uri = textOf(fields['uri']);
    if (group === undefined || title === '' || uri === '') {
      return [];
    }
    const reasons = fields['reasons'];
    return [
      {
        group,
        title,
        detail: textOf(fields['detail']),
        reasons: Array.isArray(reasons) ? reasons.filter((each): each is string => typeof each === 'string') : [],
        uri,
        path: textOf(fields['path']),
        line: numberOf(fields['line']),
        markdown: textOf(fields['markdown']),
      },
    ];
  });
}

/** Reads the answer to `groundplan/planOutline`. */
export function parseOutline(answer: unknown): Outline {
  const fields = fieldsOf(answer);
  const sections = recordsOf(fields['sections']).map((section, index): OutlineSection => {
    const state = section['state'];
    const parent = typeof section['parent'] === 'number' ? section['parent'] : -1;
    return {
      title: textOf(section['title']),
      // A parent that does not come before its section would make a circle.
      parent: parent < index ? parent : -1,
      line: lineOf(section['selectionRange'], 'start'),
      endLine: lineOf(section['range'], 'end'),
      state: state === 'blank' || state === 'flagged' ? state : 'filled',
      blanks: numberOf(section['blanks']),
      findings: numberOf(section['findings']),
      role: textOf(section['role']),
    };
  });
  return { isPlan: fields['isPlan'] === true, sections };
}

/** A document of a plan that the server wrote. */
export interface NewDocument {
  readonly uri: string;
  readonly text: string;
}

/** A plan that the server wrote, with the `others` of its documents; `applied` tells that it has had the files made. */
export interface NewPlan extends NewDocument {
  readonly others: readonly NewDocument[];
  readonly applied: boolean;
}

/** Reads the answer to `groundplan.newPlan`; `undefined` where there is no plan in it. */
export function parseNewPlan(answer: unknown): NewPlan | undefined {
  const fields = fieldsOf(answer);
  const others = Array.isArray(fields['others']) ? fields['others'].map(fieldsOf) : [];
  const plan = {
    uri: textOf(fields['uri']),
    text: textOf(fields['text']),
    others: others.map((other) => ({ uri: textOf(other['uri']), text: textOf(other['text']) })),
    applied: fields['applied'] === true,
  };
  return plan.uri === '' || plan.text === '' ? undefined : plan;
}

/** One thing that a slice can be asked of. */
export interface SliceChoice {
  readonly name: string;
  readonly detail: string;
  readonly folder: string;
}

/** A document that the server made; a slice has a name to ask for it again, or choices where none was meant alone. */
export interface Report {
  readonly title: string;
  readonly markdown: string;
  readonly name: string;
  readonly folder: string;
  readonly choices: readonly SliceChoice[];
}

/** Reads the answer to `groundplan.slice`, `groundplan.review` and `groundplan.drift`. */
export function parseReport(answer: unknown): Report {
  const fields = fieldsOf(answer);
  const choices = recordsOf(fields['choices']).map((choice) => ({
    name: textOf(choice['name']),
    detail: textOf(choice['detail']),
    folder: textOf(choice['folder']),
  }));
  return {
    title: textOf(fields['title']),
    markdown: textOf(fields['markdown']),
    name: textOf(fields['name']),
    folder: textOf(fields['folder']),
    choices: choices.filter((choice) => choice.name !== ''),
  };
}

/** The innermost section around a line (from 0): the last that begins at or before it. */
export function sectionAt(outline: Outline, line: number): OutlineSection | undefined {
  return outline.sections.findLast((section) => section.line <= line);
}

/** What stands behind a section's title in the outline. */
export function describeSection(section: OutlineSection): string {
  const parts: string[] = [];
  if (section.findings > 0) {
    parts.push(count(section.findings, 'warning'));
  }
  if (section.state === 'blank') {
    parts.push('blank');
  } else if (section.blanks > 0) {
    parts.push(count(section.blanks, 'open blank'));
  }
  return parts.join(' · ');
}

/** A number with its noun. */
export function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

/** The reasons without Markdown, for places that show none. */
export function plainReasons(item: PriorArtItem): readonly string[] {
  return item.reasons.map((reason) => reason.replaceAll('`', ''));
}

/** Where on its line a link goes, and the text that does it; `character` counts UTF-16 units. */
export interface LinkInsertion {
  readonly character: number;
  readonly text: string;
}

/** A find as a line of a plan: its link, and why it was found. */
export function evidenceLine(find: PriorArtItem): string {
  const reasons = find.reasons.join('; ');
  return reasons === '' ? `- ${find.markdown}` : `- ${find.markdown} · *${reasons}*`;
}

/**
 * Below a heading finds begin a list, on an empty line they are items, with their reasons; elsewhere the links alone
 * stand where the cursor is.
 */
export function placeEvidence(
  line: string,
  character: number,
  finds: readonly PriorArtItem[],
  around: { readonly above: string; readonly below: string } = { above: '', below: '' },
): LinkInsertion {
  const items = finds.map(evidenceLine).join('\n');
  if (/^ {0,3}#{1,6}(?:\s|$)/.test(line)) {
    return { character: line.length, text: `\n\n${items}` };
  }
  if (line.trim() === '') {
    const [before, behind] = [around.above, around.below].map((beside) => (isApartFrom(beside) ? '' : '\n'));
    return { character: line.length, text: `${before ?? ''}${items}${behind ?? ''}` };
  }
  const links = finds.map((find) => find.markdown).join(', ');
  const isApart = character === 0 || /[\s([]/.test(line[character - 1] ?? ' ');
  return { character, text: isApart ? links : ` ${links}` };
}

/** Whether a list may begin or end beside a line: one that is blank or an item itself. */
function isApartFrom(line: string): boolean {
  return /^\s*(?:[-*+]\s|\d+[.)]\s|$)/.test(line);
}

/** The lines above and below one, '' where there is none. */
export function linesAround(
  lineAt: (line: number) => string,
  line: number,
  count: number,
): { readonly above: string; readonly below: string } {
  return { above: line > 0 ? lineAt(line - 1) : '', below: line + 1 < count ? lineAt(line + 1) : '' };
}

/** The groups that have finds, in order. */
export function grouped(
  items: readonly PriorArtItem[],
): readonly { readonly group: Group; readonly items: readonly PriorArtItem[] }[] {
  return GROUPS.map((group) => ({ group, items: items.filter((item) => item.group === group) })).filter(
    (each) => each.items.length > 0,
  );
}

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

function recordsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function numberOf(value: unknown): number {
  return typeof value === 'number' && Number.isFinite(value) ? Math.max(0, Math.trunc(value)) : 0;
}

function lineOf(range: unknown, end: 'start' | 'end'): number {
  return numberOf(fieldsOf(fieldsOf(range)[end])['line']);
}
