import { useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { Answer } from '../api/http';
import { newest } from '../live/sequences';

/** How often a page asks by itself, whatever the socket does. */
export const POLL_MS = 5_000;

interface Options {
  readonly enabled?: boolean;
  readonly pollMs?: number | false;
}

/** A question that is asked every {@link POLL_MS}; an answer older than what the cache holds changes nothing. */
export function useSluiceQuery<T>(
  queryKey: readonly unknown[],
  fetch: () => Promise<Answer<T>>,
  { enabled = true, pollMs = POLL_MS }: Options = {},
): UseQueryResult<T, Error> {
  const client = useQueryClient();
  return useQuery<T, Error>({
    queryKey,
    queryFn: async () => newest(client, queryKey, await fetch()),
    refetchInterval: pollMs,
    enabled,
  });
}
