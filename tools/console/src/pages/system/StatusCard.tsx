import type { SystemStatus } from '../../api/types';
import { useSystemStatus } from '../../hooks/system';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { words } from '../../ui/format';
import { LEVEL_TONE, modeClass, modeLook } from '../../ui/modes';
import { QueryState } from '../../ui/QueryState';
import { Ago, At, Left } from '../../ui/Time';

export function StatusCard() {
  const status = useSystemStatus();
  return (
    <Card title="System Status">
      <QueryState query={status} loading="Loading system status...">
        {(data) => <Status status={data} />}
      </QueryState>
    </Card>
  );
}

function Status({ status }: { status: SystemStatus }) {
  const transition = status.last_transition;
  return (
    <>
      <p className="headline">
        <span className={`dot ${modeClass(status.mode)}`} aria-hidden="true" />
        <span className="label">{modeLook(status.mode).label}</span>
        {status.stage ? <span className="stage">({status.stage})</span> : null}
        {status.is_override ? (
          <Chip tone="warn">
            Override Active · <Left until={status.override_expires_at} />
          </Chip>
        ) : null}
      </p>
      <dl className="facts">
        <dt>Level</dt>
        <dd>
          <Chip tone={LEVEL_TONE[status.level] ?? 'calm'}>{words(status.level)}</Chip>
        </dd>
        <dt>Causes</dt>
        <dd>{status.causes.length === 0 ? 'None' : status.causes.map((cause) => <code key={cause}>{cause}</code>)}</dd>
        {status.is_override ? <Override status={status} /> : null}
        {transition ? (
          <>
            <dt>Last change</dt>
            <dd>
              {modeLook(transition.from_mode).label} to {modeLook(transition.to_mode).label},{' '}
              <code>{transition.reason_code}</code> from {transition.source}
              {transition.operator_id ? ` by ${transition.operator_id}` : ''}, <At time={transition.timestamp} /> UTC (
              <Ago time={transition.timestamp} /> ago)
            </dd>
          </>
        ) : null}
        {status.guardian_locked ? (
          <>
            <dt>Guardian</dt>
            <dd>
              Locked since <At time={status.guardian_since} /> UTC
              {status.guardian_reason ? `: ${status.guardian_reason}` : ''}
            </dd>
          </>
        ) : null}
      </dl>
      {status.safeguards ? <Safeguards all={status.safeguards} /> : null}
    </>
  );
}

function Override({ status }: { status: SystemStatus }) {
  return (
    <>
      <dt>Forced</dt>
      <dd>
        {status.override_operator_id ? `by ${status.override_operator_id}` : 'by an operator'}
        {status.override_reason ? `: ${status.override_reason}` : ''}
      </dd>
    </>
  );
}

function Safeguards({ all }: { all: Readonly<Record<string, string>> }) {
  return (
    <ul className="safeguards" aria-label="Safeguards">
      {Object.entries(all).map(([name, state]) => (
        <li key={name}>
          <span>{words(name)}</span>
          <Chip tone={state === 'ACTIVE' ? 'good' : state === 'FAILED' ? 'bad' : 'calm'}>{state}</Chip>
        </li>
      ))}
    </ul>
  );
}
