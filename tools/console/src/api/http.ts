/** The one way to the API: same origin, JSON both ways, errors as {@link ApiError}. */

/** An answer, with the record that it reflects and how old that was. */
export interface Answer<T> {
  readonly data: T;
  readonly status: number;
  /** Sequence of the record that the answer reflects; null where the server names none. */
  readonly seq: number | null;
  readonly ageMs: number | null;
  /** Whether the engine is attached to serve. */
  readonly engine: string | null;
  /** False where a list is known to lack its older part. */
  readonly complete: boolean;
}

export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly correlationId: string | null = null,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.name = 'ApiError';
  }

  /** Nobody answered: the network, or no process there. */
  static unreachable(): ApiError {
    return new ApiError(0, 'UNREACHABLE', 'Sluice serve does not answer');
  }
}

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RequestOptions {
  readonly method?: Method;
  readonly body?: unknown;
  /** Names the command once: sent again with the same key, it has no second effect. */
  readonly idempotencyKey?: string;
}

/** What every answer says of the way here; `ageMs` and `engine` null where it says nothing of them. */
export interface Heard {
  readonly reachable: boolean;
  readonly engine: string | null;
  readonly ageMs: number | null;
}

type Listener = (heard: Heard) => void;
type Reauthenticate = () => Promise<boolean>;

const listeners = new Set<Listener>();
let reauthenticate: Reauthenticate | null = null;

/** Hears of every answer, and of every request without one. Gives the function that ends it. */
export function onAnswer(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Sets how a person is asked for the token again; it resolves to false if the person gives up. */
export function setReauthenticate(ask: Reauthenticate | null): void {
  reauthenticate = ask;
}

/** The code by which the server says that this command wants the token again. */
export const CONFIRM_CODE = 'CONFIRM_NEEDED';

/** A server that hangs is one that does not answer: the page has to say so, and ask again. */
const READ_MS = 10_000;
const COMMAND_MS = 30_000;

export async function request<T>(path: string, options: RequestOptions = {}): Promise<Answer<T>> {
  try {
    return await once<T>(path, options);
  } catch (error) {
    if (error instanceof ApiError && error.code === CONFIRM_CODE && reauthenticate && (await reauthenticate())) {
      return once<T>(path, options);
    }
    throw error;
  }
}

async function once<T>(path: string, { method = 'GET', body, idempotencyKey }: RequestOptions): Promise<Answer<T>> {
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (method !== 'GET') {
    headers['Content-Type'] = 'application/json';
  }
  if (idempotencyKey) {
    headers['Idempotency-Key'] = idempotencyKey;
  }
  const init: RequestInit = {
    method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: AbortSignal.timeout(method === 'GET' ? READ_MS : COMMAND_MS),
  };
  if (body !== undefined) {
    init.body = JSON.stringify(body);
  }
  let response: Response;
  try {
    response = await fetch(path, init);
  } catch {
    tell({ reachable: false, engine: null, ageMs: null });
    throw ApiError.unreachable();
  }
  tell({
    reachable: true,
    engine: response.headers.get('Sluice-Engine'),
    ageMs: numberOf(response.headers.get('Sluice-Age-Ms')),
  });
  const text = await response.text();
  if (!response.ok) {
    throw failure(response, text);
  }
  return {
    data: (text === '' ? null : JSON.parse(text)) as T,
    status: response.status,
    seq: numberOf(response.headers.get('Sluice-Seq')),
    ageMs: numberOf(response.headers.get('Sluice-Age-Ms')),
    engine: response.headers.get('Sluice-Engine'),
    complete: response.headers.get('Sluice-Complete') !== 'false',
  };
}

function failure(response: Response, text: string): ApiError {
  const retryAfter = numberOf(response.headers.get('Retry-After'));
  try {
    const { error } = JSON.parse(text) as { error: { code: string; message: string; correlation_id?: string | null } };
    return new ApiError(response.status, error.code, error.message, error.correlation_id ?? null, retryAfter);
  } catch {
    return new ApiError(response.status, `HTTP_${response.status}`, `The server answered ${response.status}`, null, retryAfter);
  }
}

function numberOf(text: string | null): number | null {
  return text === null || text === '' || Number.isNaN(Number(text)) ? null : Number(text);
}

function tell(heard: Heard): void {
  listeners.forEach((listener) => listener(heard));
}

/** A query string of what is set; empty without any. */
export function query(values: Readonly<Record<string, string | number | undefined>>): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined && value !== '') {
      parameters.set(name, String(value));
    }
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}
