import type { SystemStatus } from '../api/types';
import { useEngineNow } from '../live/engineClock';
import { Chip } from '../ui/Chip';
import { Icon } from '../ui/Icon';
import { modeClass, modeLook } from '../ui/modes';
import { Left } from '../ui/Time';
import { isStale, type Freshness } from './freshness';
import { Strip } from './Strip';

/** The mode, in colour, word and shape, and how current all of it is. */
export function StatusBar({ status, freshness }: { status: SystemStatus | undefined; freshness: Freshness }) {
  const stale = isStale(freshness);
  const { label, icon } = modeLook(status?.mode);
  return (
    <div className="status" role="region" aria-label="Mode">
      <span className={`mode ${stale ? 'mode-unknown was' : modeClass(status?.mode)}`}>
        <Icon name={icon} />
        <span>
          {stale ? 'was ' : null}
          <b>{label}</b>
          {status?.stage ? ` (${status.stage})` : null}
        </span>
      </span>
      {status?.is_override && !stale ? (
        <Chip tone="warn">
          Override Active · <Left until={status.override_expires_at} />
        </Chip>
      ) : null}
      {status?.guardian_locked ? <Chip tone="bad">Guardian locked</Chip> : null}
      {status?.allow_new_trades === false ? <Chip tone="bad">No new trades</Chip> : null}
      <Strip freshness={freshness} />
      <EngineClock stopped={stale} />
    </div>
  );
}

function EngineClock({ stopped }: { stopped: boolean }) {
  const now = useEngineNow();
  return (
    <span className="clock" title="Time of the engine">
      {stopped ? '--:--:--' : new Date(now).toISOString().slice(11, 19)} UTC
    </span>
  );
}
