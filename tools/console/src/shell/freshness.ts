import { useEffect, useState } from 'react';
import { useConnection } from '../live/connection';

/** How current the page is. All but `live` and `polling` mean: what is shown is of the past. */
export type Freshness =
  | { readonly kind: 'live' | 'polling' }
  | { readonly kind: 'engine-lost' | 'unreachable'; readonly since: string };

/** Longer than this without an answer, and the page no longer says that it is current. */
const SILENCE_MS = 12_000;

export function useFreshness(): Freshness {
  const { socket, reachable, answeredAt, unreachableSince, engineLostSince } = useConnection();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const silent = answeredAt !== null && now - answeredAt > SILENCE_MS;
  if (!reachable || silent) {
    return { kind: 'unreachable', since: new Date(unreachableSince ?? answeredAt ?? now).toISOString() };
  }
  if (engineLostSince !== null) {
    return { kind: 'engine-lost', since: new Date(engineLostSince).toISOString() };
  }
  return { kind: socket === 'open' ? 'live' : 'polling' };
}

export const isStale = (freshness: Freshness) => freshness.kind === 'engine-lost' || freshness.kind === 'unreachable';
