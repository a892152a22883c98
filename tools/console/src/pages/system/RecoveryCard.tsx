import { useState } from 'react';
import type { Recovery, RecoveryStageValue } from '../../api/types';
import { useRecovery, useRecoveryStage } from '../../hooks/system';
import { ActButton } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { CommandDialog } from '../../ui/CommandDialog';
import { words } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';
import { Ago } from '../../ui/Time';

const STAGES: readonly RecoveryStageValue[] = ['connect_broker', 'catchup_marketdata', 'verify_risk', 'ready'];

export function RecoveryCard() {
  const recovery = useRecovery();
  return (
    <Card title="Recovery">
      <QueryState query={recovery}>{(data) => <Stages recovery={data} />}</QueryState>
    </Card>
  );
}

function Stages({ recovery }: { recovery: Recovery }) {
  const [result, setResult] = useState<boolean | null>(null);
  const { stage } = recovery;
  if (!recovery.active || stage === null) {
    return <p className="empty">No recovery is under way.</p>;
  }
  const at = STAGES.indexOf(stage);
  return (
    <>
      <ol className="stages">
        {STAGES.map((name, index) => (
          <li key={name} className={index < at ? 'done' : index === at ? 'now' : ''} aria-current={index === at ? 'step' : undefined}>
            <span>{words(name)}</span>
            <small>{index < at ? 'passed' : index === at ? 'under way' : 'to come'}</small>
          </li>
        ))}
      </ol>
      <dl className="facts">
        <dt>Run</dt>
        <dd>
          <code>{recovery.run_id}</code>, {words(recovery.trigger).toLowerCase()}, attempt {recovery.attempt ?? 1}, for{' '}
          <Ago time={recovery.since} />
        </dd>
        {Object.entries(recovery.evidence ?? {}).map(([name, value]) => (
          <Evidence key={name} name={name} value={value} />
        ))}
      </dl>
      <div className="buttons start">
        <ActButton onClick={() => setResult(true)}>Report stage ok</ActButton>
        <ActButton onClick={() => setResult(false)}>Report stage failed</ActButton>
      </div>
      {result === null ? null : <StageDialog stage={stage} ok={result} onClose={() => setResult(null)} />}
    </>
  );
}

function Evidence({ name, value }: { name: string; value: unknown }) {
  const text = value === true ? 'yes' : value === false ? 'no' : value === null ? '–' : String(value);
  return (
    <>
      <dt>{words(name)}</dt>
      <dd>{text}</dd>
    </>
  );
}

function StageDialog({ stage, ok, onClose }: { stage: RecoveryStageValue; ok: boolean; onClose: () => void }) {
  const command = useRecoveryStage();
  return (
    <CommandDialog
      title={ok ? 'Report the stage as passed' : 'Report the stage as failed'}
      what={
        ok
          ? `You vouch for ${stage} where evidence is missing. Evidence that is bad still counts.`
          : `The stage ${stage} fails, and the run begins again after a pause.`
      }
      act={ok ? 'Report ok' : 'Report failed'}
      command={command}
      variables={(detail) => ({ stage, ok, ...(detail ? { detail } : {}) })}
      reason="optional"
      reasonLabel="Detail"
      onClose={onClose}
    />
  );
}
