import type { Approval } from '../../api/types';
import { Chip, Side } from '../../ui/Chip';
import { decimal, percent, price } from '../../ui/format';
import { useDeviations } from './useDeviations';

/** The order of a request: what deviates first, then all that was said of it. */
export function OrderSummary({ approval }: { approval: Approval }) {
  const { deviations, mid } = useDeviations(approval);
  return (
    <>
      <OrderHeadline approval={approval} />
      <ul className="deviations" aria-label="What deviates">
        {deviations.map(({ text, tone }) => (
          <li key={text}>
            <Chip tone={tone}>{text}</Chip>
          </li>
        ))}
      </ul>
      <OrderFacts approval={approval} mid={mid} />
    </>
  );
}

export function OrderHeadline({ approval }: { approval: Approval }) {
  const { side, quantity, symbol, trading_mode: mode, trade_id: id } = approval;
  return (
    <p className="order">
      <Side side={side} />
      <b className="quantity">{decimal(quantity)}</b>
      <b>{symbol}</b>
      <Chip tone={mode === 'live' ? 'bad' : 'info'}>{mode}</Chip>
      <span className="fine">trade {id}</span>
    </p>
  );
}

export function OrderFacts({ approval, mid }: { approval: Approval; mid?: number | null }) {
  const market = Number(approval.order_price ?? 0) === 0;
  return (
    <>
      <dl className="order-facts">
        <Fact name="Order price" value={market ? 'Market' : price(approval.order_price)} />
        <Fact name="At request" value={price(approval.request_price)} />
        {mid === undefined ? null : <Fact name="Mid now" value={mid === null ? '–' : price(String(mid))} />}
        <Fact name="Leverage" value={approval.leverage === null ? '–' : `${decimal(approval.leverage)} ×`} />
        <Fact name="Risk" value={percent(approval.risk_pct)} />
        <Fact name="Confidence" value={approval.confidence === null ? '–' : decimal(approval.confidence, 2)} />
        <Fact name="Strategy" value={String(approval.strategy_id)} />
        <Fact
          name="Model"
          value={approval.model_name === null ? '–' : `${approval.model_name} ${approval.model_version ?? ''}`}
        />
      </dl>
      {approval.reasoning_summary ? <blockquote>{approval.reasoning_summary}</blockquote> : null}
    </>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  );
}
