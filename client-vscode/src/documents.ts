/** The documents that concern Groundplan: plans, and Go files, whose unsaved buffers overlay the index. */
export const DOCUMENTS = [
  { scheme: 'file', language: 'markdown' },
  { scheme: 'file', language: 'go' },
] as const;
