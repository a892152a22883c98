import { useState } from 'react';
import type { WaitingRequest } from '../../api/types';
import { useConfirmRequest, useRequests, useWithdrawRequest } from '../../hooks/system';
import { ActButton } from '../../shell/rights';
import { Card } from '../../ui/Card';
import { CommandDialog } from '../../ui/CommandDialog';
import { QueryState } from '../../ui/QueryState';
import { At, Left } from '../../ui/Time';

/** Commands that loosen something and wait for a second, different operator. Absent while none waits. */
export function RequestsCard() {
  const requests = useRequests();
  const [confirmed, setConfirmed] = useState<WaitingRequest | null>(null);
  const withdraw = useWithdrawRequest();
  const waiting = requests.data?.filter(({ state }) => state === 'WAITING') ?? [];
  if (waiting.length === 0 && !requests.isError && confirmed === null) {
    return null;
  }
  return (
    <Card title="Waiting for a second operator" count={waiting.length} wide>
      <QueryState query={requests}>
        {() => (
          <ul className="requests">
            {waiting.map((request) => (
              <li key={request.request_id}>
                <Summary request={request} />
                <div className="buttons">
                  <ActButton
                    act="tighten"
                    label={`Withdraw request ${request.request_id}`}
                    onClick={() => withdraw.mutate(request.request_id)}
                  >
                    Withdraw
                  </ActButton>
                  <ActButton
                    className="primary"
                    label={`Confirm request ${request.request_id}`}
                    onClick={() => setConfirmed(request)}
                  >
                    Confirm
                  </ActButton>
                </div>
              </li>
            ))}
          </ul>
        )}
      </QueryState>
      {confirmed ? <ConfirmDialog request={confirmed} onClose={() => setConfirmed(null)} /> : null}
    </Card>
  );
}

function Summary({ request }: { request: WaitingRequest }) {
  const reason = request.input?.['reason'];
  return (
    <div>
      <p>
        <b>{request.command}</b> by <b>{request.operator_id}</b>
        {typeof reason === 'string' && reason !== '' ? `: ${reason}` : ''}
      </p>
      {request.loosens ? <p className="what">{request.loosens}</p> : null}
      <p className="fine">
        Request {request.request_id}, asked at <At time={request.requested_at} /> UTC, <Left until={request.expires_at} /> left
      </p>
    </div>
  );
}

function ConfirmDialog({ request, onClose }: { request: WaitingRequest; onClose: () => void }) {
  const command = useConfirmRequest();
  return (
    <CommandDialog
      title={`Confirm ${request.command}`}
      what={
        <>
          <Summary request={request} />
          <dl className="facts">
            {Object.entries(request.input ?? {})
              .filter(([name]) => name !== 'type')
              .map(([name, value]) => (
                <div key={name} className="pair">
                  <dt>{name}</dt>
                  <dd>{typeof value === 'object' ? JSON.stringify(value) : String(value)}</dd>
                </div>
              ))}
          </dl>
          <p>It runs as if it was sent now.</p>
        </>
      }
      act="Confirm"
      reason="none"
      command={command}
      variables={() => request.request_id}
      onClose={onClose}
    />
  );
}
