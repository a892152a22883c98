import type { Emergency } from '../../api/types';
import { useEmergency } from '../../hooks/system';
import { Card } from '../../ui/Card';
import { Chip } from '../../ui/Chip';
import { At } from '../../ui/Time';

/** How far an emergency stop is. Absent without one. */
export function EmergencyCard() {
  const emergency = useEmergency().data;
  return emergency?.active ? (
    <Card title="Emergency" wide>
      <Progress emergency={emergency} />
    </Card>
  ) : null;
}

function Progress({ emergency }: { emergency: Emergency }) {
  const done = emergency.phase === 'COMPLETED';
  return (
    <>
      <p className="headline">
        <Chip tone={done ? 'good' : 'bad'}>{emergency.phase}</Chip>
        <span>
          {emergency.reason} · since <At time={emergency.activated_at} /> UTC
        </span>
      </p>
      <div className="progress">
        <Bar name="Positions closed" done={emergency.positions_closed} all={emergency.positions_to_close} />
        <Bar name="Orders cancelled" done={emergency.orders_cancelled} all={emergency.orders_to_cancel} />
      </div>
      <dl className="facts">
        <dt>Still open</dt>
        <dd>{emergency.open ?? (done ? 'Nothing' : 'Not yet known')}</dd>
        <dt>Attempt</dt>
        <dd>{emergency.attempt ?? '–'}</dd>
        <dt>Confirmed</dt>
        <dd>{emergency.verified ? 'by reports of positions and of orders' : 'not yet by the broker'}</dd>
      </dl>
    </>
  );
}

function Bar({ name, done, all }: { name: string; done: number | null; all: number | null }) {
  const of = all ?? 0;
  const value = Math.min(done ?? 0, of);
  return (
    <label className="bar-line">
      <span>{name}</span>
      <progress max={Math.max(1, of)} value={of === 0 ? 1 : value} />
      <span className="number">
        {done ?? 0} of {of}
      </span>
    </label>
  );
}
