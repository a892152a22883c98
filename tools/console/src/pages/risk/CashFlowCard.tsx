import { useState } from 'react';
import { useCashFlow } from '../../hooks/risk';
import { ActButton } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { CommandDialog } from '../../ui/CommandDialog';
import { Field } from '../../ui/Field';

const DECIMAL = /^-?\d{1,10}(\.\d{1,8})?$/;

export function CashFlowCard() {
  const [open, setOpen] = useState(false);
  return (
    <Card title="Cash Flow">
      <p>
        Money that came in or left is no profit and no loss. Booked here, it moves the peak, so that the drawdown in percent
        stays what it was.
      </p>
      <div className="buttons start">
        <ActButton onClick={() => setOpen(true)}>Book a cash flow</ActButton>
      </div>
      {open ? <FlowDialog onClose={() => setOpen(false)} /> : null}
    </Card>
  );
}

function FlowDialog({ onClose }: { onClose: () => void }) {
  const [id] = useState(() => crypto.randomUUID());
  const [amount, setAmount] = useState('');
  const [after, setAfter] = useState('');
  const good = DECIMAL.test(amount.trim()) && Number(amount) !== 0;
  const goodAfter = after.trim() === '' || DECIMAL.test(after.trim());
  return (
    <CommandDialog
      title="Book a cash flow"
      what="A withdrawal, and any flow with the equity after it, loosens: it may wait for a second operator."
      act="Book"
      ready={good && goodAfter}
      command={useCashFlow()}
      variables={(reason) => ({
        flow_id: id,
        amount: amount.trim(),
        reason,
        ...(after.trim() === '' ? {} : { equity_after: after.trim() }),
      })}
      onClose={onClose}
    >
      <Field
        label="Amount"
        hint="Above 0: a deposit. Below 0: a withdrawal."
        error={amount !== '' && !good ? 'A decimal with at most eight places, not 0' : null}
      >
        {(ids) => <input {...ids} inputMode="decimal" value={amount} onChange={(event) => setAmount(event.target.value)} />}
      </Field>
      <Field label="Equity after it (optional)" error={goodAfter ? null : 'A decimal with at most eight places'}>
        {(ids) => <input {...ids} inputMode="decimal" value={after} onChange={(event) => setAfter(event.target.value)} />}
      </Field>
    </CommandDialog>
  );
}
