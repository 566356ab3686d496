import { differencesOf, type IdentityDefinition } from './definition.ts';

/** As the configuration defines one. */
export type FileIdentity = IdentityDefinition & {
  id: string;
  status?: 'active' | 'suspended' | undefined;
};

/** As the API does, where it does: it may also have suspended one that only the configuration defines. */
type ApiIdentity = {
  id: string;
  definition: IdentityDefinition | null;
  status: 'active' | 'suspended';
  createdAt: number;
};

export type RegisterItem = {
  id: string;
  source: 'file' | 'api';
  definition: IdentityDefinition;
  /** By whom; nobody where it is not. */
  suspendedBy: ('file' | 'api')[];
  /** In what the API says otherwise of one that the configuration defines. */
  differences: string[];
  /** When the API made it; milliseconds. */
  createdAt: number | null;
};

/**
 * The configuration's word on an identity counts, and the API's on all others. Only in stopping one
 * each of them counts by itself. Sorted by id.
 */
export function mergeRegister(
  file: readonly FileIdentity[],
  stored: readonly ApiIdentity[],
): RegisterItem[] {
  const inFile = new Set(file.map(({ id }) => id));
  const byApi = new Map(stored.map((one) => [one.id, one]));
  const items = [
    ...file.map((one) => ofFile(one, byApi.get(one.id))),
    ...stored.flatMap((one) => (inFile.has(one.id) ? [] : ofApi(one))),
  ];
  return items.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function ofFile(
  { id, status, ...definition }: FileIdentity,
  api: ApiIdentity | undefined,
): RegisterItem {
  const said = api?.definition ?? null;
  const isResumed = status === 'active' && api?.status === 'suspended';
  return {
    id,
    source: 'file',
    definition,
    suspendedBy: [
      ...(status === 'suspended' ? (['file'] as const) : []),
      ...(api?.status === 'suspended' ? (['api'] as const) : []),
    ],
    differences: [
      ...(said === null ? [] : differencesOf(definition, said)),
      ...(isResumed ? ['status'] : []),
    ],
    createdAt: null,
  };
}

/** One that the configuration defined once, and the API only suspended, is not there any more. */
function ofApi({ id, definition, status, createdAt }: ApiIdentity): RegisterItem[] {
  if (definition === null) return [];
  const suspendedBy = status === 'suspended' ? (['api'] as const) : [];
  return [
    { id, source: 'api', definition, suspendedBy: [...suspendedBy], differences: [], createdAt },
  ];
}
