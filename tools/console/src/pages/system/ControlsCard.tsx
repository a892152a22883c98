import { useState, type FormEvent } from 'react';
import type { SystemModeValue } from '../../api/types';
import { useEmergency, useEndOverride, useForceOverride, useSystemStatus } from '../../hooks/system';
import { describe } from '../../hooks/command';
import { ActButton, useMay } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { Field } from '../../ui/Field';
import { FORCEABLE } from '../../ui/modes';
import { CONTROL_DIALOGS, type ControlName } from './controlDialogs';

/** Everything by which a person changes the mode. */
export function ControlsCard() {
  const status = useSystemStatus().data;
  const emergency = useEmergency().data;
  const [open, setOpen] = useState<ControlName | null>(null);
  const Opened = open === null ? null : CONTROL_DIALOGS[open];
  const inEmergency = status?.emergency_mode === true || emergency?.active === true;
  return (
    <Card title="Recovery Controls">
      <ForceForm isOverride={status?.is_override ?? false} />
      <div className="controls">
        <ActButton onClick={() => setOpen('recovery')}>Start recovery</ActButton>
        {status?.guardian_locked ? (
          <ActButton onClick={() => setOpen('unlock')}>Unlock guardian</ActButton>
        ) : (
          <ActButton act="tighten" onClick={() => setOpen('lock')}>
            Lock guardian
          </ActButton>
        )}
        {inEmergency ? (
          <ActButton className="danger-line" onClick={() => setOpen('reset')}>
            Reset emergency
          </ActButton>
        ) : null}
        <ActButton act="tighten" className="danger" onClick={() => setOpen('stop')}>
          Emergency stop
        </ActButton>
      </div>
      {Opened ? <Opened onClose={() => setOpen(null)} /> : null}
    </Card>
  );
}

function ForceForm({ isOverride }: { isOverride: boolean }) {
  const may = useMay('command');
  const force = useForceOverride();
  const end = useEndOverride();
  const [mode, setMode] = useState<SystemModeValue>('safe_mode');
  const [ttl, setTtl] = useState('300');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const seconds = Number(ttl);
  const badTtl = !Number.isInteger(seconds) || seconds < 60 || seconds > 3600;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (reason.trim() === '' || badTtl || force.isPending) {
      return;
    }
    force.mutate(
      { mode, ttl_seconds: seconds, reason: reason.trim() },
      {
        onSuccess: () => {
          setReason('');
          setTried(false);
        },
      },
    );
  };

  return (
    <form className="force" onSubmit={submit} noValidate>
      <Field label="Force Mode">
        {(ids) => (
          <select {...ids} value={mode} disabled={!may} onChange={(e) => setMode(e.target.value as SystemModeValue)}>
            {FORCEABLE.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        )}
      </Field>
      <Field label="TTL (seconds)" error={tried && badTtl ? 'From 60 to 3600' : null}>
        {(ids) => (
          <input
            {...ids}
            type="number"
            min={60}
            max={3600}
            value={ttl}
            disabled={!may}
            onChange={(e) => setTtl(e.target.value)}
          />
        )}
      </Field>
      <Field label="Reason" error={tried && reason.trim() === '' ? 'Please provide a reason' : null}>
        {(ids) => (
          <textarea
            {...ids}
            rows={2}
            maxLength={256}
            placeholder="Reason for override..."
            value={reason}
            disabled={!may}
            onChange={(e) => setReason(e.target.value)}
          />
        )}
      </Field>
      {force.isError ? (
        <p className="failure" role="alert">
          {describe(force.error)}
        </p>
      ) : null}
      <div className="buttons">
        {isOverride ? (
          <ActButton onClick={() => end.mutate()}>{end.isPending ? 'Ending...' : 'End override'}</ActButton>
        ) : null}
        <button type="submit" className="primary" disabled={!may || force.isPending}>
          {force.isPending ? 'Applying...' : 'Force Override'}
        </button>
      </div>
    </form>
  );
}
