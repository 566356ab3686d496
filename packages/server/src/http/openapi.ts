import swagger from '@fastify/swagger';
import fastify, { type FastifyPluginAsync } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { version } from '../version.ts';
import { checkByZod, withoutCompilers } from './validate.ts';

/** The OpenAPI 3.1 document of these routes. They are told to a server that never listens. */
export async function describeRoutes(routes: FastifyPluginAsync[]): Promise<object> {
  const app = fastify({ schemaController: withoutCompilers });
  checkByZod(app);
  await app.register(swagger, {
    openapi: { openapi: '3.1.0', info, components },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  for (const plugin of routes) await app.register(plugin);
  await app.ready();
  return app.swagger();
}

const info = {
  title: 'Countersign',
  description:
    'A bot asks, a person countersigns, the change happens, and anyone can prove it later.',
  version,
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
};

const components = {
  securitySchemes: {
    bearer: {
      type: 'http' as const,
      scheme: 'bearer',
      description: 'An API key, or an OIDC token of a configured issuer.',
    },
    session: {
      type: 'apiKey' as const,
      in: 'cookie',
      name: '__Host-countersign',
      description:
        'The session of a person who has signed in. Calls that change something need the header x-countersign-csrf, too.',
    },
  },
};
