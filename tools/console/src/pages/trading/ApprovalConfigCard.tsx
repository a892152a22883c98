import { useState } from 'react';
import type { ApprovalConfig } from '../../api/types';
import { useApprovalConfig, useTradingConfig, useUpdateApprovalConfig, useUpdateTradingConfig } from '../../hooks/trading';
import { ActButton, useMay } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { CommandDialog } from '../../ui/CommandDialog';
import { Field } from '../../ui/Field';
import { decimal, remaining } from '../../ui/format';
import { QueryState } from '../../ui/QueryState';
import { Switch } from '../../ui/Switch';

type SwitchName = 'auto_approve_paper' | 'require_approval_for_live';

/** What a switch says while it is on and while it is off, and what its change means. */
const SWITCHES: Readonly<Record<SwitchName, { on: string; off: string; turnOn: string; turnOff: string }>> = {
  auto_approve_paper: {
    on: 'Auto-approve paper orders',
    off: 'Require approval for paper orders',
    turnOn: 'Paper orders will go out without a person.',
    turnOff: 'Each paper order will wait for a person.',
  },
  require_approval_for_live: {
    on: 'Require approval for live orders',
    off: 'Auto-approve live orders',
    turnOn: 'Each live order will wait for a person.',
    turnOff: 'Live orders will go out without a person.',
  },
};

export function ApprovalConfigCard() {
  const config = useApprovalConfig();
  const slippage = useTradingConfig().data?.policy['slippage_max_percent']?.value;
  const [editing, setEditing] = useState(false);
  return (
    <Card
      title="Approval Settings"
      wide
      actions={
        <ActButton className="small" onClick={() => setEditing(true)}>
          Change limits
        </ActButton>
      }
    >
      <QueryState query={config}>
        {(data) => (
          <>
            <div className="settings">
              <ConfigSwitch name="auto_approve_paper" config={data} />
              <ConfigSwitch name="require_approval_for_live" config={data} />
              <p>
                Timeout <b>{remaining(data.approval_timeout_seconds * 1000)}</b>
              </p>
              <p>
                Slippage at most <b>{slippage === undefined ? '–' : `${decimal(String(slippage))} %`}</b>
              </p>
            </div>
            {editing ? (
              <LimitsDialog
                seconds={data.approval_timeout_seconds}
                slippage={slippage === undefined ? '' : String(slippage)}
                onClose={() => setEditing(false)}
              />
            ) : null}
          </>
        )}
      </QueryState>
    </Card>
  );
}

function ConfigSwitch({ name, config }: { name: SwitchName; config: ApprovalConfig }) {
  const may = useMay('command');
  const [asked, setAsked] = useState(false);
  const update = useUpdateApprovalConfig();
  const on = config[name];
  const { on: onLabel, off: offLabel, turnOn, turnOff } = SWITCHES[name];
  return (
    <>
      <Switch label={on ? onLabel : offLabel} on={on} disabled={!may} onToggle={() => setAsked(true)} />
      {asked ? (
        <CommandDialog
          title={on ? offLabel : onLabel}
          what={`${on ? turnOff : turnOn} Orders that wait already go on waiting.`}
          act="Change"
          reason="none"
          command={update}
          variables={() => ({ [name]: !on })}
          onClose={() => setAsked(false)}
        />
      ) : null}
    </>
  );
}

interface LimitsProps {
  readonly seconds: number;
  readonly slippage: string;
  readonly onClose: () => void;
}

function LimitsDialog({ seconds, slippage, onClose }: LimitsProps) {
  const [timeout, setTimeout] = useState(String(seconds));
  const [percent, setPercent] = useState(slippage);
  const update = useUpdateTradingConfig();
  const approvals = Number(timeout);
  const badTimeout = !Number.isInteger(approvals) || approvals < 1;
  const badPercent = !(Number(percent) > 0 && Number(percent) <= 100);
  const changed = {
    ...(approvals === seconds ? {} : { approval_timeout_seconds: approvals }),
    ...(percent.trim() === slippage ? {} : { slippage_max_percent: percent.trim() }),
  };
  const ready = !badTimeout && !badPercent && Object.keys(changed).length > 0;
  return (
    <CommandDialog
      title="Change the limits of approvals"
      what="They hold for requests that come from now on."
      act="Save"
      reason="none"
      ready={ready}
      command={update}
      variables={() => changed}
      onClose={onClose}
    >
      <Field label="Timeout (seconds)" error={badTimeout ? 'A whole number of seconds' : null}>
        {(ids) => <input {...ids} type="number" min={1} value={timeout} onChange={(e) => setTimeout(e.target.value)} />}
      </Field>
      <Field label="Slippage at most (percent)" error={badPercent ? 'Above 0, at most 100' : null}>
        {(ids) => <input {...ids} inputMode="decimal" value={percent} onChange={(e) => setPercent(e.target.value)} />}
      </Field>
    </CommandDialog>
  );
}
