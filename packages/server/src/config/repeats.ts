import type { Config } from './shape.ts';

type Repeat = { path: (string | number)[]; message: string };

/** Ids that would name two: whoever holds the key, or is named in the log, must be one. */
export function repeats({
  people,
  identities,
  operators,
  resourceServers,
  fallbacks,
  targets,
}: Pick<
  Config,
  'people' | 'identities' | 'operators' | 'resourceServers' | 'fallbacks' | 'targets'
>): Repeat[] {
  const keysOfBots = identities.flatMap(({ keys }) => keys.map(({ id }) => id));
  const keysOfServers = resourceServers.flatMap(({ keys }, at) =>
    keys.map(({ id }, i) => ({ id, path: ['resourceServers', at, 'keys', i, 'id'] })),
  );
  const keysOfOperators = operators.flatMap(({ keys }, at) =>
    keys.map(({ id }, i) => ({ id, path: ['operators', at, 'keys', i, 'id'] })),
  );
  return [
    ...twice(idsOf('people', people), 'This person is listed twice.'),
    ...twice(idsOf('operators', operators), 'This operator is listed twice.'),
    ...twice(idsOf('resourceServers', resourceServers), 'This resource server is listed twice.'),
    ...twice(
      fallbacks.map(({ name }, at) => ({ id: name, path: ['fallbacks', at, 'name'] })),
      'This fallback is listed twice.',
    ),
    ...twice(
      targets.map(({ name }, at) => ({ id: name, path: ['targets', at, 'name'] })),
      'This target is listed twice.',
    ),
    ...twice(
      [...keysOfBots.map((id) => ({ id, path: null })), ...keysOfOperators, ...keysOfServers],
      'This key is there twice. Each opens one thing only: make another.',
    ),
  ];
}

function idsOf(under: string, listed: { id: string }[]) {
  return listed.map(({ id }, at) => ({ id, path: [under, at, 'id'] }));
}

/** Those without a path are told of elsewhere. */
function twice(
  named: { id: string; path: (string | number)[] | null }[],
  message: string,
): Repeat[] {
  const seen = new Set<string>();
  return named.flatMap(({ id, path }) => {
    const isRepeated = seen.has(id);
    seen.add(id);
    return isRepeated && path !== null ? [{ path, message }] : [];
  });
}
