import { At } from '../ui/Time';
import type { Freshness } from './freshness';

/** How this page hears of the engine, or since when it no longer does. */
export function Strip({ freshness }: { freshness: Freshness }) {
  return (
    <span className={`strip ${freshness.kind}`} role="status">
      <i aria-hidden="true" />
      {freshness.kind === 'live' ? 'Live' : null}
      {freshness.kind === 'polling' ? 'Polling every 5 s' : null}
      {freshness.kind === 'engine-lost' ? (
        <span>
          Engine lost since <At time={freshness.since} /> UTC
        </span>
      ) : null}
      {freshness.kind === 'unreachable' ? (
        <span>
          No answer from serve since <At time={freshness.since} /> UTC
        </span>
      ) : null}
    </span>
  );
}
