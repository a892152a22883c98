import type { QueryClient } from '@tanstack/react-query';
import type { Answer } from '../api/http';

const known = new WeakMap<QueryClient, Map<string, number>>();

function sequencesOf(client: QueryClient): Map<string, number> {
  let sequences = known.get(client);
  if (!sequences) {
    sequences = new Map();
    known.set(client, sequences);
  }
  return sequences;
}

const name = (key: readonly unknown[]) => JSON.stringify(key);

/** The record that a cached answer reflects; 0 while none is known. */
export function sequenceOf(client: QueryClient, key: readonly unknown[]): number {
  return sequencesOf(client).get(name(key)) ?? 0;
}

export function noteSequence(client: QueryClient, key: readonly unknown[], seq: number): void {
  sequencesOf(client).set(name(key), seq);
}

/** Forgets all of them: after a change of journal its numbers begin again. */
export function forgetSequences(client: QueryClient): void {
  sequencesOf(client).clear();
}

/**
 * The newer of an answer and of what the cache holds. An answer that was under way while the socket told of a later
 * record would else put the past back on the screen.
 */
export function newest<T>(client: QueryClient, key: readonly unknown[], answer: Answer<T>): T {
  const cached = client.getQueryData<T>(key);
  if (answer.seq !== null) {
    if (cached !== undefined && answer.seq < sequenceOf(client, key)) {
      return cached;
    }
    noteSequence(client, key, answer.seq);
  }
  return answer.data;
}
