import { useState, type FormEvent } from 'react';
import type { Lockout } from '../../api/types';
import { describe } from '../../hooks/command';
import { useCreateLockout, useDeleteLockout, useLockouts } from '../../hooks/trading';
import { ActButton, useMay } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { CommandDialog } from '../../ui/CommandDialog';
import { DataTable, type Column } from '../../ui/DataTable';
import { Field } from '../../ui/Field';
import { words } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';
import { Left } from '../../ui/Time';

export function LockoutsCard() {
  const lockouts = useLockouts();
  const [removed, setRemoved] = useState<Lockout | null>(null);
  const columns: readonly Column<Lockout>[] = [
    { head: 'Ticker', cell: ({ ticker }) => <b>{ticker}</b> },
    { head: 'Reason', long: true, cell: ({ reason }) => reason ?? '–' },
    { head: 'Type', cell: ({ lockout_type }) => words(lockout_type) },
    { head: 'By', cell: ({ created_by }) => created_by ?? '–' },
    { head: 'Left', number: true, cell: ({ expires_at }) => <Left until={expires_at} /> },
    {
      head: '',
      number: true,
      cell: (lockout) => (
        <ActButton
          className="small"
          label={`Remove the lockout of ${lockout.ticker}: ${lockout.reason ?? ''}`}
          onClick={() => setRemoved(lockout)}
        >
          Remove
        </ActButton>
      ),
    },
  ];
  return (
    <Card title="Active Lockouts" count={lockouts.data?.length} wide>
      <LockoutForm />
      <QueryState query={lockouts}>
        {(rows) => (
          <DataTable
            label="Active lockouts"
            columns={columns}
            rows={rows}
            rowKey={({ lockout_id }) => lockout_id}
            empty="No symbol is locked."
          />
        )}
      </QueryState>
      {removed ? <RemoveDialog lockout={removed} onClose={() => setRemoved(null)} /> : null}
    </Card>
  );
}

function LockoutForm() {
  const may = useMay('tighten');
  const create = useCreateLockout();
  const [ticker, setTicker] = useState('');
  const [reason, setReason] = useState('');
  const [minutes, setMinutes] = useState('60');
  const [tried, setTried] = useState(false);
  const duration = Number(minutes);
  const badDuration = !Number.isInteger(duration) || duration < 1;

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (ticker === '' || reason.trim() === '' || badDuration || create.isPending) {
      return;
    }
    create.mutate(
      { ticker, reason: reason.trim(), duration_minutes: duration },
      {
        onSuccess: () => {
          setTicker('');
          setReason('');
          setMinutes('60');
          setTried(false);
        },
      },
    );
  };

  return (
    <form className="inline" onSubmit={submit} noValidate>
      <Field label="Ticker" error={tried && ticker === '' ? 'Please name a ticker' : null}>
        {(ids) => (
          <input
            {...ids}
            value={ticker}
            maxLength={24}
            disabled={!may}
            onChange={(event) => setTicker(event.target.value.toUpperCase())}
          />
        )}
      </Field>
      <Field label="Reason" error={tried && reason.trim() === '' ? 'Please provide a reason' : null}>
        {(ids) => (
          <input {...ids} value={reason} maxLength={256} disabled={!may} onChange={(e) => setReason(e.target.value)} />
        )}
      </Field>
      <Field label="Duration (minutes)" error={tried && badDuration ? 'At least 1' : null}>
        {(ids) => (
          <input
            {...ids}
            type="number"
            min={1}
            value={minutes}
            disabled={!may}
            onChange={(e) => setMinutes(e.target.value)}
          />
        )}
      </Field>
      <button type="submit" className="primary" disabled={!may || create.isPending}>
        {create.isPending ? 'Locking...' : 'Lock out'}
      </button>
      {create.isError ? (
        <p className="failure" role="alert">
          {describe(create.error)}
        </p>
      ) : null}
    </form>
  );
}

function RemoveDialog({ lockout, onClose }: { lockout: Lockout; onClose: () => void }) {
  return (
    <CommandDialog
      title={`Remove the lockout of ${lockout.ticker}`}
      what={`New orders in ${lockout.ticker} are allowed again, unless another lockout holds it. It was locked for: ${lockout.reason ?? 'no reason given'}.`}
      act="Remove"
      reason="none"
      command={useDeleteLockout()}
      variables={() => lockout.lockout_id}
      onClose={onClose}
    />
  );
}
