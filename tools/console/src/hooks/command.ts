import { useMutation, useQueryClient, type UseMutationResult } from '@tanstack/react-query';
import { useRef } from 'react';
import { ApiError, type Answer } from '../api/http';
import { keys, type CacheKey } from '../api/keys';
import { useNotices } from '../ui/Notices';

/** Answers after which it is open whether the command ran: the same key must name it when it is sent again. */
const OPEN = new Set([0, 401, 429, 503, 504]);

export interface CommandOptions<V, T> {
  /** What it makes old; requests are always asked for again, for a command may wait for a second operator. */
  readonly touches: readonly CacheKey[];
  /** What is said when it is done. */
  readonly done: (variables: V, data: T) => string;
  /** The form shows its own error. */
  readonly inline?: boolean;
}

/**
 * A command. Its idempotency key stays the same while the same command is tried again, so that it runs once; its end
 * is always said, and 202 as what it is.
 */
export function useCommand<V, T>(
  run: (variables: V, idempotencyKey: string) => Promise<Answer<T>>,
  { touches, done, inline = false }: CommandOptions<V, T>,
): UseMutationResult<Answer<T>, Error, V> {
  const client = useQueryClient();
  const { say } = useNotices();
  const attempt = useRef<{ what: string; key: string } | null>(null);
  return useMutation<Answer<T>, Error, V>({
    mutationFn: (variables) => {
      const what = JSON.stringify(variables ?? null);
      if (attempt.current?.what !== what) {
        attempt.current = { what, key: crypto.randomUUID() };
      }
      return run(variables, attempt.current.key);
    },
    onSuccess: (answer, variables) => {
      attempt.current = null;
      if (answer.status === 202) {
        const id = (answer.data as { request_id?: number } | null)?.request_id;
        say('info', `Waits for a second operator${id ? ` as request ${id}` : ''}`);
      } else {
        say('good', done(variables, answer.data));
      }
    },
    onError: (error) => {
      if (!(error instanceof ApiError) || !OPEN.has(error.status)) {
        attempt.current = null;
      }
      if (!inline) {
        say('bad', describe(error));
      }
    },
    onSettled: () => Promise.all([...touches, keys.requests].map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}

/** A failure in one sentence, with its code and what finds it in the journal. */
export function describe(error: Error): string {
  if (!(error instanceof ApiError)) {
    return error.message;
  }
  const wait = error.retryAfterSeconds === null ? '' : ` Try again in ${error.retryAfterSeconds} s.`;
  return `${error.message} (${error.code})${wait}`;
}
