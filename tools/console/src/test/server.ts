import { http, HttpResponse, ws, type HttpHandler } from 'msw';
import { setupServer } from 'msw/node';
import { answerOf, busy, CORRELATION, type Scene } from './fixtures';

/** Answers every GET as a scene says, with the headers of the real server. */
export function playing(scene: Scene): HttpHandler {
  return http.get('*/api/*', ({ request }) => {
    const answer = answerOf(scene, new URL(request.url).pathname);
    return answer === undefined
      ? failing(404, 'NOT_FOUND', 'There is none')
      : HttpResponse.json(answer as object, { headers: headersOf(scene) });
  });
}

const headersOf = ({ status }: Scene) => ({
  'Sluice-Seq': String(status.seq),
  'Sluice-Age-Ms': '100',
  'Sluice-Engine': status.engine,
});

/** An error as the server writes it. */
export function failing(status: number, code: string, message: string, headers: Record<string, string> = {}) {
  return HttpResponse.json({ error: { code, message, correlation_id: CORRELATION } }, { status, headers });
}

export const accepted = {
  status: 'ACCEPTED',
  code: 'OK',
  message: 'Accepted',
  seq: 4_712,
  time: null,
  correlation_id: CORRELATION,
};

export const waiting = {
  status: 'REQUESTED',
  request_id: 77,
  command: 'ForceMode',
  expires_at: new Date(Date.now() + 300_000).toISOString(),
  message: 'ForceMode waits for a second operator',
  correlation_id: CORRELATION,
};

const command = (): HttpHandler[] =>
  (['post', 'put', 'patch', 'delete'] as const).map((method) =>
    http[method]('*/api/*', () => HttpResponse.json(accepted)),
  );

/** The socket; it opens, and says nothing unless a test makes it. */
export const socket = ws.link('ws://localhost:3000/ws');

/** Each command is accepted, and what is read is of a busy day, unless a test says otherwise. */
export const server = setupServer(playing(busy), ...command(), socket.addEventListener('connection', () => undefined));

/** A request as the server got it. */
export interface Seen {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly key: string | null;
}

/** Remembers the commands that are sent from now on. */
export function listen(): readonly Seen[] {
  const seen: Seen[] = [];
  server.events.on('request:start', ({ request }) => {
    if (request.method !== 'GET') {
      const copy = request.clone();
      void copy.text().then((text) =>
        seen.push({
          method: request.method,
          path: new URL(request.url).pathname,
          body: text === '' ? null : (JSON.parse(text) as unknown),
          key: request.headers.get('Idempotency-Key'),
        }),
      );
    }
  });
  return seen;
}
