import { useEngineNow } from '../live/engineClock';
import { age, clock, remaining } from './format';

/** A moment in UTC; the exact one as its title. */
export function At({ time }: { time: string | null | undefined }) {
  const now = useEngineNow();
  return time ? (
    <time dateTime={time} title={`${time} (UTC)`}>
      {clock(time, now)}
    </time>
  ) : (
    <>–</>
  );
}

/** How long ago a moment was, by the engine's clock. */
export function Ago({ time }: { time: string | null | undefined }) {
  const now = useEngineNow();
  return time ? (
    <time dateTime={time} title={`${time} (UTC)`}>
      {age(Math.max(0, now - Date.parse(time)))}
    </time>
  ) : (
    <>–</>
  );
}

/** What is left until a moment, by the engine's clock. */
export function Left({ until }: { until: string | null | undefined }) {
  const now = useEngineNow();
  if (!until) {
    return <>–</>;
  }
  const left = Date.parse(until) - now;
  return (
    <time dateTime={until} title={`until ${until} (UTC)`} className={left < 30_000 ? 'left soon' : 'left'}>
      {remaining(left)}
    </time>
  );
}
