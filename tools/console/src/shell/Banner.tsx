import { Icon } from '../ui/Icon';
import { At } from '../ui/Time';
import type { Overall } from './overall';

/** Over the whole app while an emergency stands or a circuit breaker is open. */
export function Banner({ overall }: { overall: Overall }) {
  if (overall.alarm === null) {
    return null;
  }
  return (
    <>
      <div className="alarm-frame" aria-hidden="true" />
      <div className="banner" role="alert">
        <Icon name="stop" />
        <p>
          <b>DEFCON 1: {overall.alarm === 'EMERGENCY' ? 'Emergency stop' : 'Circuit breaker open'}</b>
          {overall.reason ? <span> · {overall.reason}</span> : null}
          {overall.since ? (
            <span>
              {' '}
              · since <At time={overall.since} /> UTC
            </span>
          ) : null}
        </p>
        <a href="#/system">System</a>
        <a href="#/risk">Risk</a>
      </div>
    </>
  );
}
