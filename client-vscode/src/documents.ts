/** The documents that concern Groundplan: plans, and Go files, whose unsaved buffers overlay the index. */
export const DOCUMENTS = [
  { scheme: 'file', language: 'markdown' },
  { scheme: 'file', language: 'go' },
] as const;

/** Files that may be templates: whether one is, the server tells by its content. */
const TEMPLATES = [
  { scheme: 'file', language: 'yaml' },
  { scheme: 'file', language: 'json' },
  { scheme: 'file', language: 'terraform' },
  { scheme: 'file', pattern: '**/*.tf' },
] as const;

export type DocumentFilters = readonly { readonly scheme: string; readonly language?: string; readonly pattern?: string }[];

/**
 * What the client announces to the server. Templates concern it only where there is Go code for them to run: elsewhere
 * it would be sent every YAML file that is opened, for nothing.
 */
export function documentsOf(hasGoModule: boolean): DocumentFilters {
  return hasGoModule ? [...DOCUMENTS, ...TEMPLATES] : DOCUMENTS;
}
