import { useState } from 'react';
import type { Approval } from '../../api/types';
import { useApproval } from '../../hooks/trading';
import { useLogIn } from '../../hooks/session';
import { describe } from '../../hooks/command';
import { ActButton } from '../../shell/rights';
import { Chip } from '../../ui/Chip';
import { Field } from '../../ui/Field';
import { QueryState } from '../../ui/QueryState';
import { At, Left } from '../../ui/Time';
import { ApproveDialog, RejectDialog } from '../trading/DecisionDialogs';
import { OrderFacts, OrderHeadline, OrderSummary } from '../trading/OrderSummary';

/** One request by itself. `alone`: a link opened it, to read; whoever wants to decide signs in here. */
export function ApprovalPage({ tradeId, alone = false }: { tradeId: number; alone?: boolean }) {
  const approval = useApproval(tradeId);
  return (
    <section className="approval" aria-labelledby="approval-title">
      <h1 id="approval-title">Approval {Number.isNaN(tradeId) ? '' : tradeId}</h1>
      <QueryState query={approval}>
        {(data) => (
          <>
            {alone ? <Read approval={data} /> : <OrderSummary approval={data} />}
            {data.decided_at === null ? <Waiting approval={data} alone={alone} /> : <Decided approval={data} />}
          </>
        )}
      </QueryState>
    </section>
  );
}

/** Without what needs more rights than the link gives. */
function Read({ approval }: { approval: Approval }) {
  return (
    <>
      <OrderHeadline approval={approval} />
      <OrderFacts approval={approval} />
    </>
  );
}

function Waiting({ approval, alone }: { approval: Approval; alone: boolean }) {
  const [open, setOpen] = useState<'approve' | 'reject' | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <p className="countdown">
        <Left until={approval.expires_at} />
        <small>left, until <At time={approval.expires_at} /> UTC</small>
      </p>
      {alone ? (
        <SignIn />
      ) : (
        <div className="buttons big">
          <ActButton act="tighten" onClick={() => setOpen('reject')}>
            Reject
          </ActButton>
          <ActButton className="primary" onClick={() => setOpen('approve')}>
            Approve
          </ActButton>
        </div>
      )}
      {open === 'approve' ? <ApproveDialog approval={approval} onClose={close} /> : null}
      {open === 'reject' ? <RejectDialog approval={approval} onClose={close} /> : null}
    </>
  );
}

function SignIn() {
  const [token, setToken] = useState('');
  const logIn = useLogIn();
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        logIn.mutate(token.trim());
      }}
    >
      <p className="what">This link shows the request. Sign in to decide it.</p>
      <Field label="Token" error={logIn.isError ? describe(logIn.error) : null}>
        {(ids) => (
          <input
            {...ids}
            type="password"
            autoComplete="current-password"
            value={token}
            onChange={(event) => setToken(event.target.value)}
          />
        )}
      </Field>
      <div className="buttons big">
        <button type="submit" className="primary" disabled={token.trim() === '' || logIn.isPending}>
          {logIn.isPending ? 'Signing in...' : 'Sign in'}
        </button>
      </div>
    </form>
  );
}

function Decided({ approval }: { approval: Approval }) {
  return (
    <dl className="facts">
      <dt>Result</dt>
      <dd>
        <Chip tone={approval.status === 'REJECTED' ? 'bad' : 'good'}>{approval.status}</Chip>
      </dd>
      <dt>When</dt>
      <dd>
        <At time={approval.decided_at} /> UTC
      </dd>
      <dt>By</dt>
      <dd>
        {approval.decided_by ?? 'nobody'} ({approval.decision_channel ?? '–'})
      </dd>
      <dt>Reason</dt>
      <dd>{[approval.decision_reason, approval.decision_comment].filter(Boolean).join(' · ') || '–'}</dd>
    </dl>
  );
}
