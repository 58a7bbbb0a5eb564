/** The sections of the window, in the order of the navigation; `key` is the digit that opens it. */
export const SECTIONS = [
  { name: 'overview', path: '/overview', group: 'analysis', key: '1' },
  { name: 'cohorts', path: '/cohorts', group: 'analysis', key: '2' },
  { name: 'segments', path: '/segments', group: 'analysis', key: '3' },
  { name: 'lifetime-value', path: '/lifetime-value', group: 'analysis', key: '4' },
  { name: 'customers', path: '/customers', group: 'analysis', key: '5' },
  { name: 'imports', path: '/imports', group: 'data', key: null },
  { name: 'rejected', path: '/rejected', group: 'data', key: null },
  { name: 'rules', path: '/rules', group: 'data', key: null },
  { name: 'definitions', path: '/definitions', group: 'data', key: null },
] as const;

export type SectionName = (typeof SECTIONS)[number]['name'];

/** Address of the definitions page at one term; the term is a key of the `definitions` messages. */
export function definitionPath(term: string): string {
  return `/definitions/${term}`;
}
