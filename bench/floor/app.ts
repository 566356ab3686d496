import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Pool } from 'undici';
import { sampleOf, type Sample } from './sample.ts';

/**
 * The floor under a flow: a program that has the very exchanges of one, with the same bytes and as
 * many connections, and nothing else. It proves nobody, decides nothing, keeps nothing. What it
 * reaches is what this machine, the double and the load leave to any service.
 */
const [port = '', slackApiUrl = '', botToken = ''] = process.argv.slice(2);
const slack = new Pool(new URL(slackApiUrl).origin, { connections: 100 });
const slackPath = new URL(slackApiUrl).pathname;

type Flow = { id: string; resource: string; channel: string; isDecided: boolean };
const flows = new Map<string, Flow>();
const held = new Map<string, ServerResponse>();
let sample: Sample | null = null;
let made = 0;
let underWay = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => route(request, response, Buffer.concat(chunks).toString()));
});
// Connections of before would be closed just when they are used again, and a click with one.
server.keepAliveTimeout = 120_000;
server.listen(Number(port), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));

function route({ method, url = '' }: IncomingMessage, response: ServerResponse, body: string) {
  if (method === 'POST' && url === '/v1/requests') return submit(response, body);
  if (url.startsWith('/v1/requests/')) return hold(response, url.slice('/v1/requests/'.length));
  if (url === '/slack/interactivity') return click(response, body);
  if (url === '/metrics') return answer(response, 200, gauge());
  return answer(response, 200, '');
}

function submit(response: ServerResponse, body: string): void {
  const submission = JSON.parse(body);
  sample ??= sampleOf(submission);
  const id = `req_${String((made += 1)).padStart(26, '0')}`;
  const resource = String(submission.resource);
  const channel = `C0LANE${/lane-(\d+)/u.exec(resource)?.[1]}`;
  flows.set(id, { id, resource, channel, isDecided: false });
  answer(response, 201, sample.view(id, resource));
  void post('chat.postMessage', { channel }, sample.card(id, resource));
}

/** A click comes before the bot's call where the machine is overrun. */
function hold(response: ServerResponse, id: string): void {
  const flow = flows.get(id);
  if (flow && !flow.isDecided) held.set(id, response);
  else answer(response, 200, sample?.approved(id, flow?.resource ?? '') ?? '');
}

function click(response: ServerResponse, body: string): void {
  const payload = JSON.parse(new URLSearchParams(body).get('payload') ?? '{}');
  const flow = flows.get(String(payload.actions[0].value));
  answer(response, 200, '');
  if (flow === undefined || sample === null) return;
  const { id, resource, channel } = flow;
  flow.isDecided = true;
  const waiting = held.get(id);
  held.delete(id);
  if (waiting) answer(waiting, 200, sample.approved(id, resource));
  const ts = String(payload.message.ts);
  void post('chat.update', { channel, ts }, sample.settled(id, resource));
  void post('chat.postMessage', { channel, thread_ts: ts }, sample.line(id, resource));
}

async function post(method: string, at: object, content: string): Promise<void> {
  underWay += 1;
  const { body: answered } = await slack.request({
    method: 'POST',
    path: `${slackPath}${slackPath.endsWith('/') ? '' : '/'}${method}`,
    headers: {
      authorization: `Bearer ${botToken}`,
      'content-type': 'application/json; charset=utf-8',
    },
    body: `${JSON.stringify(at).slice(0, -1)},${content.slice(1)}`,
  });
  const said = JSON.parse(await answered.text());
  underWay -= 1;
  if (said.ok !== true) throw new Error(`Slack refused ${method}: ${said.error}`);
}

function answer(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(body);
}

function gauge(): string {
  return `countersign_deliveries{state="waiting"} ${underWay}\n`;
}
