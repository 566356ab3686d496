import { randomBytes } from 'node:crypto';
import { setTimeout as after } from 'node:timers/promises';
import type { FastifyPluginAsync } from 'fastify';
import type { Reporter } from './app/context.ts';
import { slackPeople } from './chat/people.ts';
import { slackClients } from './chat/slack/clients.ts';
import { slackDirectory } from './chat/slack/directory.ts';
import { isOurs, whoAmI } from './chat/slack/install.ts';
import { responder } from './chat/slack/respond.ts';
import { slackPlatform } from './chat/slack/send.ts';
import { slackSurface } from './chat/slack/surface.ts';
import { rotatingToken, staticToken } from './chat/slack/tokens.ts';
import type { PersonConfig, SlackConfig } from './config/shape.ts';
import { createDispatch } from './http/slack/dispatch.ts';
import type { Check } from './http/operations.ts';
import { slackRoutes } from './http/slack/routes.ts';
import { startSlackSocket } from './http/slack/socket.ts';
import type { ChatPlatform } from './ports/chat.ts';
import type { ChatUseCases } from './ports/chat-use-cases.ts';
import type { People } from './ports/people.ts';
import type { Store } from './ports/store.ts';

export type SlackSide = {
  platform: ChatPlatform;
  people: People;
  /** Takes up what Slack sends, once the use cases are there. */
  connect(useCases: ChatUseCases): Promise<{
    routes: FastifyPluginAsync | null;
    check: Check;
    close(): Promise<void>;
  }>;
};
