import { toRoutes } from '../normal-stage.ts';
import type { Direct, Route } from '../plan.ts';
import type { Expected } from './shape.ts';

/** Where a plan shows a request, in words. */
export function places({
  routes,
  direct = [],
}: {
  routes: readonly Route[];
  direct?: Direct | undefined;
}): string[] {
  return [
    ...routes.map(({ platform, channel }) => `${platform} ${channel}`),
    ...direct.map((platform) => `${platform} direct messages`),
  ];
}

export function wantedPlaces(route: NonNullable<Expected['route']>): string[] {
  return places({ routes: toRoutes(route), direct: route.direct });
}
